"""What tasks say to AWS is what AWS's own models of its services have."""

import pytest
from botocore.loaders import Loader

from meshctl.aws_facts.task_parameters import DEMANDED, GROUP, OPTIONAL, WHERE_NOT_ORDERED, WHERE_ORDERED
from meshctl.model.kinds import KINDS, Kind

TASKS = [kind for kind in KINDS.values() if kind.task]


@pytest.mark.parametrize("kind", TASKS, ids=lambda kind: kind.name)
def test_aws_demands_and_knows_what_a_task_says(kind: Kind) -> None:
    service, _, action = kind.task.partition(":")
    model = Loader().load_service_model(service, "service-2")
    asked = model["shapes"][model["operations"][action[0].upper() + action[1:]]["input"]["shape"]]
    assert set(DEMANDED[kind.task]) == {kind.task_field, *asked["required"]}
    assert set(OPTIONAL[kind.task]) <= asked["members"].keys() - set(DEMANDED[kind.task])


@pytest.mark.parametrize("kind", [kind for kind in TASKS if kind.fifo], ids=lambda kind: kind.name)
def test_what_counts_for_an_order_can_be_said(kind: Kind) -> None:
    assert {GROUP, *WHERE_ORDERED} <= set(OPTIONAL[kind.task])
    assert any(set(WHERE_NOT_ORDERED) <= set(several) for several in OPTIONAL.values())
