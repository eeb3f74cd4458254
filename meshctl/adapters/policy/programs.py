"""Runs one of the two programs in checkov's environment: a question in, an answer out, both JSON. Knows neither."""

import json
from pathlib import Path
from typing import Any

from meshctl.adapters.programs.endings import MAKE_ROOM, is_about_a_full_disk
from meshctl.adapters.programs.run_program import run_program
from meshctl.adapters.programs.variables import Purpose
from meshctl.errors import MeshctlError

SECONDS = 900
MOST_BYTES = 200_000_000
"""Of an answer; some hundred bytes for each resource and check are usual."""
_HERE = Path(__file__).parent


def ask_program(python: Path, name: str, question: Any, scratch: Path, **more: str) -> Any:
    """What `NAME_main.py` answers; `more` is added to its environment. Raises `MeshctlError` where it gives no answer."""
    said, complaints = scratch / f"{name}.out", scratch / f"{name}.err"
    with said.open("wb") as out, complaints.open("wb") as err:
        done = run_program(
            [python, "-P", _HERE / f"{name}_main.py"],
            Purpose.POLICY,
            question=json.dumps(question).encode(),
            said=out,
            complaints=err,
            directory=scratch,
            more={"HOME": str(scratch), **more},
            seconds=SECONDS,
            missing=_HINT,
            slow="ask about fewer resources at once",
        )
    if done.returncode:
        raise _failure(name, done.returncode, complaints)
    return _read(name, said)


_HINT = "build its environment anew (`meshctl policy --set-up`); if it goes on, the plan is one that it cannot read"


def _read(name: str, said: Path) -> Any:
    if said.stat().st_size > MOST_BYTES:
        raise MeshctlError(f"{name} said more than {MOST_BYTES // 10**6} MB", "ask about fewer resources at once")
    try:
        return json.loads(said.read_bytes())
    except ValueError as error:
        raise MeshctlError(f"{name} gave an answer that is no JSON", _HINT) from error


def _failure(name: str, code: int, complaints: Path) -> MeshctlError:
    last = _last_line(complaints)
    if is_about_a_full_disk(last):
        return MeshctlError(f'{name} could not write into "{complaints.parent}": the disk is full', MAKE_ROOM)
    kind = last.partition(":")[0] or "it said nothing"  # the rest of it may quote a plan
    return MeshctlError(f"{name} ended with exit code {code}: {kind}", _HINT)


def _last_line(complaints: Path) -> str:
    """Of a traceback, the error."""
    with complaints.open("rb") as file:
        file.seek(max(0, complaints.stat().st_size - 2_000))
        return (file.read().decode(errors="replace").strip().splitlines() or [""])[-1]
