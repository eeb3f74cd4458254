"""What a uv.lock says of itself: for which Pythons and machines it is, and for which dependencies. Pure; its pins are uv's to tell."""

from collections.abc import Iterator, Mapping
from typing import Any

from packaging.requirements import Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from meshctl.errors import PackagingFailed
from meshctl.packaging.locks.pinning_files import LockedProject
from meshctl.packaging.needs import refuse_unsupported
from meshctl.packaging.requirements import canonical
from meshctl.packaging.targets import PackageTarget
from meshctl.packaging.toml_text import read_toml
from meshctl.packaging.wanted import wanted_by_project

_LOCK_IT = "run `uv lock` in the function's directory"
_OWN = ({"virtual": "."}, {"editable": "."})
"""How a lock names the project that it is of."""


def refuse_unsupported_lock(project: LockedProject, target: PackageTarget) -> None:
    """Raises `PackagingFailed` where the lock is for other Pythons or machines than the target's."""
    lock = _read(project.lock)
    requires_python = lock.get("requires-python", "")
    for forks in (lock.get("supported-markers", []), lock.get("resolution-markers", [])):
        # Forks between extras, of which none is asked for, are uv's to judge.
        refuse_unsupported("uv.lock", requires_python, [] if "extra" in str(forks) else forks, target)


def allows_python(project: LockedProject, version: str) -> bool:
    """Whether uv would take a Python of that version to look at the project with: one that is for it."""
    try:
        return SpecifierSet(str(_read(project.lock).get("requires-python", ""))).contains(version, prereleases=True)
    except InvalidSpecifier:
        return True  # uv says what is wrong with it


def refuse_stale_lock(project: LockedProject) -> None:
    """Raises `PackagingFailed` where the lock was made of other dependencies than the project's; groups and extras do not count."""
    wanted = {_need(Requirement(one)) for one in wanted_by_project(project.pyproject).requirements}
    try:
        locked = set(_locked_needs(_read(project.lock)))
    except (AttributeError, TypeError, LookupError, InvalidSpecifier) as error:
        raise PackagingFailed("uv.lock is no lock file of uv", _LOCK_IT) from error
    if wanted != locked:
        raise PackagingFailed("uv.lock is of other dependencies than those of pyproject.toml", _LOCK_IT)


def _locked_needs(lock: Mapping[str, Any]) -> Iterator[tuple[str, SpecifierSet]]:
    for package in lock.get("package", []):
        if package.get("source") in _OWN:
            for need in package.get("metadata", {}).get("requires-dist", []):
                if "extra ==" not in need.get("marker", ""):
                    yield canonical(need["name"]), SpecifierSet(need.get("specifier", ""))


def _need(requirement: Requirement) -> tuple[str, SpecifierSet]:
    return canonical(requirement.name), requirement.specifier


def _read(text: str) -> Mapping[str, Any]:
    return read_toml("uv.lock", text, _LOCK_IT)
