"""Use case: what is in a package, which wheel brought it, and how large it is. Builds and installs nothing itself."""

from collections.abc import Callable, Iterable, Mapping

from meshctl.app.packages.build_package import pins_of
from meshctl.aws_facts.quotas import FIXED_PACKAGE, FIXED_PACKAGE_UNZIPPED
from meshctl.packaging.archive import PackedFile, read_zip
from meshctl.packaging.function_sources import FunctionSources
from meshctl.packaging.needs import InstalledWheel, needed_by
from meshctl.packaging.package import Package
from meshctl.packaging.requirements import Pin, canonical
from meshctl.packaging.targets import PackageTarget
from meshctl.ports import ExportPins
from meshctl.results.explained_package import ExplainedPackage, PackagePart

OWN, MESHKIT = "the function's own files", "meshkit"
DescribeWheels = Callable[[tuple[Pin, ...], PackageTarget], Iterable[InstalledWheel]]
"""The wheels of pins, each with its files and what it needs; raises `PackagingFailed`."""


def explain_package(
    key: str, sources: FunctionSources, package: Package, describe: DescribeWheels, export_pins: ExportPins
) -> ExplainedPackage:
    """The parts of the package of a function, the largest first. Raises `PackagingFailed`."""
    pins = pins_of(sources, export_pins)
    wheels = {canonical(one.name): one for one in (describe(pins, sources.target) if pins else ())}
    owners = {file: name for name, one in wheels.items() for file in one.files}
    files = read_zip(package.content)
    parts: dict[str, dict[str, PackedFile]] = {}
    for path, file in files.items():
        own = OWN if path in sources.own else MESHKIT if path.startswith("meshkit/") else owners.get(path, OWN)
        parts.setdefault(own, {})[path] = file
    needed = needed_by(pins, wheels.values(), sources.target)
    told = [_part(name, wheels.get(name), held, needed) for name, held in parts.items()]
    unzipped = sum(file.size for file in files.values())
    ordered = tuple(sorted(told, key=lambda one: (-one.bytes, one.name)))
    return ExplainedPackage(key, len(package.content), FIXED_PACKAGE, unzipped, FIXED_PACKAGE_UNZIPPED, ordered)


def _part(
    name: str, wheel: InstalledWheel | None, held: Mapping[str, PackedFile], needed: Mapping[str, tuple[str, ...]]
) -> PackagePart:
    size, zipped = sum(file.size for file in held.values()), sum(len(file.deflated) for file in held.values())
    return PackagePart(name, wheel.version if wheel else "", len(held), size, zipped, needed.get(name, ()))
