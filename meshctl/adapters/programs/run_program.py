"""Runs one program to its end. The door for all but those that stay: Terraform and the embedded AWS."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from meshctl.adapters.programs.endings import ended_by, signal_of
from meshctl.adapters.programs.environment import environment_for
from meshctl.adapters.programs.variables import Purpose
from meshctl.errors import ProgramFailed


def run_program(
    command: Sequence[str | Path],
    purpose: Purpose,
    *,
    seconds: float,
    missing: str,
    slow: str = "run the command again, when less is going on",
    more: Mapping[str, str] | None = None,
    question: bytes = b"",
    directory: Path | None = None,
    said: IO[bytes] | int = subprocess.PIPE,
    complaints: IO[bytes] | int = subprocess.PIPE,
) -> subprocess.CompletedProcess[bytes]:
    """Its exit code and what it said, of at most `seconds`; `more` is added to what of the environment is kept for the purpose.

    Raises `ProgramFailed` where it cannot be started (with the hint `missing`), gives no answer in time (`slow`), or is killed.
    """
    name = Path(command[0]).name
    try:
        done = subprocess.run(
            command,
            input=question,
            stdout=said,
            stderr=complaints,
            cwd=directory,
            env={**environment_for(purpose, os.environ), **(more or {})},
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ProgramFailed(f"{name} gave no answer within {seconds:g} s", slow) from error
    except OSError as error:
        raise ProgramFailed(_why_not_started(str(command[0]), error), missing) from error
    if number := signal_of(done.returncode):
        words, way_out = ended_by(number)
        raise ProgramFailed(f"{name} gave no answer: {words}", way_out)
    return done


def _why_not_started(program: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError) and "/" not in program:
        return f"there is no {program} on the PATH"
    return f'"{program}" cannot be started: {error.strerror}'
