"""Files in a private directory: plain, this user's, with one name and for nobody else to read. Follows no link.

The directory has to be one that `directories` gave. Knows nothing of what is in a file.
"""

import errno
import os
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from meshctl.adapters.private.directories import not_ours, refusal

PRIVATE = 0o600
_ALWAYS = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC  # opening a pipe never waits for its other end
UNFINISHED = ".writing-"
"""How the name of a file begins that is still being written."""


def open_private(path: Path, flags: int) -> int:
    """A descriptor of the file at `path`, which has mode 0600 from now on.

    Raises `FileNotFoundError`, and `MeshctlError` for all that is no plain file of this user's alone.
    """
    try:
        opened = os.open(path, flags | _ALWAYS, PRIVATE)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO, errno.EISDIR):
            raise refusal(path, "is no plain file") from None
        raise
    try:
        _keep_private(path, os.fstat(opened), opened)
    except BaseException:
        os.close(opened)
        raise
    return opened


def read_private(path: Path, most: int) -> bytes | None:
    """The first `most` bytes of a file; None where there is none. Raises `MeshctlError` like `open_private`."""
    try:
        opened = open_private(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    with open(opened, "rb") as file:  # noqa: PTH123  a descriptor
        return file.read(most)


def write_private(path: Path, content: bytes) -> None:
    """Puts `content` at `path` whole or not at all, in place of whatever lies there; leaves alone what is like it already."""
    if _is_there(path, content):
        return
    beside = path.with_name(f"{UNFINISHED}{os.urandom(8).hex()}")
    with naming(path), _gone_unless_moved(beside):
        with open(open_private(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb") as file:
            file.write(content)
        if path.is_dir() and not path.is_symlink():
            path.rmdir()  # an empty one stands for nothing; in another one lies what somebody may want
        beside.replace(path)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Has an `OSError` name this file: of a write to a disk that is full, the system does not say where to."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


@contextmanager
def _gone_unless_moved(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def remove(path: Path) -> None:
    """Takes away what lies at `path`, with all that is in it and nothing that a link leads to."""
    with suppress(FileNotFoundError):
        if stat.S_ISDIR(path.lstat().st_mode):
            from shutil import rmtree  # noqa: PLC0415  most commands take nothing away

            rmtree(path)  # opens what it removes by descriptors, and stops at links
        else:
            path.unlink()


def paths_below(directory: Path, closed: Collection[str]) -> Iterator[tuple[str, os.stat_result]]:
    """All that lies below a directory by its path from there; directories of a name in `closed` are told and not entered."""
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        for name in sorted(os.listdir(directory / prefix)):  # noqa: PTH208  names only
            path, found = prefix + name, (directory / prefix / name).lstat()
            if stat.S_ISDIR(found.st_mode) and name not in closed:
                waiting.append(f"{path}/")
            else:
                yield path, found


def is_plain(found: os.stat_result) -> bool:
    """Whether it is a plain file of this user's with one name, which nobody else may write to."""
    return stat.S_ISREG(found.st_mode) and found.st_nlink == 1 and not not_ours(found)


def _keep_private(path: Path, found: os.stat_result, opened: int) -> None:
    if why := not_ours(found):
        raise refusal(path, why)
    if not is_plain(found):
        raise refusal(path, "has a second name elsewhere" if stat.S_ISREG(found.st_mode) else "is no plain file")
    if stat.S_IMODE(found.st_mode) != PRIVATE:
        os.fchmod(opened, PRIVATE)


def _is_there(path: Path, content: bytes) -> bool:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    if not is_plain(found) or stat.S_IMODE(found.st_mode) != PRIVATE or found.st_size != len(content):
        return False
    return read_private(path, len(content) + 1) == content
