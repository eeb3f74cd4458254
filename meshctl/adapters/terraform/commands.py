"""Runs Terraform in a stack's directory and hands on what it says, line by line. Decides nothing about stacks.

python-terraform builds the command lines; running is done here, because it has no streaming, no environment per call and
no way to interrupt (docs/surprises.md).
"""

import signal
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import IO

from python_terraform import IsFlagged, Terraform

from meshctl.adapters.terraform.failures import failure
from meshctl.adapters.terraform.leftovers import PLAN_FILE
from meshctl.adapters.terraform.messages import Message, read_message
from meshctl.errors import Interrupted

Listener = Callable[[Message], None]
Hearing = Callable[["subprocess.Popen[str]", list[str]], None]
"""Takes all that a process says, and adds to a list what of it is an error."""
AT_ONCE = 30
"""Resources of one apply at once, three times what Terraform takes by itself: the provider waits 25 s for each queue,
asleep."""
LOCK_TIMEOUT = "60s"
"""A colleague who only plans holds a stack's lock for seconds; waiting that long spares everybody a failure."""


class TerraformCommands:
    """Terraform for many stacks at once: a call a stack, any of them in any thread."""

    def __init__(self, binary: str, environment: Mapping[str, str]) -> None:
        self._binary = binary
        self._environment = dict(environment)
        self._running: set[subprocess.Popen[str]] = set()
        self._lock = Lock()
        self._interrupted = False

    def init(self, directory: Path, listen: Listener) -> None:
        """Prepares the directory: provider, modules, backend. Raises `TerraformFailed`."""
        self._run(directory, "init", listen, json=IsFlagged, reconfigure=IsFlagged)

    def plan(self, directory: Path, listen: Listener, *, destroy: bool = False) -> None:
        """Plans into `PLAN_FILE`. Raises `TerraformFailed`."""
        options = {"destroy": IsFlagged} if destroy else {}
        self._run(directory, "plan", listen, json=IsFlagged, out=PLAN_FILE, lock_timeout=LOCK_TIMEOUT, **options)

    def apply(self, directory: Path, listen: Listener) -> None:
        """Applies what `plan` planned, exactly. Raises `TerraformFailed`."""
        self._run(directory, "apply", listen, PLAN_FILE, json=IsFlagged, lock_timeout=LOCK_TIMEOUT, parallelism=AT_ONCE)

    def show(self, directory: Path) -> bytes:
        """What `plan` planned, as JSON with every value, secrets included. Raises `TerraformFailed`."""
        said: list[str] = []
        line = self._built(directory).generate_cmd_string("show", PLAN_FILE, json=IsFlagged, no_color=IsFlagged)
        self._hear(directory, line, lambda process, errors: said.append(_whole(process)))
        return "".join(said).encode()

    def interrupt(self) -> None:
        """Asks all that runs to finish what is in flight and to stop; nothing more is started. Never kills.

        Terraform needs up to 35 s for it; a killed one loses its state (docs/surprises.md).
        """
        with self._lock:
            self._interrupted = True
            for process in self._running:
                process.send_signal(signal.SIGINT)

    def _run(self, directory: Path, command: str, listen: Listener, *arguments: str, **options: object) -> None:
        line = self._built(directory).generate_cmd_string(command, *arguments, input=False, **options)
        self._hear(directory, line, lambda process, errors: _listen(process, listen, errors))

    def _built(self, directory: Path) -> Terraform:
        return Terraform(working_dir=str(directory), terraform_bin_path=self._binary)

    def _hear(self, directory: Path, line: list[str], hear: Hearing) -> None:
        errors: list[str] = []
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as stderr:
            process = self._start(line, directory, stderr)
            try:
                hear(process, errors)
                code = process.wait()
            finally:
                with self._lock:
                    self._running.discard(process)
            stderr.seek(0)
            if code:
                raise failure(line[1], code, errors or [stderr.read().strip()], directory)

    def _start(self, line: list[str], directory: Path, stderr: IO[str]) -> subprocess.Popen[str]:
        with self._lock:
            if self._interrupted:
                raise Interrupted
            process: subprocess.Popen[str] = subprocess.Popen(
                line,
                cwd=directory,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
                encoding="utf-8",
                errors="replace",
                umask=0o077,  # plans hold secrets
                start_new_session=True,  # the terminal's Ctrl-C comes to meshctl alone, which passes it on once
            )
            self._running.add(process)
            return process


def _whole(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None  # noqa: S101  a pipe was asked for
    with process.stdout as said:
        return said.read()


def _listen(process: "subprocess.Popen[str]", listen: Listener, errors: list[str]) -> None:
    assert process.stdout is not None  # noqa: S101  a pipe was asked for
    with process.stdout as lines:
        for line in lines:
            message = read_message(line)
            if message.kind == "error":
                errors.append(f"{message.address}: {message.text}" if message.address else message.text)
            listen(message)
