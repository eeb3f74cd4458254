"""What the tabulator key completes: from the names that the last check left, and never by reading the catalogue."""

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from select import select
from time import monotonic
from typing import Any

import pytest

from tests.support.catalogues import CAPTURE, write_catalogue
from tests.support.rights import without_the_rights_of_root
from tests.support.running import QUIET, Done, check, in_process, meshctl, meshctl_process

INDEX = ".meshctl/names"
SHELLS = ["bash", "zsh", "fish"]
HEAVY = ("yaml", "jsonschema_rs", "meshctl.catalogue", "meshctl.checks", "meshctl.patterns", "meshctl.model.mesh")
BROKEN = {"payments/capture.yaml": CAPTURE + "colour: red\n"}


def _asked(directory: Path, line: str, **more: Any) -> Done:
    """What meshctl tells bash for a line whose last word is being typed; ends with a space where that has not begun."""
    words = line.split(" ")
    asked: dict[str, Any] = {
        "_MESHCTL_COMPLETE": "bash_complete",
        "COMP_WORDS": f"meshctl {line}",
        "COMP_CWORD": str(len(words)),
    }
    return meshctl_process(directory, **asked, **more)


def completed(directory: Path, line: str) -> list[str]:
    """The words that complete the line, or `file,` and what the shell shall look for itself."""
    done = _asked(directory, line)
    assert (done.code, done.err) == (0, "")
    return [one.removeprefix("plain,") for one in done.out.split()]


@pytest.fixture
def checked(tmp_path: Path) -> Path:
    """A catalogue that was checked."""
    assert check(write_catalogue(tmp_path)).code == 0
    return tmp_path


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("pl", ["plan"]),
        ("plan --stage ", ["dev", "local"]),
        ("apply --stage l", ["local"]),
        ("list --stage d", ["dev"]),
        ("list e", ["events", "externals"]),
        ("send ", ["orders/OrderPlaced"]),
        ("show payments/capture/", [f"payments/capture/{one}" for one in ("charge", "kept", "letters", "placed")]),
        ("show sub", ["subscription"]),
        ("show system ", ["orders", "payments"]),
        ("show schema ", ["orders/events/OrderPlaced.v1.json"]),
        ("show service o", ["orders/checkout"]),
        ("show event ", ["orders/OrderPlaced"]),
        ("show subscription payments/capture/p", ["payments/capture/placed"]),
        ("show route payments/capture/p", ["payments/capture/placed"]),
        ("show channel ", ["payments/capture/charge", "payments/capture/letters"]),
        ("show queue ", ["payments/capture/letters"]),
        ("show source ", []),
        ("explain loo", ["loop"]),
        ("new service x/y --subscribes ", ["orders/OrderPlaced"]),
        ("new event orders/X --service ", ["orders/checkout", "payments/capture"]),
        ("completion ", SHELLS),
        ("trace ", ["file,"]),
        ("trace --all-of rec", ["file,rec"]),
        ("pattern test ", ["file,"]),
        ("diff --base ", ["file,"]),
    ],
)  # fmt: skip
def test_what_completes_a_line(checked: Path, line: str, words: list[str]) -> None:
    assert completed(checked, line) == words


@pytest.mark.parametrize("line", ["plan --stage ", "show ", "show system ", "send ord", "explain "])
def test_files_complete_where_nobody_has_checked_yet(tmp_path: Path, line: str) -> None:
    assert f"file,{line.rsplit(' ', maxsplit=1)[-1]}" in completed(write_catalogue(tmp_path), line)
    assert not (tmp_path / ".meshctl").exists()


def test_files_complete_where_no_catalogue_is(tmp_path: Path) -> None:
    assert completed(tmp_path, "plan --stage ") == ["file,"]


