"""Runs the real command line in a catalogue's directory, in this process or in one of its own."""

import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from meshctl.cli import commands, main

COMMAND = (sys.executable, "-m", "meshctl")
_LOUD = ("MESHCTL_", "AWS_", "TF_", "PYTHONUNBUFFERED")
QUIET = {name: value for name, value in os.environ.items() if not name.startswith(_LOUD)}
QUIET["PYTHONDONTWRITEBYTECODE"] = "1"  # where files may not grow, Python leaves half of one and reads it the next time

LONGEST = 180
"""Seconds after which a command is taken for one that hangs."""


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def findings(self) -> list[dict[str, Any]]:
        """Those of `check --format json`."""
        found: list[dict[str, Any]] = json.loads(self.out)["findings"]
        return found

    @property
    def shown(self) -> list[str]:
        """`check file:line:column` of each finding, in the order they are told."""
        return [f"{one['check']} {one['file']}:{one['line']}:{one['column']}" for one in self.findings]


def meshctl(directory: Path, *arguments: str, stdin: bytes = b"", **more: str) -> Done:
    """Runs one command in `directory` through the door of the program; `more` is added to the environment.

    No process is started for it: what a process would have of its own is put in its place for as long as it runs.
    Output that is not UTF-8 raises: what meshctl says can always be read. What Python itself reads from its environment
    needs a process (`meshctl_process`).
    """
    assert not [name for name in more if name.startswith("PYTHON")]
    out, err = TextIOWrapper(BytesIO()), TextIOWrapper(BytesIO(), errors="backslashreplace")
    with _in_the_place_of_a_process(directory, ["meshctl", *arguments], QUIET | more) as patch:
        patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin)))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        with _that_does_not_hang(), pytest.raises(SystemExit) as ended:
            main()
    code = ended.value.code
    assert isinstance(code, int)
    return Done(code, _written(out), _written(err))


def meshctl_process(
    directory: Path,
    *arguments: str,
    stdin: bytes = b"",
    before: Callable[[], None] | None = None,
    longest: int = LONGEST,
    **more: str,
) -> Done:
    """The same in a process of its own, in which `before` is called first; it may take `longest` seconds."""
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=directory,
        input=stdin,
        capture_output=True,
        env=QUIET | more,
        preexec_fn=before,
        timeout=longest,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@contextmanager
def _in_the_place_of_a_process(
    directory: Path, arguments: list[str], environment: Mapping[str, str]
) -> Iterator[pytest.MonkeyPatch]:
    thresholds = gc.get_threshold()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(directory)
        patch.setattr(os, "environ", dict(environment))
        patch.setattr(sys, "argv", arguments)
        yield patch
    gc.set_threshold(*thresholds)  # a process that ends soon collects less, and not at its end
    gc.unfreeze()


@contextmanager
def _that_does_not_hang() -> Iterator[None]:
    def hangs(*_: object) -> None:
        pytest.fail(f"the command hangs: no answer after {LONGEST} seconds")

    before = signal.signal(signal.SIGALRM, hangs)
    signal.alarm(LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _written(stream: TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, BytesIO)
    return stream.buffer.getvalue().decode()


def in_process(*arguments: str) -> Done:
    """The same without a process of its own, for the many cases where only the answer matters."""
    done = CliRunner().invoke(commands.meshctl, arguments)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Done(done.exit_code, done.stdout, done.stderr)


def check(directory: Path, shape: str = "text") -> Done:
    """`meshctl check`, in this process."""
    return in_process("check", "--catalogue", str(directory), "--format", shape)


def is_a_sentence(done: Done) -> bool:
    """Whether it failed with an error that the operator can mend, and not with a traceback."""
    return (
        done.code == 1 and done.err.startswith("error: ") and "  = help: " in done.err and "Traceback" not in done.err
    )
