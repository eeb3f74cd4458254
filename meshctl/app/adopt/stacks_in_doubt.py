"""Of which stacks resources may exist that Terraform does not know. Pure."""

from collections.abc import Mapping

from meshctl.adoption.own_resources import StackPlace
from meshctl.app.deploy.stage_change import directory_of
from meshctl.app.deploy.standing import StandingStage, catalogue_keys
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage


def stacks_in_doubt(mesh: Mesh, stage: Stage, standing: StandingStage) -> Mapping[str, StackPlace]:
    """Those whose state is not the one that their apply has left, or that have no record: where each stands, by the name of its
    directory."""
    catalogue = catalogue_keys(mesh, stage)
    return {
        directory_of(key, catalogue): StackPlace(
            key[0], stage.regions[0], {"mesh": mesh.name, "stage": stage.name, "stack": key[1]}
        )
        for key in {*standing.may_exist, *standing.unrecorded}
    }
