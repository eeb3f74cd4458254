"""Use case: the package of one function, of its own sources, meshkit, and the wheels it pins. Installs nothing itself."""

from collections.abc import Mapping
from pathlib import Path

from meshctl.app.packages.read_pinned import read_pinned
from meshctl.aws_facts.quotas import FIXED_PACKAGE, FIXED_PACKAGE_UNZIPPED
from meshctl.packaging.foreign_code import refuse_foreign_code
from meshctl.packaging.function_sources import FunctionSources, LockedProject
from meshctl.packaging.handler import refuse_missing_handler, refuse_missing_in_sources
from meshctl.packaging.package import Package, merged, package_of, sizes_by_module
from meshctl.packaging.requirements import Pin, read_pins, with_added
from meshctl.packaging.sources import read_sources, refuse_oversize
from meshctl.packaging.targets import PackageTarget
from meshctl.ports import ExportPins, InstallWheels


def read_function(source: Path, handler: str, target: PackageTarget, root: Path | None = None) -> FunctionSources:
    """The sources of the function in the directory `source`, whose requirements may lead to files below `root`.

    Parses no code: where a package of the same sources is there, its handler was looked for. Raises `PackagingFailed`.
    """
    own = read_sources(source)
    refuse_foreign_code(own, target)
    pinned = read_pinned(source, root or source)
    project = pinned if isinstance(pinned, LockedProject) else None
    pins = () if isinstance(pinned, LockedProject) else _chosen(pinned, target)
    return FunctionSources(str(source), own, handler, pins, target, project)


def refuse_without_handler(sources: FunctionSources) -> None:
    """Before wheels are asked for, as far as the function's own files show it. Raises `PackagingFailed`."""
    has_wheels = bool(sources.pins or sources.project)
    refuse_missing_in_sources(sources.own, sources.handler, sources.target.version, has_wheels=has_wheels)


def build_package(
    sources: FunctionSources, install_wheels: InstallWheels, meshkit: Mapping[str, bytes], export_pins: ExportPins
) -> Package:
    """The package of a function; `meshkit` holds the runtime's files as "meshkit/__init__.py" and so on.

    Raises `PackagingFailed` when a name is taken twice, the handler is nowhere, or Lambda's sizes are exceeded.
    """
    refuse_without_handler(sources)
    pins = pins_of(sources, export_pins)
    wheels = install_wheels(pins, sources.target) if pins else {}
    files = merged({"meshkit": meshkit, "the function's own sources": sources.own, "the wheels it requires": wheels})
    refuse_missing_handler(files, sources.handler, sources.target.version)
    unzipped = sizes_by_module(files, lambda file: file.size)
    what = f"the package of {sources.place}"
    refuse_oversize(sum(unzipped.values()), FIXED_PACKAGE_UNZIPPED, f"{what} unzipped", unzipped)
    package = package_of(files)
    zipped = sizes_by_module(files, lambda file: len(file.deflated))
    refuse_oversize(len(package.content), FIXED_PACKAGE, f"{what} zipped", zipped)
    return package


def pins_of(sources: FunctionSources, export_pins: ExportPins) -> tuple[Pin, ...]:
    """What goes in as wheels; a project's lock is asked only now. Raises `PackagingFailed`."""
    pins = sources.pins
    if sources.project is not None:
        pins = _chosen(read_pins(export_pins(sources.project)), sources.target)
    return with_added(pins, sources.added)


def _chosen(pins: tuple[Pin, ...], target: PackageTarget) -> tuple[Pin, ...]:
    if not pins:
        return ()
    from meshctl.packaging.needs import pins_for  # noqa: PLC0415  most functions pin nothing

    return pins_for(pins, target)
