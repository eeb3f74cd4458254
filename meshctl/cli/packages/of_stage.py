"""Puts adapters and use cases together for the packages of a stage: without what plans and applies, which takes longer to import."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING

from meshctl.adapters.answer_cache_file import judged_pins_file
from meshctl.adapters.atomic_files import state_directory
from meshctl.adapters.installation import meshkit_files, packaging_code, validator_requirement
from meshctl.app.packages.judged_pins import JudgedPins
from meshctl.app.packages.read_function import read_function
from meshctl.app.packages.stage_packages import PackageBuilder, StagePackages
from meshctl.packaging.requirements import Pin, read_pins
from meshctl.packaging.targets import PackageTarget, asked_by_markers, lambda_target, this_interpreter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from meshctl.cli.open_catalogue import OpenedStage
    from meshctl.model.mesh import Mesh
    from meshctl.packaging.archive import PackedFile
    from meshctl.packaging.function_sources import FunctionSources
    from meshctl.packaging.locks.pinning_files import LockedProject
    from meshctl.packaging.package import Package
    from meshctl.results.packaged_functions import PackagedFunction, PackagedFunctions


def stage_packages(opened: OpenedStage) -> StagePackages:
    """The packages of the stage's functions, for the machines that these run on; where only some systems change, of theirs."""
    from meshctl.app.packages.packaged_functions import packaged_functions

    return packages_of(opened.catalogue, packaged_functions(opened.part, opened.stage), lambda: opened.part)


def packages_of(catalogue: Path, packaged: PackagedFunctions, mesh: Callable[[], Mesh]) -> StagePackages:
    """The packages of these functions; the mesh is asked for the schemas of those that validate, and for nothing else."""
    meshkit = meshkit_files()
    packager = f"{packaging_code()} {asked_by_markers()}" if packaged.is_local else packaging_code()
    judged = JudgedPins(judged_pins_file(catalogue), f"{packager} {sys.version}")

    @cache  # functions with the same pins share what is installed
    def install(pins: tuple[Pin, ...], target: PackageTarget) -> Mapping[str, PackedFile]:
        from meshctl.adapters.wheels.install_wheels import install_wheels

        return install_wheels(pins, target, cache=state_directory(catalogue, "wheels"))

    def export(project: LockedProject) -> str:
        from meshctl.adapters.wheels.lock_wheels import export_pins

        return export_pins(project)

    def read(one: PackagedFunction) -> FunctionSources:
        target = this_interpreter() if packaged.is_local else lambda_target(one.runtime, one.architecture)
        sources = read_function(catalogue / one.source, one.handler, target, catalogue, judged)
        return validating(sources, one.key) if one.validates else sources

    def validating(sources: FunctionSources, function: str) -> FunctionSources:
        from meshctl.app.packages.published_schemas import schemas_of
        from meshctl.packaging.validator import with_validator

        (validator,) = read_pins(validator_requirement())
        return with_validator(sources, validator, schemas_of(mesh(), function))

    @cache
    def asked() -> str:
        from meshctl.adapters.wheels.index_settings import registries
        from meshctl.adapters.wheels.run_uv import settings_of_uv

        return registries(settings_of_uv())

    def digest(sources: FunctionSources) -> str:
        return sources.digest(packager if sources.is_fixed else f"{packager} {asked()}")

    def build(sources: FunctionSources) -> Package:
        from meshctl.app.packages.build_package import build_package

        return build_package(sources, install, meshkit, export)

    try:
        return StagePackages(packaged.functions, PackageBuilder(read, build, digest))
    finally:
        judged.keep()
