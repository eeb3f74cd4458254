"""The lock of a bundle: one meshctl at a time works on a stage of a catalogue."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from meshctl.adapters.private.files import open_private
from meshctl.errors import MeshctlError


@contextmanager
def bundle_lock(directory: Path) -> Iterator[None]:
    """Holds the bundle in `directory` for this process, whose end releases it in any case.

    Raises `MeshctlError` at once where another process holds it, or where something else lies in the lock's place. It lies
    beside the directory, which need not be there yet, in one that is private.
    """
    lock = open_private(directory.with_suffix(".lock"), os.O_RDWR | os.O_CREAT)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f'another meshctl is at work on the stage "{directory.name}" of this catalogue'
            raise MeshctlError(message, "wait until it is done, then run the command again") from None
        yield
    finally:
        os.close(lock)
