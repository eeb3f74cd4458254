"""A subscription becomes a route and the grant that lets it through. Pure."""

from dataclasses import dataclass
from json import dumps

from meshctl.model.events import Event
from meshctl.model.services import Service, Subscription
from meshctl.topology.names import Names
from meshctl.topology.parts import Delivery, Grant, Named, Route, Target

_ACTIONS = {"queue": "sqs:SendMessage", "function": "lambda:InvokeFunction"}


@dataclass(frozen=True, slots=True)
class Lowered:
    """One subscription on AWS: the event it means, its route, and who may deliver to its target and dead letters."""

    service: Service
    subscription: Subscription
    event: Event
    route: Route
    sender: Grant
    dead_letters_sender: Grant


def lower_subscription(names: Names, service: Service, subscription: Subscription, event: Event) -> Lowered:
    """The route of `subscription` to `event`."""
    owner = names.bus_owner(event)
    rule, bus_account = names.rule(subscription, event), names.accounts[owner]
    crosses = bus_account != names.accounts[subscription.system]
    target, action = _target(names, subscription)
    role = names.delivery_role(subscription)
    by_rule = Grant("service", rule.arn, bus_account)
    route = Route(
        rule=rule,
        bus_name=names.name(owner),
        pattern=event_pattern(names, event, subscription),
        target=Target(subscription.delivery.kind, target.arn),
        delivery=Delivery(role.name, role.arn, action, bus_account) if crosses else None,
        retry=subscription.retry,
        dead_letters_arn=names.queue(subscription.system, subscription.service, subscription.name, "dead").arn,
    )
    sender = Grant("role", role.arn, bus_account) if crosses else by_rule
    return Lowered(service, subscription, event, route, sender, by_rule)


def event_pattern(names: Names, event: Event, subscription: Subscription) -> str:
    """The rule's pattern as JSON. It pins the producer's account, which AWS sets and nobody can forge."""
    pattern: dict[str, object] = {
        "account": [names.accounts[event.system]],
        "source": [event.source],
        "detail-type": [event.detail_type],
    }
    if subscription.where is not None:
        pattern["detail"] = {"data": subscription.where}
    return dumps(pattern, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _target(names: Names, subscription: Subscription) -> tuple[Named, str]:
    delivery, system, service = subscription.delivery, subscription.system, subscription.service
    if delivery.buffered:
        return buffer_queue(names, subscription), _ACTIONS["queue"]
    if delivery.kind == "queue":
        return names.queue(system, service, delivery.channel, "queue"), _ACTIONS["queue"]
    return names.function(system, service, delivery.channel), _ACTIONS["function"]


def buffer_queue(names: Names, subscription: Subscription) -> Named:
    """The queue before the function of a buffered subscription."""
    return names.queue(subscription.system, subscription.service, subscription.name, "buffer")
