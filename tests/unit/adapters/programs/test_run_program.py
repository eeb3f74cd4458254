"""A program sees what its purpose keeps, and whatever keeps it from answering is a sentence."""

import os
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.adapters.programs.endings import is_about_a_full_disk, signal_of
from meshctl.adapters.programs.run_program import run_program
from meshctl.adapters.programs.variables import Purpose
from meshctl.errors import ProgramFailed

HOSTILE = {
    "AWS_PROFILE": "prod",
    "GIT_DIR": "/nowhere",
    "HTTP_PROXY": "http://127.0.0.1:9",
    "MOTO_IAM_LOAD_MANAGED_POLICIES": "1",
    "PIP_TARGET": "/nowhere",
    "PYTHONPATH": "/nowhere",
    "TF_VAR_x": "y",
    "SHOP": "closed",
}


def run(*command: str | Path, purpose: Purpose = Purpose.UV, seconds: float = 30) -> bytes:
    return bytes(run_program(command, purpose, seconds=seconds, missing="install it").stdout)


@settings(max_examples=20)
@given(st.sets(st.sampled_from(sorted(HOSTILE))), st.sampled_from(Purpose))
def test_a_program_sees_what_is_kept_and_nothing_else(names: set[str], purpose: Purpose) -> None:
    inherited = {"PATH": os.defpath} | {name: HOSTILE[name] for name in names}
    with patch.dict(os.environ, inherited, clear=True):
        seen = dict(line.split("=", 1) for line in run("env", purpose=purpose).decode().splitlines())
    from meshctl.adapters.programs.environment import environment_for

    assert seen == environment_for(purpose, inherited)


def test_a_module_of_a_persons_is_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sitecustomize.py").write_text("print('trapped')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert run(sys.executable, "-c", "print('free')") == b"free\n"


def test_a_program_that_is_not_there_is_asked_for() -> None:
    with pytest.raises(ProgramFailed, match="there is no nonesuch on the PATH") as failed:
        run("nonesuch")
    assert failed.value.hint == "install it"


def test_a_program_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProgramFailed, match="cannot be started: Permission denied"):
        run(tmp_path)


def test_a_program_that_is_killed_may_have_lacked_memory() -> None:
    with pytest.raises(ProgramFailed, match=r"sh gave no answer: it was killed \(SIGKILL\)") as failed:
        run("sh", "-c", "kill -9 $$")
    assert "memory" in failed.value.hint


def test_a_program_that_does_not_end_is_given_up_on() -> None:
    with pytest.raises(ProgramFailed, match=r"sleep gave no answer within 0\.1 s"):
        run("sleep", "60", seconds=0.1)


@given(st.integers(-64, 255))
def test_exit_codes_of_programs_are_no_signals(code: int) -> None:
    assert signal_of(code) == (-code if code < 0 else 9 if code == 137 else None)


@pytest.mark.parametrize(
    "said", ["[Errno 28] No space left on device", "write x: disk quota exceeded", "File too large: 'x'"]
)
def test_a_full_disk_is_known_by_its_words(said: str) -> None:
    assert is_about_a_full_disk(said)
