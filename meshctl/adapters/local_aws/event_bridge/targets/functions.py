"""Functions as targets."""

from collections.abc import Callable
from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.event_bridge.permissions import Wanted
from meshctl.adapters.local_aws.event_bridge.resources import find_function, policy_of
from meshctl.adapters.local_aws.event_bridge.targets.kinds import DeliveryInput, TargetKind
from meshctl.adapters.local_aws.journal import Marks


def function_kind(invoke: Callable[[Any, str, Marks, str | None], None]) -> TargetKind:
    """Functions, whose events `invoke` takes."""

    def hand_over(given: DeliveryInput) -> None:
        invoke(given.resource, given.text, given.event.marks, given.event.trace)

    return TargetKind(find_function, _wanted, hand_over)


def _wanted(arn: Arn, function: Any) -> tuple[Wanted, ...]:
    return (Wanted("lambda:InvokeFunction", arn, policy_of(function)),)
