"""Queues as targets."""

from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.event_bridge import messages
from meshctl.adapters.local_aws.event_bridge.permissions import Wanted
from meshctl.adapters.local_aws.event_bridge.resources import find_queue, policy_of
from meshctl.adapters.local_aws.event_bridge.targets.kinds import DeliveryInput, TargetKind


def _wanted(arn: Arn, queue: Any) -> tuple[Wanted, ...]:
    return (Wanted("sqs:SendMessage", arn, policy_of(queue)),)


def _send(given: DeliveryInput) -> None:
    group = (given.target.get("SqsParameters") or {}).get("MessageGroupId")
    messages.send(given.arn, given.text, given.event.marks, group=group)


QUEUE = TargetKind(find_queue, _wanted, _send)
