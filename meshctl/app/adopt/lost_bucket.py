"""Use case: a stage of which nothing is kept is looked for on AWS, so that what stands is not planned as new.

Its bucket may be another one than that with the states, or may have been emptied, or deleted and made anew.
"""

from meshctl.adoption.own_resources import StackPlace
from meshctl.adoption.planned_creates import PlannedResource
from meshctl.app.deploy.standing import StandingStage, read_standing
from meshctl.errors import MeshctlError
from meshctl.model.mesh import Mesh
from meshctl.model.stages import HUB, Stage
from meshctl.plan.stacks import HUB_STACK
from meshctl.ports import ResourceFinder, StageBucket
from meshctl.topology.names import Names


def refuse_lost_bucket(
    mesh: Mesh, stage: Stage, standing: StandingStage, bucket: StageBucket, finder: ResourceFinder
) -> None:
    """Raises `MeshctlError` where the hub's bus of the stage stands and its bucket knows of nothing, and `AwsRefused`."""
    if _is_kept(standing) or not _stands(mesh, stage, finder):
        return
    if not _is_kept(read_standing(bucket, mesh, stage)):  # somebody may have begun meanwhile
        raise _lost(mesh, stage)


def _is_kept(standing: StandingStage) -> bool:
    return bool(standing.states or standing.etags)


def _stands(mesh: Mesh, stage: Stage, finder: ResourceFinder) -> bool:
    """Every stage has the hub's bus, from its first minute to its last."""
    names = Names.of(mesh, stage)
    tags = {"mesh": mesh.name, "stage": stage.name, "stack": HUB_STACK}
    bus = PlannedResource(HUB, "aws_cloudwatch_event_bus", {"name": names.bus(HUB).name})
    found = finder.existing_resources((bus,), StackPlace(names.accounts[HUB], names.region, tags)).get(HUB)
    return found is not None and found.tags is not None and tags.items() <= found.tags.items()


def _lost(mesh: Mesh, stage: Stage) -> MeshctlError:
    message = f'the stage "{stage.name}" stands on AWS, and its bucket {stage.state_bucket} keeps neither a state nor a record of it'
    hint = (
        "name the bucket that it was applied with (`state: {bucket: ...}`), or put back what was deleted in it "
        f"(aws s3api list-object-versions --bucket {stage.state_bucket}); only where that is gone for good, delete on AWS what "
        f"carries the tags mesh={mesh.name} and stage={stage.name}, then apply it anew"
    )
    if stage.is_local:
        hint = "begin anew: `meshctl local down`, `meshctl local up`, then apply it"
    return MeshctlError(message, hint)
