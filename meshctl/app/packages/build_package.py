"""Use case: the package of one function, of its own sources, meshkit, and the wheels it pins. Installs nothing itself."""

from collections.abc import Mapping
from pathlib import Path

from meshctl.aws_facts.quotas import FIXED_PACKAGE, FIXED_PACKAGE_UNZIPPED
from meshctl.packaging.function_sources import FunctionSources
from meshctl.packaging.handler import refuse_missing_handler
from meshctl.packaging.package import Package, merged, package_of
from meshctl.packaging.requirements import read_pins
from meshctl.packaging.sources import read_requirements, read_sources, refuse_oversize
from meshctl.packaging.targets import PackageTarget
from meshctl.ports import InstallWheels


def read_function(source: Path, handler: str, target: PackageTarget) -> FunctionSources:
    """The sources of the function in the directory `source`. Raises `PackagingFailed`, also where the handler is missing."""
    own = read_sources(source)
    refuse_missing_handler(own, handler, target.version)
    return FunctionSources(str(source), own, handler, read_pins(read_requirements(source)), target)


def build_package(sources: FunctionSources, install_wheels: InstallWheels, meshkit: Mapping[str, bytes]) -> Package:
    """The package of a function; `meshkit` holds the runtime's files as "meshkit/__init__.py" and so on.

    Raises `PackagingFailed` when a name is taken twice, or Lambda's sizes are exceeded.
    """
    wheels = install_wheels(sources.pins, sources.target) if sources.pins else {}
    files = merged({"meshkit": meshkit, "the function's own sources": sources.own, "the wheels it requires": wheels})
    refuse_oversize(
        sum(file.size for file in files.values()), FIXED_PACKAGE_UNZIPPED, f"the package of {sources.place} unzipped"
    )
    package = package_of(files)
    refuse_oversize(len(package.content), FIXED_PACKAGE, f"the package of {sources.place} zipped")
    return package
