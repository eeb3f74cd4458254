"""Use case: everything of a stage that Terraform will read, ready to be written down."""

from collections.abc import Mapping
from dataclasses import dataclass

from meshctl.app.packages.stage_packages import StagePackages
from meshctl.errors import MeshctlError
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.plan.stacks import Stack, stacks
from meshctl.render import Bundle, render_bundle
from meshctl.topology.lowering.build_topology import lower
from meshctl.topology.unavailable import unavailable

MOST_LISTED = 20
_CANNOT = "meshctl cannot build "


@dataclass(frozen=True, slots=True)
class PreparedStage:
    """A stage's stacks in the order of applying, and the bundle that they run from."""

    stacks: tuple[Stack, ...]
    bundle: Bundle


def refuse_unavailable(mesh: Mesh, stage: Stage) -> None:
    """Raises `MeshctlError` where the catalogue says what is sound but has no Terraform yet; with each place."""
    found = list(unavailable(mesh, (stage,)))
    if found:
        listed = "; ".join(f"{one.message.removeprefix(_CANNOT)} ({one.place})" for one in found[:MOST_LISTED])
        more = f"; and {len(found) - MOST_LISTED} more" if len(found) > MOST_LISTED else ""
        raise MeshctlError(f"{_CANNOT}{listed}{more}", found[0].help)


def stage_stacks(mesh: Mesh, stage: Stage, package_hashes: Mapping[str, str]) -> tuple[Stack, ...]:
    """Lowers a mesh, of which nothing is unavailable, to the stacks of `stage`."""
    return stacks(mesh, stage, lower(mesh, stage), package_hashes)


def prepare(mesh: Mesh, stage: Stage, packages: StagePackages, sources: Mapping[str, bytes]) -> PreparedStage:
    """All of it as the bundle of a stage of which nothing stands. Raises `MeshctlError` for what cannot be built."""
    refuse_unavailable(mesh, stage)
    built = packages.all()
    ordered = stage_stacks(mesh, stage, {key: package.hash for key, package in built.items()})
    contents = {key: package.content for key, package in built.items()}
    return PreparedStage(ordered, render_bundle(mesh, stage, ordered, sources, contents))
