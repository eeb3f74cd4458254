"""Use case: pins for functions that say what they want in ranges. Writes nothing itself."""

from pathlib import Path

from meshctl.app.packages.read_pinned import wanted_in
from meshctl.packaging.ignored import PYLOCK, REQUIREMENTS, UV_LOCK
from meshctl.packaging.locks.pylock import made_of, marked
from meshctl.packaging.requirements import is_pinned
from meshctl.packaging.sources import read_text
from meshctl.ports import LockWanted


def is_lockable(source: Path, root: Path) -> bool:
    """Whether the directory wants anything that neither it nor uv has pinned, or that meshctl has. Raises `PackagingFailed`."""
    before, requirements = read_text(source, PYLOCK), read_text(source, REQUIREMENTS)
    if before:
        return bool(made_of(before))
    if requirements and is_pinned(requirements):
        return False
    return bool(wanted_in(source, root).requirements) and (bool(requirements) or not read_text(source, UV_LOCK))


def is_current(source: Path, root: Path) -> bool:
    """Whether its pylock.toml is of what it wants now. Raises `PackagingFailed`."""
    before = read_text(source, PYLOCK)
    return bool(before) and made_of(before) == wanted_in(source, root).digest


def lock_function(source: Path, root: Path, lock: LockWanted, *, upgrade: bool) -> str:
    """The text of the directory's pylock.toml: the pins of the one before stay as far as they fit, but for an `upgrade`.

    Raises `PackagingFailed`.
    """
    wanted, before = wanted_in(source, root), read_text(source, PYLOCK)
    return marked(lock(wanted, "" if upgrade else before), wanted.digest)
