"""Whatever lies in a catalogue's directory, `meshctl check` answers with findings: it never hangs, crashes or obeys."""

import os
import shutil
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.catalogues import CHECKOUT, MESH, write_catalogue
from tests.support.rights import without_the_rights_of_root
from tests.support.running import check, is_a_sentence, meshctl, meshctl_process

FILE = "orders/checkout.yaml"

HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "bad YAML": ("service: checkout\n  publishes: [\n", f"invalid-yaml {FILE}:2:12"),
    "a tab as indent": ("publishes:\n\tOrderPlaced: {}\n", f"invalid-yaml {FILE}:2:1"),
    "100,000 brackets": ("[" * 100_000, f"invalid-yaml {FILE}:1:65"),
    "100,000 braces": ("{a: " * 100_000, f"invalid-yaml {FILE}:1:257"),
    "100,000 dashes": ("- " * 100_000, f"invalid-yaml {FILE}:1:129"),
    "NUL": (CHECKOUT + "\0", f"invalid-yaml {FILE}:4:1"),
    "a control character": (CHECKOUT + "description: \x1b[31m\n", f"invalid-yaml {FILE}:4:14"),
    "invalid UTF-8": (CHECKOUT.encode() + b"description: caf\xe9\n", f"invalid-yaml {FILE}:4:17"),
    "UTF-16": (CHECKOUT.encode("utf-16"), f"invalid-yaml {FILE}:1:1"),
    "half a character": (CHECKOUT.encode() + b"description: \xed\xa0\x80\n", f"invalid-yaml {FILE}:4:14"),
    "half a character, escaped": (CHECKOUT + 'description: "\\ud800"\n', f"invalid-yaml {FILE}:4:17"),
    "a key twice": (CHECKOUT + "service: checkout\n", f"duplicate-key {FILE}:4:1"),
    "an anchor": (CHECKOUT.replace("checkout", "&me checkout"), f"unsupported-yaml {FILE}:1:10"),
    "an alias": (CHECKOUT + "description: *me\n", f"unsupported-yaml {FILE}:4:14"),
    "a tag": (CHECKOUT + "description: !!python/object/apply:os.system [id]\n", f"unsupported-yaml {FILE}:4:14"),
    "two documents": (CHECKOUT + "---\nservice: other\n", f"unsupported-yaml {FILE}:4:1"),
    "a merge key": (CHECKOUT + "<<: {a: b}\n", f"unknown-key {FILE}:4:1"),
    "a list as key": (CHECKOUT + "? [a, b]\n: c\n", f"invalid-yaml {FILE}:4:3"),
    "a number as key": (CHECKOUT + "1: c\n", f"invalid-yaml {FILE}:4:1"),
    "an empty file": ("", f"wrong-value {FILE}:1:1"),
    "only a comment": ("# later\n", f"wrong-value {FILE}:1:1"),
    "a list": ("- service\n", f"wrong-value {FILE}:1:1"),
    "a word": ("checkout\n", f"wrong-value {FILE}:1:1"),
    "a huge file": ("#" * 1_000_001, f"invalid-yaml {FILE}:1:1"),
    "an interpolated name": (CHECKOUT.replace("checkout", '"${aws_iam_role.x}"'), f"wrong-value {FILE}:1:10"),
    "a path as name": (CHECKOUT.replace("checkout", "../checkout"), f"wrong-value {FILE}:1:10"),
    "a path out of the catalogue": (CHECKOUT.replace("events/", "../../"), f"path-outside-catalogue {FILE}:3:37"),
    "an absolute path": (CHECKOUT.replace("events/", "/etc/"), f"wrong-value {FILE}:3:37"),
    "an option as event": (CHECKOUT.replace("OrderPlaced:", "--help:"), f"wrong-name {FILE}:3:3"),
    "an option as name": (CHECKOUT.replace("checkout", "--yes"), f"wrong-value {FILE}:1:10"),
    "a number of 5,000 digits": (CHECKOUT.replace("version: 1", "version: " + "1" * 5_000), f"wrong-value {FILE}:3:26"),
    "a float that is infinite": (CHECKOUT.replace("version: 1", "version: 1e999"), f"wrong-value {FILE}:3:26"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_finding(tmp_path: Path, name: str) -> None:
    text, expected = HOSTILE[name]
    directory = write_catalogue(tmp_path, {FILE: text})
    done = check(directory, "json")
    assert (done.code, done.err) == (1, "")
    assert expected in done.shown
    assert f"--> {expected.split()[1]}\n" in check(directory).out


@pytest.mark.parametrize("name", ["100,000 brackets", "100,000 braces", "100,000 dashes", "a tag"])
def test_what_has_crashed_readers_of_yaml_does_not_crash_the_command(tmp_path: Path, name: str) -> None:
    done = meshctl_process(write_catalogue(tmp_path, {FILE: HOSTILE[name][0]}), "check")
    assert (done.code, done.err) == (1, "\n1 error\n")


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbf" + CHECKOUT.encode(),
        CHECKOUT.replace("\n", "\r\n"),
        CHECKOUT.rstrip("\n"),
        "---\n" + CHECKOUT + "...\n",
        CHECKOUT + "description: ${aws_iam_role.x} and %{ for }\n",
        CHECKOUT + 'description: "\\e[31m red \\u202e"\n',
    ],
    ids=["byte order mark", "CRLF", "no last newline", "document marks", "interpolation as text", "escapes as text"],
)
def test_what_only_looks_hostile_is_sound(tmp_path: Path, text: str | bytes) -> None:
    done = check(write_catalogue(tmp_path, {FILE: text}))
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\u2028", "\x85", "\x9b", "\ufeff"])
def test_marks_that_turn_a_line_around_are_shown_escaped(tmp_path: Path, sign: str) -> None:
    raw = sign if sign in "\u202e\u2066\u200b" else ""  # the others are refused or break the line when they stand there
    done = check(write_catalogue(tmp_path, {FILE: CHECKOUT + f'"ev\\u{ord(sign):04x}il": "{raw}"\n'}))
    assert done.code == 1
    assert sign not in done.out + done.err
    assert f'there is no key "ev\\u{ord(sign):04x}il" here' in done.out


