"""A disk that is full, a directory that is none, a reader that has gone: a sentence, never a traceback."""

import re
import resource
import subprocess
from pathlib import Path

import pytest

from tests.support.catalogues import write_catalogue
from tests.support.running import COMMAND, QUIET, is_a_sentence, meshctl, meshctl_process

FULL = Path("/dev/full")
ON_LOCAL = ["--stage", "local"]
WRITING = [
    ["render", *ON_LOCAL],
    ["package", *ON_LOCAL],
    ["plan", *ON_LOCAL],
    ["apply", *ON_LOCAL, "--yes"],
    ["destroy", *ON_LOCAL, "--yes"],
    ["local", "up", "--port", "0"],
]


def _shell(directory: Path, line: str) -> subprocess.CompletedProcess[str]:
    """Runs a line of bash in which `meshctl` is the command line."""
    return subprocess.run(
        ["bash", "-c", f'meshctl() {{ "{COMMAND[0]}" -m meshctl "$@"; }}; {line}'],
        cwd=directory,
        env=QUIET,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_a_file_where_the_state_directory_should_be_is_told(tmp_path: Path, command: list[str]) -> None:
    (write_catalogue(tmp_path) / ".meshctl").write_text("mine")
    done = meshctl(tmp_path, *command)
    assert is_a_sentence(done)
    assert ".meshctl" in done.err
    assert (tmp_path / ".meshctl").read_text() == "mine"


def test_a_file_where_the_bundle_should_be_is_told(tmp_path: Path) -> None:
    (write_catalogue(tmp_path) / ".meshctl" / "bundles").mkdir(parents=True)
    (tmp_path / ".meshctl" / "bundles" / "local").write_text("mine")
    done = meshctl(tmp_path, "render", *ON_LOCAL)
    assert is_a_sentence(done)
    assert "bundles/local" in done.err


def _no_file_above_1000_bytes() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))


@pytest.mark.parametrize("command", WRITING[:2], ids=" ".join)
def test_a_full_disk_is_told_and_leaves_no_half_file(tmp_path: Path, command: list[str]) -> None:
    done = meshctl_process(write_catalogue(tmp_path), *command, before=_no_file_above_1000_bytes)
    assert is_a_sentence(done)
    assert re.search(r'error: ".*\.meshctl/.+": File too large\n  = help: make room', done.err)
    left = [path for path in (tmp_path / ".meshctl").rglob("*") if path.is_file()]
    assert {path.name for path in left} <= {".gitignore", "local.lock"}


def test_the_run_after_a_full_disk_carries_on(tmp_path: Path) -> None:
    meshctl_process(write_catalogue(tmp_path), "render", *ON_LOCAL, before=_no_file_above_1000_bytes)
    assert meshctl(tmp_path, "render", *ON_LOCAL).code == 0


@pytest.mark.skipif(not FULL.exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("command", ["check", "check --format json", "--help", "explain", "render --stage local"])
def test_an_output_that_is_full_is_told(tmp_path: Path, command: str) -> None:
    done = _shell(write_catalogue(tmp_path), f"meshctl {command} > {FULL}")
    assert done.returncode == 1
    assert done.stderr.startswith("error: standard output: No space left on device\n  = help: make room")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["check", "check --format json", "--help", "explain unknown-event"])
@pytest.mark.parametrize("reader", ["true", "head -0"])
def test_a_reader_that_has_gone_is_no_error_to_talk_of(tmp_path: Path, command: str, reader: str) -> None:
    done = _shell(write_catalogue(tmp_path), f"(sleep 0.2; meshctl {command}; echo $? >&2) | {reader}")
    assert done.stderr in ("1\n", "141\n")


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_a_closed_stream_is_no_traceback(tmp_path: Path, closed: str) -> None:
    done = _shell(write_catalogue(tmp_path), f"meshctl check {closed}")
    assert done.returncode == 0
    assert done.stderr == ""


READING = [
    "trace -",
    "trace --all-of -",
    "send orders/OrderPlaced --stage local --data -",
    "pattern check -",
    "pattern explain -",
    "pattern test - '{}'",
    """pattern test '{"a": [1]}' -""",
    """pattern test --lines '{"a": [1]}' -""",
]


@pytest.mark.parametrize("command", READING)
def test_what_reads_standard_input_says_that_there_is_none(tmp_path: Path, command: str) -> None:
    done = _shell(write_catalogue(tmp_path), f"meshctl {command} <&-")
    assert (done.returncode, done.stderr.partition("\n")[0]) == (
        1,
        "error: there is no standard input to read `-` from",
    )


@pytest.mark.parametrize("command", READING)
def test_what_reads_standard_input_says_that_it_cannot_be_read(tmp_path: Path, command: str) -> None:
    done = _shell(write_catalogue(tmp_path), f"meshctl {command} 0> written")
    assert (done.returncode, done.stderr.partition("\n")[0]) == (1, 'error: "standard input": Bad file descriptor')


@pytest.mark.parametrize("command", ["apply", "destroy"])
def test_without_standard_input_nobody_is_there_to_answer(tmp_path: Path, command: str) -> None:
    done = _shell(write_catalogue(tmp_path), f"meshctl {command} --stage local <&-")
    assert (done.returncode, done.stderr.partition("\n")[0]) == (
        1,
        "error: nobody is there to answer whether to go on",
    )


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_that_knows_few_letters_gets_all_the_same_an_answer(tmp_path: Path, encoding: str) -> None:
    write_catalogue(tmp_path, {"orders/system.yaml": "system€: orders\nowner: {team: x}\n"})
    done = meshctl_process(tmp_path, "check", PYTHONIOENCODING=encoding)
    assert done.code == 1
    assert "unknown-key" in done.out
    assert done.err == "\n2 errors\n"


@pytest.mark.parametrize(
    "text", [b"", b"{}", b"[]", b"\xff", b'{"pid": 1, "endpoint": "http://127.0.0.1:1", "started": ""}']
)
def test_a_damaged_note_of_where_the_embedded_aws_runs_means_that_it_does_not(tmp_path: Path, text: bytes) -> None:
    home = write_catalogue(tmp_path) / ".meshctl" / "local"
    home.mkdir(parents=True)
    (home / "server.json").write_bytes(text)
    done = meshctl(tmp_path, "local", "status", "--format", "json")
    assert (done.code, done.out, done.err) == (1, '{\n  "running": false\n}\n', "")
