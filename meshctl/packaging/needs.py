"""What wheels need besides themselves, and where a marker holds. The door to `packaging`. Pure.

A marker asks about the machine that installs; here it is asked about the target, whatever machine builds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from packaging.markers import InvalidMarker, Marker, UndefinedComparison, UndefinedEnvironmentName
from packaging.requirements import Requirement

from meshctl.errors import PackagingFailed
from meshctl.packaging.requirements import Pin, canonical
from meshctl.packaging.targets import PackageTarget


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
        for needed in map(Requirement, found[pin.name].needs):
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
        for needed in map(Requirement, found[pin.name].needs):
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


def _holds(marker: str, target: PackageTarget) -> bool:
    try:
        return not marker or Marker(marker).evaluate(dict(_environment(target, "")))
    except (InvalidMarker, UndefinedComparison, UndefinedEnvironmentName) as error:
        raise PackagingFailed("a pin has a marker that cannot be asked", "write it as PEP 508 has it") from error


def _is_needed(needed: Requirement, pin: Pin, target: PackageTarget) -> bool:
    marker = needed.marker
    return marker is None or any(marker.evaluate(dict(_environment(target, extra))) for extra in ("", *pin.extras))


def _environment(target: PackageTarget, extra: str) -> Mapping[str, str]:
    if not target.platforms:
        return {"extra": extra}  # of this interpreter, whom the library asks by itself
    return {
        "extra": extra,
        "implementation_name": "cpython",
        "implementation_version": f"{target.python}.0",
        "os_name": "posix",
        "platform_machine": target.machine,
        "platform_python_implementation": "CPython",
        "platform_system": "Linux",
        "python_full_version": f"{target.python}.0",
        "python_version": target.python,
        "sys_platform": "linux",
    }
