"""Use case: pins for functions that say what they want in ranges. Writes nothing itself."""

from meshctl.packaging.locks.pinned import is_exact, wanted_in
from meshctl.packaging.locks.pinning_files import PinningFiles
from meshctl.packaging.locks.pylock import made_of, marked
from meshctl.ports import LockWanted


def is_lockable(files: PinningFiles) -> bool:
    """Whether they want anything that neither they nor uv have pinned, or that meshctl has. Raises `PackagingFailed`."""
    if files.pylock:
        return bool(made_of(files.pylock))
    if is_exact(files):
        return False
    return bool(wanted_in(files).requirements) and (bool(files.requirements) or not files.uv_lock)


def is_current(files: PinningFiles) -> bool:
    """Whether the pylock.toml is of what is wanted now. Raises `PackagingFailed`."""
    return bool(files.pylock) and made_of(files.pylock) == wanted_in(files).digest


def lock_function(files: PinningFiles, lock: LockWanted, *, upgrade: bool) -> str:
    """The text of a pylock.toml: the pins of the one before stay as far as they fit, but for an `upgrade`.

    Raises `PackagingFailed`.
    """
    wanted = wanted_in(files)
    return marked(lock(wanted, "" if upgrade else files.pylock), wanted.digest)
