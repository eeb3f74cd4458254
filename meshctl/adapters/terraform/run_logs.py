"""What Terraform said of each stack, kept for whoever looks for the reason later: one file a stack, of its last runs.

Written are steps, resources and failures; of a resource its address and never a value.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from meshctl.adapters.private.files import open_private, read_private, write_private
from meshctl.adapters.terraform.messages import Message
from meshctl.errors import MeshctlError

RUNS_KEPT = 10
MOST_BYTES = 8 << 20
"""Of a log that is carried on; a longer one is begun anew."""
_RUN = b"=== "
_WORDS = {
    "planned": "would {action} {address}",
    "drifted": "is not as Terraform left it: {address}",
    "started": "{action} {address}",
    "waiting": "still waiting: {action} {address}",
    "done": "done: {action} {address}",
    "failed": "failed: {action} {address}",
}
Write = Callable[[str], None]


class RunLogs:
    """The logs of the stacks of one stage, in a private directory for them alone; any of them may be written in any thread.

    `title` is the command that runs; `masked` takes the secrets out of a text of others.
    """

    def __init__(self, directory: Path, title: str, masked: Callable[[str], str]) -> None:
        self._directory = directory
        self._title = title
        self._masked = masked
        self._begun: set[str] = set()

    def path(self, stack: str) -> Path:
        """Where the log of a stack lies."""
        return self._directory / f"{stack}.log"

    @contextmanager
    def command(self, stack: str, command: str) -> Iterator[Callable[[Message], None]]:
        """Writes that a command of Terraform begins, what it says while it is at work, and how it ends.

        Raises `MeshctlError` where something else lies in the log's place. That a disk is full keeps nobody from working.
        """
        with self._opened(stack) as write:
            write(f"terraform {command}")
            try:
                yield lambda message: write(in_words(message))
            except MeshctlError as error:
                write(error.message)
                raise
            write("it has ended well")

    @contextmanager
    def _opened(self, stack: str) -> Iterator[Write]:
        log = self._open(stack)
        if log is None:
            yield lambda words: None
            return
        try:
            yield lambda words: self._write(log, words)
        finally:
            os.close(log)

    def _open(self, stack: str) -> int | None:
        """A descriptor of a stack's log, to which the run's heading is added at its first command; None without room for it."""
        path = self.path(stack)
        with suppress(OSError):
            if stack not in self._begun:
                write_private(path, _last_runs(read_private(path, MOST_BYTES) or b"") + self._heading())
                self._begun.add(stack)
            return open_private(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        return None

    def _heading(self) -> bytes:
        return _RUN + f"{_now()} {self._title}\n".encode()

    def _write(self, log: int, words: str) -> None:
        if words:
            with suppress(OSError):
                os.write(log, f"{_now()} {self._masked(words).replace(chr(10), f'{chr(10)}  ')}\n".encode())


def in_words(message: Message) -> str:
    """A message of Terraform for the log; empty for what is not written there, which may hold values."""
    if message.kind in ("error", "warning"):
        return (
            f"{message.kind}: {message.address}: {message.text}"
            if message.address
            else f"{message.kind}: {message.text}"
        )
    return _WORDS.get(message.kind, "").format(action=message.action, address=message.address)


def _last_runs(log: bytes) -> bytes:
    """All but the oldest runs of a log, so that there is room for one more; nothing of one that is too long."""
    if len(log) >= MOST_BYTES:
        return b""
    runs = (b"\n" + log).split(b"\n" + _RUN)[1:]
    return b"".join(_RUN + run.rstrip(b"\n") + b"\n" for run in runs[-(RUNS_KEPT - 1) :])


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
