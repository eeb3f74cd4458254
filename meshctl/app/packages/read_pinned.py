"""Use case: what a function's directory pins, by whichever of its files says so. Resolves nothing.

In this order: a pylock.toml; a requirements.txt of exact pins; a pyproject.toml with its uv.lock.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from meshctl.errors import PackagingFailed
from meshctl.packaging.function_sources import LockedProject
from meshctl.packaging.ignored import PYLOCK, PYPROJECT, REQUIREMENTS, UV_LOCK
from meshctl.packaging.requirements import LOCK_IT, Pin, is_pinned, read_pins
from meshctl.packaging.sources import read_text

if TYPE_CHECKING:
    from meshctl.packaging.targets import PackageTarget
    from meshctl.packaging.wanted import WantedPackages


def read_pinned(source: Path, root: Path, target: "PackageTarget") -> tuple[Pin, ...] | LockedProject:
    """The pins with their markers, or what uv has locked. Requirements may name files by `-r` and `-c` below `root`.

    Raises `PackagingFailed` where something is wanted and nothing pins it, where the lock is of other requirements, or where it is not for
    the target.
    """
    if lock := read_text(source, PYLOCK):
        return _locked(lock, source, root, target)
    requirements = read_text(source, REQUIREMENTS)
    project = read_text(source, PYPROJECT)
    if project and not (requirements and is_pinned(requirements)) and (locked := read_text(source, UV_LOCK)):
        return LockedProject(project, locked)
    if requirements and is_pinned(requirements):
        return read_pins(requirements)
    if (requirements or project) and wanted_in(source, root).requirements:
        raise PackagingFailed(f"{REQUIREMENTS if requirements else PYPROJECT} has no exact pins", LOCK_IT)
    return ()


def wanted_in(source: Path, root: Path) -> "WantedPackages":
    """What the directory asks for: its requirements.txt, or else its pyproject.toml. Raises `PackagingFailed`."""
    from meshctl.packaging.wanted import wanted_by_file, wanted_by_project  # noqa: PLC0415  most want nothing

    if read_text(source, REQUIREMENTS):
        return wanted_by_file(REQUIREMENTS, lambda path: _read_below(source, path, root))
    return wanted_by_project(read_text(source, PYPROJECT))


def _read_below(source: Path, path: str, root: Path) -> str:
    file = (source / path).resolve()
    if not file.is_relative_to(root.resolve()):
        raise PackagingFailed(f"{path} lies outside the catalogue", "put a copy into the catalogue")
    if not file.is_file():
        raise PackagingFailed(f"there is no {path}, which the requirements name", "correct its name, or write it")
    return read_text(file.parent, file.name)


def _locked(lock: str, source: Path, root: Path, target: "PackageTarget") -> tuple[Pin, ...]:
    from meshctl.packaging.locks.pylock import made_of, read_pylock  # noqa: PLC0415  most pin nothing

    made = made_of(lock)
    if made and made != wanted_in(source, root).digest:
        raise PackagingFailed("pylock.toml is of other requirements than those beside it", LOCK_IT)
    return read_pylock(lock, target)
