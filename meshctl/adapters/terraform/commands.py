"""Runs Terraform in a stack's directory and hands on what it says, line by line. Decides nothing about stacks.

python-terraform builds the command lines; running is done here, because it has no streaming, no environment per call and
no way to interrupt (docs/surprises.md).
"""

import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import IO

from python_terraform import IsFlagged, Terraform

from meshctl.adapters.terraform.failures import failure
from meshctl.adapters.terraform.leftovers import PLAN_FILE
from meshctl.adapters.terraform.messages import Message, read_message
from meshctl.errors import Interrupted

Process = subprocess.Popen[bytes]
Listener = Callable[[Message], None]
Hearing = Callable[[Iterator[str], list[str]], None]
"""Takes all that a process says, line by line, and adds to a list what of it is an error."""
AT_ONCE = 30
"""Resources of one apply at once, three times what Terraform takes by itself: the provider waits 25 s for each queue,
asleep."""
LOCK_TIMEOUT = "60s"
"""Somebody who plans with Terraform alone holds a stack's lock for seconds; waiting that long spares everybody a failure."""
LONGEST_READ = 1 << 20
SECONDS_BETWEEN_READS = 0.05


class TerraformCommands:
    """Terraform for many stacks at once: a call a stack, any of them in any thread."""

    def __init__(self, binary: str, environment: Mapping[str, str]) -> None:
        self._binary = binary
        self._environment = dict(environment)
        self._running: set[Process] = set()
        self._lock = Lock()
        self._interrupted = False

    def init(self, directory: Path, listen: Listener, *, is_locked: bool = False) -> None:
        """Prepares the directory: provider, modules, backend. Raises `TerraformFailed`.

        Where the provider `is_locked`, one that the lock file in the directory does not know is refused. Else what an earlier
        one has left there counts for its own version alone.
        """
        options = {"lockfile": "readonly"} if is_locked else {"upgrade": IsFlagged}
        self._run(directory, "init", listen, json=IsFlagged, reconfigure=IsFlagged, **options)

    def plan(self, directory: Path, listen: Listener, *, destroy: bool = False) -> None:
        """Plans into `PLAN_FILE`. Raises `TerraformFailed`.

        Without the state's lock, which a killed plan would leave behind, and which a role that only reads cannot take. Whether
        the state has moved since, Terraform looks when the plan is applied.
        """
        options = {"destroy": IsFlagged} if destroy else {}
        self._run(directory, "plan", listen, json=IsFlagged, out=PLAN_FILE, lock=False, **options)

    def apply(self, directory: Path, listen: Listener) -> None:
        """Applies what `plan` planned, exactly. Raises `TerraformFailed`."""
        self._run(directory, "apply", listen, PLAN_FILE, json=IsFlagged, lock_timeout=LOCK_TIMEOUT, parallelism=AT_ONCE)

    def push_state(self, directory: Path, state: Path) -> None:
        """Puts a state that could not be kept where it belongs. Raises `TerraformFailed`, also where that one is newer."""
        options = {"lock_timeout": LOCK_TIMEOUT, "no_color": IsFlagged}
        line = self._built(directory).generate_cmd_string("state push", str(state), **options)
        self._hear(directory, line, lambda lines, errors: None)

    def import_one(self, directory: Path, address: str, import_id: str) -> None:
        """Takes into the state what exists and stands for `address`. Raises `TerraformFailed`."""
        found = address, import_id
        self._run(directory, "import", lambda message: None, *found, no_color=IsFlagged, lock_timeout=LOCK_TIMEOUT)

    def show(self, directory: Path) -> bytes:
        """What `plan` planned, as JSON with every value, secrets included. Raises `TerraformFailed`."""
        said: list[str] = []
        line = self._built(directory).generate_cmd_string("show", PLAN_FILE, json=IsFlagged, no_color=IsFlagged)
        self._hear(directory, line, lambda lines, errors: said.extend(lines))
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
        self._hear(directory, line, lambda lines, errors: _listen(lines, listen, errors))

    def _built(self, directory: Path) -> Terraform:
        return Terraform(working_dir=str(directory), terraform_bin_path=self._binary)

    def _hear(self, directory: Path, line: list[str], hear: Hearing) -> None:
        errors: list[str] = []
        with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
            process = self._start(line, directory, stdout, stderr)
            try:
                hear(_lines(process, stdout.fileno()), errors)
                code = process.wait()
            finally:
                with self._lock:
                    self._running.discard(process)
                if process.poll() is not None:
                    _end_group(process)
            stderr.seek(0)
            if code:
                said = stderr.read().decode("utf-8", "replace").strip()
                raise failure(line[1], code, errors or [said], directory)

    def _start(self, line: list[str], directory: Path, stdout: IO[bytes], stderr: IO[bytes]) -> Process:
        """Writes into files: at a pipe whose reader was killed, Terraform would end in the middle of an apply.

        What meshctl has marked as inheritable goes along, which is the lock of the bundle: it is held until the last Terraform
        has ended, whatever becomes of meshctl.
        """
        with self._lock:
            if self._interrupted:
                raise Interrupted
            process = subprocess.Popen(
                line,
                cwd=directory,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=stderr,
                close_fds=False,
                umask=0o077,  # plans hold secrets
                start_new_session=True,  # the terminal's Ctrl-C comes to meshctl alone, which passes it on once
            )
            self._running.add(process)
            return process


def _end_group(process: Process) -> None:
    """A provider outlives a Terraform that was killed, and would hold the lock of the bundle for ever."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _lines(process: Process, written: int) -> Iterator[str]:
    """What a process writes into a file, line by line, until it has ended."""
    position, rest, ended = 0, b"", False
    while not ended:
        ended = _has_ended(process)  # before reading: what comes after the last look is read, too
        while found := os.pread(written, LONGEST_READ, position):
            position += len(found)
            *lines, rest = (rest + found).split(b"\n")
            yield from (line.decode("utf-8", "replace") for line in lines)
    if rest:
        yield rest.decode("utf-8", "replace")


def _has_ended(process: Process) -> bool:
    try:
        process.wait(SECONDS_BETWEEN_READS)
    except subprocess.TimeoutExpired:
        return False
    return True


def _listen(lines: Iterator[str], listen: Listener, errors: list[str]) -> None:
    for line in lines:
        message = read_message(line)
        if message.kind == "error":
            errors.append(f"{message.address}: {message.text}" if message.address else message.text)
        listen(message)
