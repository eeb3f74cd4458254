"""What wheels need besides themselves, and where a marker holds. The door to `packaging`. Pure.

A marker asks about the machine that installs; here it is asked about the target, whatever machine builds.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise

from packaging.markers import InvalidMarker, Marker, UndefinedComparison, UndefinedEnvironmentName
from packaging.requirements import InvalidRequirement, Requirement

from meshctl.errors import PackagingFailed
from meshctl.packaging.requirements import Pin, canonical
from meshctl.packaging.targets import PackageTarget

_UNANSWERED = (InvalidMarker, UndefinedComparison, UndefinedEnvironmentName, RecursionError)
_NEWEST_PATCH = 99
"""Lambda runs the newest patch release of a Python, whichever that is when the function runs."""


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
    chosen = sorted(replace(pin, marker="") for pin in pins if _holds(pin.marker, target))
    for pin, following in pairwise(chosen):
        if pin.name == following.name:
            raise PackagingFailed(
                f"{pin.name} is pinned more than once for Python {target.python}", "keep one of the pins"
            )
    return tuple(chosen)


def _needs_of(wheel: InstalledWheel) -> Iterator[Requirement]:
    for need in wheel.needs:
        try:
            yield Requirement(need)
        except (InvalidRequirement, RecursionError) as error:
            raise PackagingFailed(
                f"the metadata of {wheel.name} {wheel.version} has a need that is no requirement", "pin another version"
            ) from error


def _holds(marker: str, target: PackageTarget) -> bool:
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
        "implementation_version": f"{target.python}.{_NEWEST_PATCH}",
        "os_name": "posix",
        "platform_machine": target.machine,
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_system": "Linux",
        "platform_version": "",
        "python_full_version": f"{target.python}.{_NEWEST_PATCH}",
        "python_version": target.python,
        "sys_platform": "linux",
    }
