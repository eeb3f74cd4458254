"""Runs one of the two programs in checkov's environment: a question in, an answer out, both JSON. Knows neither."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from meshctl.errors import MeshctlError

SECONDS = 900
MOST_BYTES = 200_000_000
"""Of an answer; some hundred bytes for each resource and check are usual."""
_HERE = Path(__file__).parent
_KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR")
"""No keys of AWS or of checkov's maker, and no settings of Python or of checkov, reach a program."""


def run_program(
    python: Path, name: str, question: Any, scratch: Path, environment: Mapping[str, str], **more: str
) -> Any:
    """What `NAME_main.py` answers; `more` is added to its environment. Raises `MeshctlError` where it gives no answer."""
    kept = {one: value for one, value in environment.items() if one in _KEPT}
    said, complaints = scratch / f"{name}.out", scratch / f"{name}.err"
    with said.open("wb") as out, complaints.open("wb") as err:
        try:
            done = subprocess.run(
                [python, "-P", _HERE / f"{name}_main.py"],
                input=json.dumps(question).encode(),
                stdout=out,
                stderr=err,
                cwd=scratch,
                env={**kept, "HOME": str(scratch), **more},
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            message = f"{name} gave no answer within {SECONDS} s"
            raise MeshctlError(message, "ask about fewer resources at once") from error
    if done.returncode:
        raise MeshctlError(f"{name} ended with exit code {done.returncode}: {_last_line(complaints)}", _HINT)
    return _read(name, said)


_HINT = "build its environment anew (`meshctl policy --set-up`); if it goes on, the plan is one that it cannot read"


def _read(name: str, said: Path) -> Any:
    if said.stat().st_size > MOST_BYTES:
        raise MeshctlError(f"{name} said more than {MOST_BYTES // 10**6} MB", "ask about fewer resources at once")
    try:
        return json.loads(said.read_bytes())
    except ValueError as error:
        raise MeshctlError(f"{name} gave an answer that is no JSON", _HINT) from error


def _last_line(complaints: Path) -> str:
    """Of a traceback, the kind of error alone: its words may quote a plan."""
    with complaints.open("rb") as file:
        file.seek(max(0, complaints.stat().st_size - 2_000))
        lines = file.read().decode(errors="replace").strip().splitlines()
    return lines[-1].partition(":")[0] if lines else "it said nothing"
