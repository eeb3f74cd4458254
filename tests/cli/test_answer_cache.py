"""`meshctl check` of what was checked before says the very same without working it out, and never what is no longer so."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Self

import pytest

from meshctl.adapters.answer_cache_file import MOST_BYTES
from tests.support.catalogues import CAPTURE, CHECKOUT, MESH, ORDERS, write_catalogue
from tests.support.rights import without_the_rights_of_root
from tests.support.running import COMMAND, QUIET, Done, check, in_process, meshctl, meshctl_process

CACHE = ".meshctl/answer"
FORMATS = ["text", "json", "sarif", "github", "junit"]
NOISY = {
    "orders/basket.yaml": "service: basket\ncolour: red\n",
    "orders/caf\u00e9.yml": "",
    "orders/ordering.yaml": "service: ordering\n# ASIAIOSFODNN7EXAMPLE\n",
    "mesh.yaml": MESH + "checks: {unused-channel: off}\n",
    "payments/capture.yaml": CAPTURE + "  unwanted: {event: orders/Unknown, deliver_to: {queue: letters}}\n",
}
"""Errors and warnings, one of them a secret, and a rule that is switched off."""


@pytest.fixture
def nothing_is_worked_out(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From its call on, whoever works an answer out fails."""

    def forbid() -> None:
        monkeypatch.setattr("meshctl.app.check.check_catalogue.check_reading", None)
        monkeypatch.setattr("meshctl.catalogue.read_catalogue.read_catalogue", None)

    return forbid


@pytest.mark.parametrize("strict", [(), ("--strict",)], ids=["", "strict"])
@pytest.mark.parametrize("shape", FORMATS)
@pytest.mark.parametrize("files", [{}, NOISY, {"mesh.yaml": "mesh: [\n"}], ids=["sound", "noisy", "no mesh"])
def test_it_says_the_very_same(
    tmp_path: Path,
    nothing_is_worked_out: Callable[[], None],
    files: dict[str, str],
    shape: str,
    strict: tuple[str, ...],
) -> None:
    command = ["check", "--catalogue", str(write_catalogue(tmp_path, {**files})), "--format", shape, *strict]
    cold = in_process(*command)
    nothing_is_worked_out()
    assert in_process(*command) == cold


def test_other_code_of_a_function_is_not_worked_out_again(
    tmp_path: Path, nothing_is_worked_out: Callable[[], None]
) -> None:
    catalogue = write_catalogue(tmp_path, {})
    code = next(catalogue.rglob("handler.py"))
    cold = check(catalogue)
    code.write_text(code.read_text("utf-8") + "\n\ndef _more():\n    return 1\n", "utf-8")
    warm = check(catalogue)
    code.write_text(code.read_text("utf-8").replace("return 1", "return 2"), "utf-8")
    nothing_is_worked_out()
    assert check(catalogue) == warm == cold


def test_one_entry_serves_every_format(tmp_path: Path, nothing_is_worked_out: Callable[[], None]) -> None:
    cold = {shape: check(write_catalogue(tmp_path / shape, NOISY), shape).out for shape in ("json", "text")}
    nothing_is_worked_out()
    assert check(tmp_path / "text", "json").out == cold["json"]
    assert check(tmp_path / "json", "text").out == cold["text"]


def _imported(done: Done) -> set[str]:
    return {line.rpartition("|")[2].strip() for line in done.err.splitlines() if line.startswith("import time:")}


def test_nothing_that_reads_or_checks_is_even_imported(tmp_path: Path) -> None:
    write_catalogue(tmp_path)
    heavy = {
        "yaml",
        "jsonschema_rs",
        "meshctl.app.check.check_catalogue",
        "meshctl.checks",
        "meshctl.patterns",
        "meshctl.model.mesh",
    }
    assert heavy <= _imported(meshctl_process(tmp_path, "check", PYTHONPROFILEIMPORTTIME="1"))
    again = _imported(meshctl_process(tmp_path, "check", PYTHONPROFILEIMPORTTIME="1"))
    assert "meshctl.app.check.answer_cache" in again
    assert not heavy & again


def _edit(directory: Path) -> None:
    (directory / "orders/system.yaml").write_text(ORDERS.replace("owner", "onwer"))


