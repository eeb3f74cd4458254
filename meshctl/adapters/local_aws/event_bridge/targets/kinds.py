"""What has to be known of one kind of target."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.event_bridge.events import BusEvent
from meshctl.adapters.local_aws.event_bridge.permissions import Wanted


@dataclass(frozen=True)
class DeliveryInput:
    """What is to be delivered: `text` is what the target's input makes of the event, `target` what PutTargets said of it."""

    arn: Arn
    resource: Any
    text: str
    target: Mapping[str, Any]
    event: BusEvent
    rule_arn: str


@dataclass(frozen=True)
class TargetKind:
    """`find` gives moto's resource or nothing, `wanted` what must be allowed, `hand_over` raises `Undeliverable`."""

    find: Callable[[Arn], Any | None]
    wanted: Callable[[Arn, Any], tuple[Wanted, ...]]
    hand_over: Callable[[DeliveryInput], None]
