"""A change of which AWS would refuse a part is refused before it begins."""

from dataclasses import replace

import pytest

from meshctl.app.deploy.stage_change import WantedStage, stage_change
from meshctl.errors import MeshctlError
from meshctl.model.stages import Stage
from meshctl.plan.stacks import Stack
from tests.support.kept_stage import DEV, MESH, NOW, built, inputs_of, nothing_known, standing
from tests.support.memory_bucket import MemoryBucket


def crowded() -> list[Stack]:
    """The shop's stacks with more publishers than the hub's policy has room for."""
    hub, *others = built()
    inputs = inputs_of(hub)
    inputs["bus"]["publishers"]["orders"]["accounts"] = [f"{number:012}" for number in range(305)]
    return [replace(hub, inputs=inputs), *others]


def wanted(stage: Stage) -> WantedStage:
    return WantedStage(MESH, stage, {stack.key: stack for stack in crowded()})


def test_what_aws_never_takes_together_is_said_before_the_first_pass() -> None:
    with pytest.raises(MeshctlError, match="while dev changes, the policy of the bus shop_dev_hub would name 30"):
        stage_change(wanted(DEV), standing(MemoryBucket()), NOW, nothing_known)


def test_the_embedded_aws_has_no_limits() -> None:
    local = replace(DEV, cloud="local")
    assert stage_change(wanted(local), standing(MemoryBucket()), NOW, nothing_known).passes