def test_the_catalogue_that_is_named_before_tells_the_names(tmp_path: Path) -> None:
    check(write_catalogue(tmp_path / "there"))
    assert completed(tmp_path, "send --catalogue there ") == ["orders/OrderPlaced"]
    assert completed(tmp_path, "send --catalogue nowhere ") == ["file,"]


def _imported(done: Done) -> set[str]:
    return {line.rpartition("|")[2].strip() for line in done.err.splitlines() if line.startswith("import time:")}


@pytest.mark.parametrize("line", ["", "plan --stage ", "show ", "show queue ", "explain "])
def test_nothing_that_reads_or_checks_is_imported(checked: Path, line: str) -> None:
    imported = _imported(_asked(checked, line, PYTHONPROFILEIMPORTTIME="1"))
    assert "click" in imported
    assert [name for name in HEAVY if name in imported] == []


def test_names_may_be_stale_and_a_catalogue_is_not_read(checked: Path) -> None:
    for path in checked.glob("*/*.yaml"):
        path.unlink()
    (checked / "mesh.yaml").write_text("mesh: [")
    assert completed(checked, "show service ") == ["orders/checkout", "payments/capture"]


def _there(directory: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def test_completing_writes_nothing(checked: Path) -> None:
    before = _there(checked)
    completed(checked, "show ")
    assert _there(checked) == before


def test_an_index_that_is_gone_comes_back_with_the_next_check(checked: Path) -> None:
    names = (checked / INDEX).read_bytes()
    (checked / INDEX).unlink()
    assert check(checked).code == 0
    assert (checked / INDEX).read_bytes() == names


@pytest.mark.parametrize("files", [{}, BROKEN, {"mesh.yaml": "mesh: ["}], ids=["sound", "broken", "no mesh"])
def test_a_check_from_the_cache_needs_no_new_index(
    tmp_path: Path, files: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = check(write_catalogue(tmp_path, {**files}))
    written = (tmp_path / INDEX).stat().st_mtime_ns
    monkeypatch.setattr("meshctl.app.check.check_catalogue.check_reading", None)
    assert check(tmp_path) == first
    assert (tmp_path / INDEX).stat().st_mtime_ns == written


def test_names_stay_while_a_file_cannot_be_read(checked: Path) -> None:
    (checked / "payments/capture.yaml").write_text("service: [")
    assert check(checked).code == 1
    assert completed(checked, "show service ") == ["orders/checkout", "payments/capture"]


def test_other_commands_refresh_names_and_begin_none(checked: Path, tmp_path: Path) -> None:
    (checked / "payments/capture.yaml").write_text(CAPTURE.replace("letters", "parcels"))
    assert in_process("list", "channels", "--catalogue", str(checked)).code == 0
    assert completed(checked, "show queue ") == ["payments/capture/parcels"]
    shutil.rmtree(checked / ".meshctl")
    assert in_process("list", "events", "--catalogue", str(checked)).code == 0
    assert not (checked / ".meshctl").exists()


def _huge(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(10**12)


HOSTILE: dict[str, Callable[[Path], object]] = {
    "what a shell would run": lambda path: path.write_bytes(b"stage $(touch owned)\nstage `touch owned`\nstage a;b\n"),
    "control characters": lambda path: path.write_bytes(b"stage \x1b[2Jx\nstage x\x07\nstage \xff\xfe\nstage x\xc2\x9b\n"),
    "an option": lambda path: path.write_bytes(b"stage --yes\n"),
    "NUL": lambda path: path.write_bytes(bytes(10_000)),
    "a terabyte": _huge,
    "a link to what never ends": lambda path: (path.unlink(), path.symlink_to("/dev/zero")),
    "a pipe": lambda path: (path.unlink(), os.mkfifo(path)),
    "a directory": lambda path: (path.unlink(), path.mkdir()),
}  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_index_gives_no_word_and_is_mended_by_a_check(checked: Path, hostile: str) -> None:
    HOSTILE[hostile](checked / INDEX)
    assert [word for word in completed(checked, "plan --stage ") if word not in ("file,", "dev", "local")] == []
    (checked / "orders/checkout.yaml").write_text((checked / "orders/checkout.yaml").read_text() + "\n")
    assert check(checked).code == 0
    if hostile != "a directory":
        assert completed(checked, "plan --stage ") == ["dev", "local"]


@pytest.mark.skipif(sys.platform != "linux", reason="rights are taken away as Linux does it")
def test_an_index_that_may_not_be_read_is_none(checked: Path) -> None:
    (checked / INDEX).chmod(0)
    asked: dict[str, Any] = {
        "_MESHCTL_COMPLETE": "bash_complete",
        "COMP_WORDS": "meshctl plan --stage ",
        "COMP_CWORD": "3",
    }
    done = meshctl_process(checked, before=without_the_rights_of_root, **asked)
    assert (done.code, done.out, done.err) == (0, "file,\n", "")


@pytest.mark.parametrize(
    ("shell", "words", "word", "told"),
    [
        ("zsh", "meshctl plan --stage l", "3", ["plain", "local", "_"]),
        ("fish", "meshctl plan --stage l", "l", ["plain,local"]),
    ],
)
def test_other_shells_are_told_in_their_own_way(
    checked: Path, shell: str, words: str, word: str, told: list[str]
) -> None:
    done = meshctl(checked, _MESHCTL_COMPLETE=f"{shell}_complete", COMP_WORDS=words, COMP_CWORD=word)
    assert (done.code, done.out.splitlines(), done.err) == (0, told, "")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_asks_meshctl_in_its_own_way(shell: str) -> None:
    done = in_process("completion", shell)
    assert (done.code, done.err) == (0, "")
    assert f"_MESHCTL_COMPLETE={shell}_complete" in done.out


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_that_is_here_can_read_the_script(shell: str) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"there is no {shell} on this machine")
    script = in_process("completion", shell).out
    done = subprocess.run([program, "-n"], input=script, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash on this machine")
@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("meshctl explain dead-letters-t\t", "meshctl explain dead-letters-too-short"),
        ("meshctl plan --stage lo\t", "meshctl plan --stage local"),
        ("meshctl plan --stage=lo\t", "meshctl plan --stage=local"),
        ("meshctl show queue pay\t", "meshctl show queue payments/capture/letters"),
        ("meshctl trace mes\t", "meshctl trace mesh.yaml"),
    ],
)
def test_bash_completes_when_the_key_is_pressed(checked: Path, typed: str, line: str) -> None:
    assert line in typed_in_bash(checked, typed)


def typed_in_bash(directory: Path, typed: str) -> str:
    """What a bash on a terminal echoes for what is typed, once `echo` was put before it and it was run."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    main, terminal = pty.openpty()
    command = ["bash", "--norc", "--noprofile", "-i"]
    environment = {**QUIET, "PATH": path, "TERM": "dumb", "PS1": "> ", "INPUTRC": os.devnull, "HISTFILE": os.devnull}
    with subprocess.Popen(
        command,
        cwd=directory,
        env=environment,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    ) as bash:
        os.close(terminal)
        os.write(main, b'eval "$(meshctl completion bash)"; echo rea""dy\n')
        _read_until(main, "ready\r\n> ")  # what is typed before the prompt is there is echoed, and not completed
        os.write(main, f"{typed}\x01echo \x05; echo do''ne\n".encode())
        said = _read_until(main, "done\r\n> ")
        os.write(main, b"exit\n")
        bash.wait(30)
    os.close(main)
    return said.replace("\r\n", "\n").rpartition("do''ne\n")[2]


def _read_until(terminal: int, end: str) -> str:
    said, until = "", monotonic() + 60
    while end not in said and monotonic() < until:
        if select([terminal], [], [], 1)[0]:
            said += os.read(terminal, 65_536).decode(errors="replace")
    assert end in said, said
    return said
