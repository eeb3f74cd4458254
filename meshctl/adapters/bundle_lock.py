"""The lock of a bundle: one meshctl at a time works on a stage of a catalogue.

Terraform inherits it (`adapters/terraform/commands.py`), so that it is held until the last Terraform has ended, also where the
meshctl that started it was killed.
"""

import fcntl
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep

from meshctl.adapters.private.files import open_private
from meshctl.errors import MeshctlError
from meshctl.ports import Tell

SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_BETWEEN_LINES = 10
_MOST_BYTES = 1000


@dataclass(frozen=True, slots=True)
class LockHolder:
    """Who holds a bundle: a process, the name of its command, and since when (RFC 3339)."""

    pid: int
    command: str
    since: str

    @property
    def is_alive(self) -> bool:
        """Whether there is a process of this number."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            pass  # somebody else's
        return True

    @property
    def words(self) -> str:
        """For the operator."""
        return f"meshctl {self.command}, process {self.pid}, since {self.since}"


def bundle_id(directory: Path) -> str:
    """What the bundle in `directory` is known by while it is held: no other directory, on this machine or in a container that
    takes its name, has the same."""
    lock = directory.with_suffix(".lock")
    found = lock.stat()
    return sha256(f"{lock.resolve()} {found.st_dev} {found.st_ino}".encode()).hexdigest()[:16]


@contextmanager
def bundle_lock(directory: Path, tell: Tell, *, patience: float = 0) -> Iterator[None]:
    """Holds the bundle in `directory` for this process and the Terraforms that it starts.

    Waits `patience` seconds for another meshctl that holds it, and for as long as it takes for a Terraform whose meshctl was
    killed: what that does is to be read from the state afterwards. Raises `MeshctlError` where the other one is not done by
    then, or where something else lies in the lock's place, which is beside the directory, in one that is private.
    """
    lock = open_private(directory.with_suffix(".lock"), os.O_RDWR | os.O_CREAT)
    try:
        _take(lock, directory.name, tell, patience)
        _write_holder(lock)
        os.set_inheritable(lock, True)
        yield
    finally:
        os.close(lock)


def _take(lock: int, stage: str, tell: Tell, patience: float) -> None:
    begun = told = monotonic()
    while not _is_taken(lock):
        holder, now = _holder(lock), monotonic()
        if (holder is None or holder.is_alive) and now - begun >= patience:
            named = f": {holder.words}" if holder else ""
            message = f'another meshctl is at work on the stage "{stage}" of this catalogue{named}'
            raise MeshctlError(
                message, "wait until it is done, then run the command again; --lock-timeout SECONDS waits for it"
            )
        if now - told >= SECONDS_BETWEEN_LINES or told == begun:
            tell("meshctl", _awaited(holder))
            told = now
        sleep(SECONDS_BETWEEN_LOOKS)


def _awaited(holder: LockHolder | None) -> str:
    if holder and not holder.is_alive:
        return f"waiting: Terraform is still at work for a meshctl that was killed ({holder.words})"
    return f"waiting for another meshctl{f' ({holder.words})' if holder else ''}"


def _is_taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _write_holder(lock: int) -> None:
    """For people: a disk that is full keeps nobody from working."""
    command = next((one for one in sys.argv[1:] if not one.startswith("-")), "")
    holder = LockHolder(os.getpid(), command, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    with suppress(OSError):
        os.ftruncate(lock, 0)
        os.pwrite(lock, json.dumps(asdict(holder)).encode(), 0)


def _holder(lock: int) -> LockHolder | None:
    try:
        said = json.loads(os.pread(lock, _MOST_BYTES, 0))
        return LockHolder(int(said["pid"]), str(said["command"]), str(said["since"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
