"""The lock of a bundle: one meshctl at a time works on a stage of a catalogue."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from meshctl.errors import MeshctlError


@contextmanager
def bundle_lock(directory: Path) -> Iterator[None]:
    """Holds the bundle in `directory` for this process, whose end releases it in any case.

    Raises `MeshctlError` at once where another process holds it. The lock lies beside the directory, which may not be
    there yet.
    """
    directory.parent.mkdir(parents=True, exist_ok=True)
    with directory.with_suffix(".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f'another meshctl is at work on the stage "{directory.name}" of this catalogue'
            raise MeshctlError(message, "wait until it is done, then run the command again") from None
        yield