def test_an_escape_sequence_in_a_key_is_shown_escaped(tmp_path: Path) -> None:
    done = check(write_catalogue(tmp_path, {FILE: CHECKOUT + '"ev\\e[31m\\ail": x\n'}))
    assert 'there is no key "ev\\u001b[31m\\u0007il" here' in done.out
    assert "\x1b" not in done.out


@pytest.mark.parametrize("name", ["ev\x1b[31mil", "ev\u202eil", "ev\nil", "--help", "${x}", "e v'\"il"])
def test_a_hostile_file_name_is_shown_escaped(tmp_path: Path, name: str) -> None:
    done = meshctl(write_catalogue(tmp_path, {f"orders/{name}.yaml": "colour: red\n"}), "check")
    assert done.code == 1
    assert not {"\x1b", "\u202e"} & set(done.out)
    escaped = name.encode("unicode_escape").decode().replace("\\x", "\\u00").replace("\\n", "\\u000a")
    assert f"--> orders/{escaped}.yaml:1:1\n" in done.out


@pytest.mark.parametrize("shape", ["text", "json"])
def test_a_file_name_that_is_no_utf_8_can_be_told(tmp_path: Path, shape: str) -> None:
    write_catalogue(tmp_path)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/orders/caf\xe9.yaml")).write_text("colour: red\n")
    done = meshctl(tmp_path, "check", "--format", shape)
    assert done.code == 1
    assert "unknown-key" in done.out
    assert "Traceback" not in done.err


def _symbolic_link(path: Path) -> None:
    path.rename(path.with_suffix(".txt"))
    path.symlink_to(path.with_suffix(".txt").name)


def _dangling_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _socket(path: Path) -> None:
    path.unlink()
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


