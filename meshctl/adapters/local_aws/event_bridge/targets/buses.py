"""Other buses as targets, of any account and Region."""

from collections.abc import Callable
from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.event_bridge.events import BusEvent
from meshctl.adapters.local_aws.event_bridge.permissions import Wanted
from meshctl.adapters.local_aws.event_bridge.resources import find_bus, policy_of
from meshctl.adapters.local_aws.event_bridge.targets.kinds import DeliveryInput, TargetKind


def bus_kind(arrive: Callable[[Any, BusEvent], None]) -> TargetKind:
    """Buses, on which `arrive` has the event go on."""

    def hand_over(given: DeliveryInput) -> None:
        from_region = given.rule_arn.split(":")[3]
        arrive(given.resource, given.event.hop(elsewhere=from_region != given.arn.region))

    return TargetKind(find_bus, _wanted, hand_over)


def _wanted(arn: Arn, bus: Any) -> tuple[Wanted, ...]:
    return (Wanted("events:PutEvents", arn, policy_of(bus), needs_role=True),)
