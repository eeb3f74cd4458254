"""Delivery to one target: queues, functions and buses. Knows nothing of retries and dead letters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.event_bridge import messages
from meshctl.adapters.local_aws.event_bridge.events import BusEvent
from meshctl.adapters.local_aws.event_bridge.failures import Undeliverable, no_resource
from meshctl.adapters.local_aws.event_bridge.inputs import InputInvalid, input_for
from meshctl.adapters.local_aws.event_bridge.permissions import Sender, check
from meshctl.adapters.local_aws.event_bridge.resources import find_bus, find_function, find_queue, policy_of
from meshctl.adapters.local_aws.journal import Marks

FIND: dict[str, Callable[[Arn], Any | None]] = {"sqs": find_queue, "lambda": find_function, "events": find_bus}


@dataclass(frozen=True)
class Targets:
    """The ways out of EventBridge: `invoke` takes a function's event, `arrive` an event on another bus."""

    invoke: Callable[[Any, str, Marks], None]
    arrive: Callable[[Any, BusEvent], None]

    def deliver(self, sender: Sender, target: Mapping[str, Any], event: BusEvent) -> None:
        """Deliver an event once; `Undeliverable` says why not."""
        arn = Arn.parse(target["Arn"])
        resource = self._find(arn)
        check(sender, target, arn, policy_of(resource), _known(event))
        self._hand_over(arn, resource, _input(sender, target, event), target, event)

    def _find(self, arn: Arn) -> Any:
        find = FIND.get(arn.service)
        if find is None or (arn.service == "events" and not arn.resource.startswith("event-bus/")):
            raise Undeliverable("UNSUPPORTED_TARGET", f"the embedded AWS does not deliver to {arn.service}: {arn.text}")
        resource = find(arn)
        if resource is None:
            raise no_resource(arn.text)
        return resource

    def _hand_over(self, arn: Arn, resource: Any, body: str, target: Mapping[str, Any], event: BusEvent) -> None:
        if arn.service == "sqs":
            group = (target.get("SqsParameters") or {}).get("MessageGroupId")
            messages.send(arn, body, event.marks, group=group)
        elif arn.service == "lambda":
            self.invoke(resource, body, event.marks)
        else:
            self.arrive(resource, event.hop())


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
