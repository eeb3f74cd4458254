"""Packages that hold nothing, so that no compressor's version shows."""

from meshctl.app.packages.packaged_functions import functions_of
from meshctl.app.packages.stage_packages import PackageBuilder, StagePackages
from meshctl.model.mesh import Mesh
from meshctl.packaging.function_sources import FunctionSources
from meshctl.packaging.locks.pinning_files import PinningFiles
from meshctl.packaging.package import package_of
from meshctl.packaging.targets import this_interpreter
from meshctl.results.packaged_functions import PackagedFunction

EMPTY = package_of({})


def _read(function: PackagedFunction) -> FunctionSources:
    return FunctionSources(function.source, {}, function.handler, PinningFiles(), this_interpreter())


def empty_packages(mesh: Mesh) -> StagePackages:
    """The package of every function of a mesh, whatever its sources are."""
    return StagePackages(
        functions_of(mesh), PackageBuilder(_read, lambda sources: EMPTY, lambda sources: sources.digest(""))
    )
