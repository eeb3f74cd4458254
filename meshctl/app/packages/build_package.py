"""Use case: the package of one function, of its own sources, meshkit, and the wheels it pins. Installs nothing itself."""

from collections.abc import Mapping

from meshctl.aws_facts.quotas import FIXED_PACKAGE, FIXED_PACKAGE_UNZIPPED
from meshctl.packaging.function_sources import FunctionSources
from meshctl.packaging.handlers.handler import refuse_missing_handler, refuse_missing_in_sources
from meshctl.packaging.handlers.missing_imports import refuse_missing_imports
from meshctl.packaging.locks.pinned import pinned
from meshctl.packaging.locks.pinning_files import LockedProject
from meshctl.packaging.needs import pins_for
from meshctl.packaging.package import Package, merged, package_of, sizes_by_module
from meshctl.packaging.requirements import Pin, read_pins, with_added
from meshctl.packaging.sources import refuse_oversize
from meshctl.ports import ExportPins, InstallWheels


def refuse_without_handler(sources: FunctionSources) -> None:
    """Before wheels are asked for, as far as the function's own files show it. Raises `PackagingFailed`."""
    has_wheels = bool(sources.pinning.texts)
    refuse_missing_in_sources(sources.own, sources.handler, sources.target.version, has_wheels=has_wheels)
    if not has_wheels and not sources.added:
        refuse_missing_imports(sources.own, sources.own, sources.handler)


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
    refuse_missing_imports(sources.own, files, sources.handler)
    unzipped = sizes_by_module(files, lambda file: file.size)
    what = f"the package of {sources.place}"
    refuse_oversize(sum(unzipped.values()), FIXED_PACKAGE_UNZIPPED, f"{what} unzipped", unzipped)
    package = package_of(files)
    zipped = sizes_by_module(files, lambda file: len(file.deflated))
    refuse_oversize(len(package.content), FIXED_PACKAGE, f"{what} zipped", zipped)
    return package


def pins_of(sources: FunctionSources, export_pins: ExportPins) -> tuple[Pin, ...]:
    """What goes in as wheels; a project's lock is asked only now. Raises `PackagingFailed`."""
    pins = pinned(sources.pinning, sources.target)
    if isinstance(pins, LockedProject):
        pins = pins_for(read_pins(export_pins(pins)), sources.target)
    return with_added(pins, sources.added)
