"""Delivery to one target, of whichever kind. Knows nothing of retries and dead letters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.event_bridge.events import BusEvent
from meshctl.adapters.local_aws.event_bridge.failures import Undeliverable, no_resource
from meshctl.adapters.local_aws.event_bridge.inputs import input_for
from meshctl.adapters.local_aws.event_bridge.permissions import Sender, check
from meshctl.adapters.local_aws.event_bridge.targets.kinds import DeliveryInput, TargetKind
from meshctl.adapters.local_aws.event_bridge.templates import InputInvalid


@dataclass(frozen=True)
class Targets:
    """The ways out of EventBridge, by what the ARN of a target says of it: its service, or service and kind of resource."""

    kinds: Mapping[str, TargetKind]

    def deliver(self, sender: Sender, target: Mapping[str, Any], event: BusEvent) -> None:
        """Deliver an event once; `Undeliverable` says why not."""
        arn = Arn.parse(target["Arn"])
        kind = self._kind(arn)
        resource = kind.find(arn)
        if resource is None:
            raise no_resource(arn.text)
        for wanted in kind.wanted(arn, resource):
            check(sender, target, wanted, _known(event))
        text = _input(sender, target, event)
        kind.hand_over(DeliveryInput(arn, resource, text, target, event, sender.rule_arn))

    def _kind(self, arn: Arn) -> TargetKind:
        part = arn.resource.replace("/", ":").partition(":")[0]
        kind = self.kinds.get(arn.service) or self.kinds.get(f"{arn.service}:{part}")
        if kind is None:
            raise Undeliverable("UNSUPPORTED_TARGET", f"the embedded AWS does not deliver to {arn.service}: {arn.text}")
        return kind


def _known(event: BusEvent) -> dict[str, list[str]]:
    return {
        "events:source": [str(event.envelope["source"])],
        "events:detail-type": [str(event.envelope["detail-type"])],
    }


def _input(sender: Sender, target: Mapping[str, Any], event: BusEvent) -> str:
    try:
        return input_for(target, event.envelope, sender.rule_arn)
    except InputInvalid as problem:
        raise Undeliverable("INVALID_PARAMETER", str(problem)) from problem
