"""Runs the real command line in a process of its own, in a catalogue's directory."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from meshctl.cli import commands

COMMAND = (sys.executable, "-m", "meshctl")
QUIET = {name: value for name, value in os.environ.items() if not name.startswith(("MESHCTL_", "AWS_", "TF_"))}


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


def meshctl(
    directory: Path, *arguments: str, stdin: bytes = b"", before: Callable[[], None] | None = None, **more: str
) -> Done:
    """Runs one command; `before` is called in its process, `more` is added to the environment.

    Output that is not UTF-8 raises: what meshctl says can always be read.
    """
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=directory,
        input=stdin,
        capture_output=True,
        env=QUIET | more,
        preexec_fn=before,
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


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
