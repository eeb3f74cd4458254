"""Directories that nobody else can write to. Each step is taken from its parent's descriptor, so that no link is followed.

A clone or an archive brings links and other people's files; rights that a umask happens to leave are not relied upon.
"""

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from meshctl.errors import MeshctlError

PRIVATE = 0o700
OTHERS_WRITE = 0o022
_STEP = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_HINT = "look where it comes from, then take it away"


def private_directory(start: Path, *names: str) -> Path:
    """The directory `start/names...`, made where there is none; from `start` on, only this user may enter (0700).

    `start` itself is taken as it is and has to be there. Raises `MeshctlError` for a symbolic link, for what is no directory,
    for another user's, and for one that others may write to: they may have put anything there.
    """
    return _walked(start, names, make=True)


def find_private_directory(start: Path, *names: str) -> Path | None:
    """The same, but None where there is none. Raises `MeshctlError` alike."""
    try:
        return _walked(start, names, make=False)
    except FileNotFoundError:
        return None


def not_ours(found: os.stat_result) -> str:
    """Why a directory or file may hold what somebody else has written; empty where it may not."""
    if found.st_uid != os.geteuid():
        return "belongs to another user"
    return "may be written by other users" if found.st_mode & OTHERS_WRITE else ""


def refusal(path: Path, why: str) -> MeshctlError:
    """The error for something that meshctl did not leave there."""
    return MeshctlError(f'"{path}" {why}', _HINT)


def _walked(start: Path, names: Iterable[str], *, make: bool) -> Path:
    path = start
    with ExitStack() as passed:
        step = os.open(start, _STEP)
        passed.callback(os.close, step)
        for name in names:
            path /= name
            if make:
                _make(name, step)
            step = _entered(path, step)
            passed.callback(os.close, step)
            _keep_private(path, step)
    return path


def _entered(path: Path, parent: int) -> int:
    """A descriptor of the directory `path`, which lies in `parent`."""
    try:
        return os.open(path.name, _STEP | os.O_NOFOLLOW, dir_fd=parent)
    except OSError as error:
        if error.errno not in (errno.ENOTDIR, errno.ELOOP):
            raise
        found = os.stat(path.name, dir_fd=parent, follow_symlinks=False)
        raise refusal(path, "is a symbolic link" if stat.S_ISLNK(found.st_mode) else "is no directory") from None


def _make(name: str, parent: int) -> None:
    try:
        os.mkdir(name, PRIVATE, dir_fd=parent)
    except FileExistsError:
        return


def _keep_private(path: Path, step: int) -> None:
    found = os.fstat(step)
    if why := not_ours(found):
        raise refusal(path, why)
    if stat.S_IMODE(found.st_mode) != PRIVATE:
        os.fchmod(step, PRIVATE)
