"""Workflows as targets: one execution for each event. Always with a role."""

import uuid
from collections.abc import Callable
from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.authorization import Context
from meshctl.adapters.local_aws.event_bridge.permissions import Wanted
from meshctl.adapters.local_aws.event_bridge.targets.kinds import DeliveryInput, TargetKind
from meshctl.adapters.local_aws.journal import Marks

QUALIFIER_AT = 7
"""Of the parts of an ARN."""


def workflow_asked(arn: str) -> tuple[str, Context]:
    """Give what a policy has to allow where an ARN is named, and what conditions know of it."""
    parts = arn.split(":")
    if "stateMachine" not in parts or len(parts) <= QUALIFIER_AT:
        return arn, {}
    return ":".join(parts[:QUALIFIER_AT]), {"states:StateMachineQualifier": [":".join(parts[QUALIFIER_AT:])]}


def workflow_kind(find: Callable[[Arn], Any | None], start: Callable[[Any, str, str, Marks], Any]) -> TargetKind:
    """Workflows, whose executions `start` begins with a name and an input."""

    def hand_over(given: DeliveryInput) -> None:
        name = f"{given.event.envelope['id']}_{uuid.uuid4()}"
        start(given.resource, name, given.text, given.event.marks)

    return TargetKind(find, _wanted, hand_over)


def _wanted(arn: Arn, _: Any) -> tuple[Wanted, ...]:
    asked, known = workflow_asked(arn.text)
    return (Wanted("states:StartExecution", Arn.parse(asked), None, needs_role=True, known=known),)
