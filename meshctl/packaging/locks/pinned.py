"""What a function's files pin, by whichever of them says so. Pure; resolves nothing.

In this order: a pylock.toml; a requirements.txt of exact pins; a pyproject.toml with its uv.lock.
"""

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache

from meshctl.errors import PackagingFailed
from meshctl.packaging.ignored import PYPROJECT, REQUIREMENTS
from meshctl.packaging.locks.pinning_files import LockedProject, PinningFiles
from meshctl.packaging.locks.pylock import made_of, read_pylock
from meshctl.packaging.locks.requirement_lines import FileLine, requirement_lines
from meshctl.packaging.locks.uv_lock import refuse_unsupported_lock
from meshctl.packaging.needs import pins_for, refuse_uncovered
from meshctl.packaging.requirements import LOCK_IT, Pin, is_pin, pins_of_lines
from meshctl.packaging.targets import PackageTarget
from meshctl.packaging.wanted import WantedPackages, wanted_by_file, wanted_by_project

_REMEMBERED = 128
"""Functions' files: they are read where they are judged, and again where a package is built."""


@lru_cache(_REMEMBERED)
def pinned(files: PinningFiles, target: PackageTarget) -> tuple[Pin, ...] | LockedProject:
    """The pins whose markers hold for the target, or what uv has locked.

    Raises `PackagingFailed` where something is wanted and nothing pins it, where the lock is of other requirements, or where it is not for
    the target.
    """
    if files.pylock:
        return pins_for(_locked(files, target), target)
    if is_exact(files):
        return _exact(files, target)
    if files.project and files.uv_lock:
        project = LockedProject(files.project, files.uv_lock)
        refuse_unsupported_lock(project, target)
        return project
    if (files.requirements or files.project) and wanted_in(files).requirements:
        raise PackagingFailed(f"{REQUIREMENTS if files.requirements else PYPROJECT} has no exact pins", LOCK_IT)
    return ()


def is_exact(files: PinningFiles) -> bool:
    """Whether there is a requirements.txt that has, with all files that it names, exact pins and nothing else."""
    with suppress(PackagingFailed):  # whoever asks what is wanted is told
        return bool(files.requirements) and all(one.is_itself or is_pin(one.said) for one in _demands(files))
    return False


def _demands(files: PinningFiles) -> Iterator[FileLine]:
    return (one for one in requirement_lines(REQUIREMENTS, files.read) if not one.constrains)


def _exact(files: PinningFiles, target: PackageTarget) -> tuple[Pin, ...]:
    demands = [*_demands(files)]
    pins = pins_for(pins_of_lines((one.said, one.place) for one in demands if not one.is_itself), target)
    if any(one.is_itself for one in demands):
        refuse_uncovered(pins, wanted_in(files).requirements, target)
    return pins


def wanted_in(files: PinningFiles) -> WantedPackages:
    """What the directory asks for: its requirements.txt, or else its pyproject.toml. Raises `PackagingFailed`."""
    return wanted_by_file(REQUIREMENTS, files.read) if files.requirements else wanted_by_project(files.project)


def _locked(files: PinningFiles, target: PackageTarget) -> tuple[Pin, ...]:
    made = made_of(files.pylock)
    if made and made != wanted_in(files).digest:
        raise PackagingFailed("pylock.toml is of other requirements than those beside it", LOCK_IT)
    return read_pylock(files.pylock, target)
