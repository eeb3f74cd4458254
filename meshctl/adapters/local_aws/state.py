"""Where the embedded AWS runs: HOME/server.json, which its process holds locked for as long as it lives.

The kernel says who holds a lock, so nobody's process is taken for the embedded AWS because of what is written in a file.
"""

import fcntl
import json
import os
import secrets
import string
import struct
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from meshctl.adapters.private.files import open_private, remove
from meshctl.errors import MeshctlError

FILE = "server.json"
PORT_IN_USE = 98  # exit code of the server, like Linux's EADDRINUSE
_MOST_BYTES = 10_000
_LETTERS = string.ascii_uppercase + string.digits
_KEY_LETTERS = 20
"""About 100 bits."""
_LINUX = sys.platform == "linux"
_FLOCK = "hhqqi" if _LINUX else "qqihh"
"""`struct flock` of fcntl(2): type, whence, start, length, process; BSD and macOS have the first two at the end."""


@dataclass(frozen=True)
class RunningServer:
    """An embedded AWS: where it answers, its process, when it started (ISO 8601, UTC), the key that it lets in, and its
    speed."""

    endpoint: str
    pid: int
    started: str
    access_key: str = field(repr=False)
    secret_key: str = field(repr=False)
    speed: float = 1.0
    """How much faster waits pass than on AWS."""

    @classmethod
    def begin(cls, endpoint: str, speed: float = 1.0) -> "RunningServer":
        """This process, with keys that nobody had before; the id looks like AWS's, as moto wants it."""
        access_key = "".join(secrets.choice(_LETTERS) for _ in range(_KEY_LETTERS))
        return cls(
            endpoint,
            os.getpid(),
            datetime.now(UTC).isoformat(timespec="milliseconds"),
            access_key,
            secrets.token_urlsafe(30),
            speed,
        )

    @property
    def told(self) -> dict[str, str | int]:
        """What may be said of it aloud."""
        return {"endpoint": self.endpoint, "pid": self.pid, "started": self.started}


def note(home: Path, running: RunningServer) -> None:
    """Keeps where this process runs, until it ends; whoever reads at the same time sees all of it or nothing.

    The file may not be opened again in this process: that would end the lock (fcntl(2), "Advisory record locking").
    """
    beside = home / f"{FILE}.{running.pid}"
    remove(beside)
    held = open_private(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL)
    fcntl.lockf(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.write(held, json.dumps(asdict(running)).encode() + b"\n")
    beside.replace(home / FILE)


def read(home: Path) -> RunningServer | None:
    """Give what a process that still lives has noted here, or nothing."""
    with suppress(OSError, MeshctlError, ValueError, TypeError):
        opened = open_private(home / FILE, os.O_RDONLY)
        try:
            running = RunningServer(**json.loads(os.read(opened, _MOST_BYTES)))
            return running if _holder(opened) == running.pid else None
        finally:
            os.close(opened)
    return None


def forget(home: Path) -> None:
    """Remember no server any more."""
    remove(home / FILE)


def _holder(opened: int) -> int:
    """Which process holds a lock on a file; 0 where none does."""
    whole = (fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0) if _LINUX else (0, 0, 0, fcntl.F_WRLCK, os.SEEK_SET)
    answer = struct.unpack(_FLOCK, fcntl.fcntl(opened, fcntl.F_GETLK, struct.pack(_FLOCK, *whole)))
    kind, pid = (answer[0], answer[4]) if _LINUX else (answer[3], answer[2])
    return 0 if kind == fcntl.F_UNLCK else int(pid)
