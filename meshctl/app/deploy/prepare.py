"""Use case: everything of a stage that Terraform will read, ready to be written down."""

from collections.abc import Mapping
from dataclasses import dataclass

from meshctl.checks.not_available_yet import unavailable
from meshctl.errors import MeshctlError, PackagingFailed
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.packaging.package import Package
from meshctl.plan.stacks import Stack, stacks
from meshctl.ports import BuildPackage
from meshctl.render import Bundle, render_bundle
from meshctl.topology.lowering.build_topology import lower

MOST_LISTED = 20
_CANNOT = "meshctl cannot build "


@dataclass(frozen=True, slots=True)
class BuiltStage:
    """A stage's stacks in the order of applying, and the functions' zips by `system/service/function`."""

    stacks: tuple[Stack, ...]
    packages: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class PreparedStage:
    """A stage's stacks in the order of applying, and the bundle that they run from."""

    stacks: tuple[Stack, ...]
    bundle: Bundle


def build_packages(mesh: Mesh, build: BuildPackage) -> dict[str, Package]:
    """The package of every function by `system/service/function`. Raises `PackagingFailed` and says of which."""
    packages: dict[str, Package] = {}
    for service in mesh.services:
        for function in service.functions:
            key = f"{service.key}/{function.name}"
            try:
                packages[key] = build(function)
            except PackagingFailed as error:
                raise PackagingFailed(f"{key} ({function.place}): {error.message}", error.hint) from error
    return packages


def refuse_unavailable(mesh: Mesh, stage: Stage) -> None:
    """Raises `MeshctlError` where the catalogue says what is sound but has no Terraform yet; with each place."""
    found = list(unavailable(mesh, (stage,)))
    if found:
        listed = "; ".join(f"{one.message.removeprefix(_CANNOT)} ({one.place})" for one in found[:MOST_LISTED])
        more = f"; and {len(found) - MOST_LISTED} more" if len(found) > MOST_LISTED else ""
        raise MeshctlError(f"{_CANNOT}{listed}{more}", found[0].help)


def build_stage(mesh: Mesh, stage: Stage, build: BuildPackage) -> BuiltStage:
    """Packages the functions and lowers the mesh to the stacks of `stage`. Raises `MeshctlError` for what cannot be built."""
    refuse_unavailable(mesh, stage)
    packages = build_packages(mesh, build)
    ordered = stacks(mesh, stage, lower(mesh, stage), {key: package.hash for key, package in packages.items()})
    return BuiltStage(ordered, {key: package.content for key, package in packages.items()})


def prepare(mesh: Mesh, stage: Stage, build: BuildPackage, sources: Mapping[str, bytes]) -> PreparedStage:
    """The same, rendered as the bundle of a stage of which nothing stands."""
    built = build_stage(mesh, stage, build)
    return PreparedStage(built.stacks, render_bundle(mesh, stage, built.stacks, sources, built.packages))
