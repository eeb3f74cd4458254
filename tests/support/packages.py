"""Packages that hold nothing, so that no compressor's version shows."""

from meshctl.app.packages.stage_packages import PackageBuilder, StagePackages
from meshctl.model.channels import Function
from meshctl.model.mesh import Mesh
from meshctl.packaging.function_sources import FunctionSources
from meshctl.packaging.package import package_of
from meshctl.packaging.targets import this_interpreter

EMPTY = package_of({})


def _read(function: Function) -> FunctionSources:
    return FunctionSources(function.source, {}, function.handler, (), this_interpreter())


def empty_packages(mesh: Mesh) -> StagePackages:
    """The package of every function of a mesh, whatever its sources are."""
    return StagePackages(mesh, PackageBuilder(_read, lambda sources: EMPTY, lambda sources: sources.digest("")))