def _endless(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


NO_PLAIN_FILE: dict[Callable[[Path], None], str] = {
    _symbolic_link: "a symbolic link",
    _dangling_link: "a symbolic link",
    _endless: "a symbolic link",
    _pipe: "no plain file but a pipe, a socket or a device",
    _directory: "a directory",
    _socket: "no plain file but a pipe, a socket or a device",
}


@pytest.mark.parametrize("turn_into", NO_PLAIN_FILE)
@pytest.mark.parametrize("file", ["mesh.yaml", "orders/system.yaml", FILE, "orders/events/OrderPlaced.v1.json"])
def test_what_is_no_plain_file_is_not_read(tmp_path: Path, file: str, turn_into: Callable[[Path], None]) -> None:
    turn_into(write_catalogue(tmp_path) / file)
    done = meshctl(tmp_path, "check", "--format", "json")
    assert (done.code, done.shown) == (1, [f"unreadable-file {file}:1:1"])
    assert f"this cannot be read: it is {NO_PLAIN_FILE[turn_into]}" in done.out


@pytest.mark.parametrize("turn_into", NO_PLAIN_FILE)
def test_fmt_says_what_it_cannot_read(tmp_path: Path, turn_into: Callable[[Path], None]) -> None:
    turn_into(write_catalogue(tmp_path) / FILE)
    done = meshctl(tmp_path, "fmt", "--check")
    assert is_a_sentence(done)
    assert f'"{FILE}" cannot be read: it is {NO_PLAIN_FILE[turn_into]}' in done.err


def test_a_link_that_leads_nowhere_is_no_reason_to_look_for_a_system(tmp_path: Path) -> None:
    (write_catalogue(tmp_path) / "billing").symlink_to("nowhere")
    done = meshctl(tmp_path, "check", "--format", "json")
    assert (done.code, done.shown) == (1, ["unreadable-file billing:1:1"])


@pytest.mark.parametrize("turn_into", [_symbolic_link, _dangling_link, _pipe, _socket])
def test_what_is_missing_below_what_is_no_directory_says_so(tmp_path: Path, turn_into: Callable[[Path], None]) -> None:
    events = write_catalogue(tmp_path) / "orders" / "events"
    shutil.rmtree(events)
    events.touch()
    turn_into(events)
    done = meshctl(tmp_path, "check")
    assert '= help: "orders/events" is empty, or no directory; a symbolic link is not followed' in done.out


def test_a_system_that_is_a_symbolic_link_is_not_silently_left_out(tmp_path: Path) -> None:
    write_catalogue(tmp_path, {"mesh.yaml": "mesh: shop\nregion: eu-west-1\nstages:\n  local: {cloud: local}\n"})
    (tmp_path / "payments").rename(tmp_path / ".payments")
    (tmp_path / "payments").symlink_to(".payments")
    done = meshctl(tmp_path, "check", "--format", "json")
    assert (done.code, done.shown) == (1, ["unreadable-file payments:1:1"])


def test_a_link_that_leads_in_a_circle_is_not_followed(tmp_path: Path) -> None:
    (write_catalogue(tmp_path) / "orders" / "events" / "again").symlink_to("..")
    assert meshctl(tmp_path, "check").code == 0


@pytest.mark.skipif(sys.platform != "linux", reason="rights are taken away as Linux does it")
@pytest.mark.parametrize("path", [FILE, "orders/events"])
def test_a_path_without_permission_is_a_finding(tmp_path: Path, path: str) -> None:
    (write_catalogue(tmp_path) / path).chmod(0)
    done = meshctl_process(tmp_path, "check", "--format", "json", before=without_the_rights_of_root)
    (tmp_path / path).chmod(0o700)
    assert done.code == 1
    assert f"unreadable-file {path}:1:1" in done.shown
    assert "unknown-event" not in done.out


@pytest.mark.skipif(sys.platform != "linux", reason="rights are taken away as Linux does it")
def test_a_directory_that_may_not_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    write_catalogue(tmp_path).chmod(0o500)
    done = meshctl_process(tmp_path, "render", "--stage", "local", before=without_the_rights_of_root)
    tmp_path.chmod(0o700)
    assert done.code == 1
    assert done.err.startswith('error: ".meshctl": Permission denied\n  = help: ')


@pytest.mark.parametrize("command", [("render", "--stage", "local"), ("package", "--stage", "local"), ("local", "up")])
def test_nothing_is_written_where_a_link_in_the_catalogue_leads(tmp_path: Path, command: tuple[str, ...]) -> None:
    catalogue, elsewhere = write_catalogue(tmp_path / "catalogue"), tmp_path / "elsewhere"
    elsewhere.mkdir()
    (catalogue / ".meshctl").symlink_to("../elsewhere")
    done = meshctl(catalogue, *command)
    assert is_a_sentence(done)
    assert done.err.startswith('error: ".meshctl" is a symbolic link\n')
    assert [*elsewhere.iterdir()] == []


@pytest.mark.parametrize("name", ["hub", "--help", "a b", "${x}", "..."])
def test_a_hostile_directory_is_no_sound_system(tmp_path: Path, name: str) -> None:
    files = {f"{name}/system.yaml": f"system: {name!r}\nowner: {{team: x}}\n", "mesh.yaml": MESH}
    done = meshctl(write_catalogue(tmp_path, {**files}), "check")
    assert done.code == (0 if name.startswith(".") else 1)  # what begins with a dot is no part of a catalogue
