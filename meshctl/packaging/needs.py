"""What wheels need besides themselves, and where a marker holds. The door to `packaging`. Pure.

A marker asks about the machine that installs; here it is asked about the target, whatever machine builds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise

from packaging.markers import InvalidMarker, Marker, UndefinedComparison, UndefinedEnvironmentName
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier

from meshctl.errors import PackagingFailed
from meshctl.packaging.requirements import Pin, canonical
from meshctl.packaging.targets import NEWEST_PATCH, PackageTarget
from meshctl.packaging.wanted import allows

_UNANSWERED = (InvalidMarker, UndefinedComparison, UndefinedEnvironmentName, RecursionError)


@dataclass(frozen=True, slots=True)
class InstalledWheel:
    """A wheel that was installed, by what it says of itself: `needs` as its metadata has them, `files` by their paths."""

    name: str
    version: str
    needs: tuple[str, ...]
    files: tuple[str, ...] = ()


def refuse_unpinned(pins: Iterable[Pin], wheels: Iterable[InstalledWheel], target: PackageTarget) -> None:
    """Raises `PackagingFailed` where a wheel needs what is not pinned: the package would change by itself, or break."""
    found = {canonical(one.name): one for one in wheels}
    for pin in pins:
        for needed in _needs_of(found[pin.name]):
            have = found.get(canonical(needed.name))
            if not _is_needed(needed, pin, target) or (
                have and needed.specifier.contains(have.version, prereleases=True)
            ):
                continue
            raise PackagingFailed(
                f"{pin.name} {pin.version} needs {needed.name}{needed.specifier}, which is not pinned",
                f"pin a fitting {needed.name}: the requirements name every wheel of the package; `meshctl lock` does it",
            )


def refuse_uncovered(pins: Iterable[Pin], wanted: Iterable[str], target: PackageTarget) -> None:
    """Raises `PackagingFailed` where a project wants, on the target, what is not among its pins."""
    versions = {pin.name: pin.version for pin in pins}
    for one in map(Requirement, wanted):
        version = versions.get(canonical(one.name))
        is_there = version is not None and one.specifier.contains(version, prereleases=True)
        if not is_there and holds_on(str(one.marker or ""), target):
            raise PackagingFailed(
                f"requirements.txt does not pin {one.name} as pyproject.toml wants it",
                "export it anew: `uv export --output-file requirements.txt`",
            )


def needed_by(
    pins: Iterable[Pin], wheels: Iterable[InstalledWheel], target: PackageTarget
) -> Mapping[str, tuple[str, ...]]:
    """By the canonical name of a wheel, the names of those that need it on the target, sorted."""
    found, needing = {canonical(one.name): one for one in wheels}, dict[str, set[str]]()
    for pin in pins:
        for needed in _needs_of(found[pin.name]):
            if _is_needed(needed, pin, target):
                needing.setdefault(canonical(needed.name), set()).add(pin.name)
    return {name: tuple(sorted(names)) for name, names in needing.items()}


def pins_for(pins: Iterable[Pin], target: PackageTarget) -> tuple[Pin, ...]:
    """Those whose markers hold on the target, without their markers. Raises `PackagingFailed` where two pin one package."""
    chosen = sorted(replace(pin, marker="") for pin in pins if holds_on(pin.marker, target))
    for pin, following in pairwise(chosen):
        if pin.name == following.name:
            raise PackagingFailed(
                f"{pin.name} is pinned more than once for Python {target.python}", "keep one of the pins"
            )
    return tuple(chosen)


def refuse_unsupported(lock: str, requires_python: object, environments: object, target: PackageTarget) -> None:
    """Raises `PackagingFailed` where a lock, by what it says of itself, is for other Pythons or other machines than the target's.

    Of this interpreter nothing is asked: a function is tried with the Python that runs meshctl.
    """
    markers = _texts(environments)
    if not isinstance(requires_python, str) or markers is None:
        raise PackagingFailed(f"{lock} does not say for which Pythons and machines it is", "lock the function anew")
    if not target.platforms:
        return
    if not _allows(requires_python, target, lock):
        raise PackagingFailed(
            f"{lock} is not for Python {target.python}, which the function runs on, as its requires-python says",
            "give the function a `runtime` that it allows, or lock it for this one",
        )
    if markers and not any(holds_on(one, target) for one in markers):
        raise PackagingFailed(
            f"{lock} is for other machines than Linux on {target.machine} with Python {target.python}",
            "lock it for these as well: none of the environments that it names is the function's",
        )


def _texts(said: object) -> Sequence[str] | None:
    return said if isinstance(said, list) and all(isinstance(one, str) for one in said) else None


def _allows(requires_python: str, target: PackageTarget, lock: str) -> bool:
    try:
        return allows(requires_python, target.python)
    except InvalidSpecifier as error:
        raise PackagingFailed(f"{lock} has a requires-python that is none", "lock the function anew") from error


def _needs_of(wheel: InstalledWheel) -> Iterator[Requirement]:
    for need in wheel.needs:
        try:
            yield Requirement(need)
        except (InvalidRequirement, RecursionError) as error:
            raise PackagingFailed(
                f"the metadata of {wheel.name} {wheel.version} has a need that is no requirement", "pin another version"
            ) from error


def holds_on(marker: str, target: PackageTarget) -> bool:
    """Whether a marker holds on the target. Raises `PackagingFailed` for one that cannot be asked."""
    try:
        return not marker or Marker(marker).evaluate(_environment(target, ""))
    except _UNANSWERED as error:
        raise PackagingFailed("a pin has a marker that cannot be asked", "write it as PEP 508 has it") from error


def _is_needed(needed: Requirement, pin: Pin, target: PackageTarget) -> bool:
    marker = needed.marker
    try:
        return marker is None or any(marker.evaluate(_environment(target, extra)) for extra in ("", *pin.extras))
    except _UNANSWERED as error:
        raise PackagingFailed(
            f"{pin.name} {pin.version} needs {needed.name} where a marker holds that cannot be asked",
            "pin another version",
        ) from error


def _environment(target: PackageTarget, extra: str) -> dict[str, str | AbstractSet[str]]:
    """No extra and no group of a lock is asked for, and of a Python the newest patch release, as Lambda has it."""
    asked: dict[str, str | AbstractSet[str]] = {"extra": extra, "extras": frozenset(), "dependency_groups": frozenset()}
    if not target.platforms:
        return asked  # of this interpreter, whom the library asks by itself
    return asked | {
        "implementation_name": "cpython",
        "implementation_version": f"{target.python}.{NEWEST_PATCH}",
        "os_name": "posix",
        "platform_machine": target.machine,
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_system": "Linux",
        "platform_version": "",
        "python_full_version": f"{target.python}.{NEWEST_PATCH}",
        "python_version": target.python,
        "sys_platform": "linux",
    }