def _edit_unseen(directory: Path) -> None:
    before = (directory / "orders/system.yaml").stat()
    _edit(directory)
    os.utime(directory / "orders/system.yaml", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (directory / "orders/system.yaml").stat().st_size == before.st_size


def _edit_in_the_past(directory: Path) -> None:
    _edit(directory)
    os.utime(directory / "orders/system.yaml", (0, 0))


CHANGES: dict[str, Callable[[Path], object]] = {
    "an edit": _edit,
    "an edit that leaves size and time": _edit_unseen,
    "an edit while the clock was set back": _edit_in_the_past,
    "a new file": lambda directory: (directory / "orders/new.yaml").write_text("service: other\n"),
    "a file less": lambda directory: (directory / "orders/events/OrderPlaced.v1.json").unlink(),
    "another name": lambda directory: (directory / "orders/checkout.yaml").rename(directory / "orders/cashier.yaml"),
    "a source less": lambda directory: shutil.rmtree(directory / "payments/lambdas"),
    "a source of another name": lambda directory: (directory / "payments/lambdas/charge").rename(
        directory / "payments/lambdas/charged"
    ),
    "a link for a file": lambda directory: _link(directory / "orders/system.yaml"),
    "two files exchanged": lambda directory: _exchange(
        directory / "orders/system.yaml", directory / "payments/system.yaml"
    ),
}


def _link(path: Path) -> None:
    path.rename(path.with_suffix(".txt"))
    path.symlink_to(path.with_suffix(".txt").name)


def _exchange(one: Path, other: Path) -> None:
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_noticed(tmp_path: Path, change: str) -> None:
    directory = write_catalogue(tmp_path)
    assert check(directory).code == 0
    CHANGES[change](directory)
    changed = check(directory, "json")
    assert changed.code == 1
    shutil.rmtree(directory / ".meshctl")
    assert check(directory, "json") == changed


def test_a_change_that_is_taken_back_leaves_no_trace(tmp_path: Path) -> None:
    sound = check(write_catalogue(tmp_path))
    _edit(tmp_path)
    assert check(tmp_path).code == 1
    assert check(write_catalogue(tmp_path)) == sound


@pytest.mark.skipif(sys.platform != "linux", reason="rights are taken away as Linux does it")
def test_a_file_that_may_no_longer_be_read_is_noticed(tmp_path: Path) -> None:
    assert meshctl_process(write_catalogue(tmp_path), "check", before=without_the_rights_of_root).code == 0
    (tmp_path / "orders/checkout.yaml").chmod(0)
    done = meshctl_process(tmp_path, "check", "--format", "json", before=without_the_rights_of_root)
    assert "unreadable-file orders/checkout.yaml:1:1" in done.shown


class _Day(date):
    @classmethod
    def today(cls) -> Self:
        return cls(2999, 1, 2)


def test_an_exception_runs_out_though_nothing_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    excepted = CHECKOUT.replace(", description: A customer has paid.", "")
    excepted += "exceptions: [{check: public-event-without-description, reason: x, until: 2999-01-01}]\n"
    directory = write_catalogue(tmp_path, {"orders/checkout.yaml": excepted})
    before = check(directory, "json")
    monkeypatch.setattr("meshctl.cli.check.check.date", _Day)
    assert "expired-exception orders/checkout.yaml:4:22" in check(directory, "json").shown
    monkeypatch.undo()
    assert check(directory, "json") == before


def test_another_meshctl_answers_for_itself(tmp_path: Path) -> None:
    import meshctl as package

    copy = tmp_path / "other" / "meshctl"
    other: dict[str, Any] = {"PYTHONPATH": str(copy.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    shutil.copytree(Path(package.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    catalogue = write_catalogue(tmp_path / "catalogue", {"orders/system.yaml": "system: [\n"})
    assert "this is not YAML" in meshctl_process(catalogue, "check", **other).out
    documents = copy / "catalogue" / "documents" / "yaml_documents.py"
    before = documents.stat()
    documents.write_text(documents.read_text("utf-8").replace("this is not YAML", "THIS is not YAML"), "utf-8")
    os.utime(documents, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "THIS is not YAML" in meshctl_process(catalogue, "check", **other).out


def _replace(path: Path, content: bytes) -> None:
    path.unlink()
    path.write_bytes(content)


def _huge(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(10**12)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "only the digest": lambda path: path.write_bytes(path.read_bytes().partition(b"\n")[0]),
    "empty": lambda path: path.write_bytes(b""),
    "another finding": lambda path: path.write_bytes(path.read_bytes().replace(b"colour", b"color")),
    "no finding": lambda path: path.write_bytes(b'{"findings": [], "counts": {}, "severities": {}}'),
    "brackets": lambda path: path.write_bytes(b"0" * 64 + b"\n" + b"[" * 1_000_000),
    "NUL": lambda path: path.write_bytes(bytes(10_000)),
    "a terabyte": _huge,
    "a link to what never ends": lambda path: (path.unlink(), path.symlink_to("/dev/zero")),
    "a pipe": lambda path: (path.unlink(), os.mkfifo(path)),
    "a directory": lambda path: (path.unlink(), path.mkdir()),
    "unreadable": lambda path: path.chmod(0),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_noticed_and_does_no_harm(tmp_path: Path, damage: str) -> None:
    cold = check(write_catalogue(tmp_path, NOISY))
    DAMAGES[damage](tmp_path / CACHE)
    assert check(tmp_path) == cold
    if damage != "a directory":
        assert (tmp_path / CACHE).stat().st_size < MOST_BYTES
    assert check(tmp_path) == cold


def test_no_more_than_one_answer_is_cached(tmp_path: Path) -> None:
    for colour in ("red", "green", "blue"):
        check(write_catalogue(tmp_path, {"orders/checkout.yaml": CHECKOUT + f"colour: {colour}\n"}))
    assert sorted(path.name for path in (tmp_path / ".meshctl").iterdir()) == [
        ".gitignore",
        "answer",
        "code",
        "mesh",
        "names",
    ]


def test_a_secret_is_not_cached(tmp_path: Path) -> None:
    done = check(write_catalogue(tmp_path, NOISY))
    assert "secret-in-plain-text" in done.out
    entry = (tmp_path / CACHE).read_bytes()
    assert b"secret-in-plain-text" in entry
    assert b"ASIAIOSFODNN7EXAMPLE" not in entry
    assert (tmp_path / CACHE).stat().st_mode & 0o077 == 0


@pytest.mark.skipif(sys.platform != "linux", reason="rights are taken away as Linux does it")
def test_a_catalogue_that_may_only_be_read_is_checked(tmp_path: Path) -> None:
    write_catalogue(tmp_path, NOISY).chmod(0o500)
    done = [meshctl_process(tmp_path, "check", before=without_the_rights_of_root) for _ in range(2)]
    tmp_path.chmod(0o700)
    assert done[0] == done[1] == meshctl(tmp_path, "check")


def no_file_above_100_bytes() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


def test_a_full_disk_does_not_disturb_and_holds_no_half_answer(tmp_path: Path) -> None:
    done = meshctl_process(write_catalogue(tmp_path), "check", before=no_file_above_100_bytes)
    assert (done.code, done.err) == (0, "")
    assert [path.name for path in (tmp_path / ".meshctl").iterdir()] == [".gitignore"]


def test_a_file_where_the_state_directory_should_be_stays(tmp_path: Path) -> None:
    (write_catalogue(tmp_path) / ".meshctl").write_text("mine")
    assert check(tmp_path) == check(tmp_path)
    assert (tmp_path / ".meshctl").read_text() == "mine"


def test_nothing_is_written_where_a_link_leads_or_where_no_catalogue_is(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (write_catalogue(tmp_path / "catalogue") / ".meshctl").symlink_to("../elsewhere")
    assert (check(tmp_path / "catalogue").code, check(tmp_path / "elsewhere").code) == (0, 1)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_four_at_once_say_the_same(tmp_path: Path) -> None:
    command = [*COMMAND, "check", "--catalogue", str(write_catalogue(tmp_path, NOISY))]
    running = [subprocess.Popen(command, stdout=-1, stderr=-1, env=QUIET, cwd=tmp_path) for _ in range(4)]
    said = {one.communicate(timeout=60) for one in running}
    assert said == {tuple(text.encode() for text in (check(tmp_path).out, check(tmp_path).err))}
    assert sorted(path.name for path in (tmp_path / ".meshctl").iterdir()) == [".gitignore", "answer", "code", "names"]
