"""Workflows as targets: one execution for each event. Always with a role."""

import uuid
from collections.abc import Callable
from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.event_bridge.permissions import Wanted
from meshctl.adapters.local_aws.event_bridge.targets.kinds import DeliveryInput, TargetKind
from meshctl.adapters.local_aws.journal import Marks


def workflow_kind(find: Callable[[Arn], Any | None], start: Callable[[Any, str, str, Marks], Any]) -> TargetKind:
    """Workflows, whose executions `start` begins with a name and an input."""

    def hand_over(given: DeliveryInput) -> None:
        name = f"{given.event.envelope['id']}_{uuid.uuid4()}"
        start(given.resource, name, given.text, given.event.marks)

    return TargetKind(find, _wanted, hand_over)


def _wanted(arn: Arn, _: Any) -> tuple[Wanted, ...]:
    return (Wanted("states:StartExecution", arn, None, needs_role=True),)
