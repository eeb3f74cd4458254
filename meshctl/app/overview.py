"""Use case: what is in this catalogue? One record a thing, the same for people and for programs."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from meshctl.model.events import Event, EventReference
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service, Subscription
from meshctl.model.stages import Stage
from meshctl.model.systems import System
from meshctl.topology import lower
from meshctl.topology.parts import Route

Record = Mapping[str, Any]
"""What is told of one thing by name: text, numbers, lists of text, or lists of records."""


def systems(mesh: Mesh) -> list[Record]:
    """Each system with its owner and how much is in it."""
    return [_system(system) for system in mesh.systems]


def services(mesh: Mesh) -> list[Record]:
    """Each service with the events it publishes and receives."""
    return [service_record(service) for service in mesh.services]


def events(mesh: Mesh) -> list[Record]:
    """Each event with its publisher and the services that receive it."""
    consumers = consumers_of(mesh)
    return [event_record(event, consumers.get(_identity(event), ())) for event in mesh.events]


def subscriptions(mesh: Mesh) -> list[Record]:
    """Each subscription with its event, filter and channel."""
    return [subscription_record(subscription) for subscription in mesh.subscriptions]


def channels(mesh: Mesh) -> list[Record]:
    """Each function and queue with the subscriptions that lead to it."""
    return [record for service in mesh.services for record in channels_of(service)]


def routes(mesh: Mesh, stage: Stage) -> list[Record]:
    """Each route of a stage, those of the hub first. The mesh has passed all checks."""
    topology = lower(mesh, stage)
    local = {f"{system.name}/{key}": route for system in topology.systems for key, route in system.routes.items()}
    return [route_record(key, route) for key, route in [*topology.routes.items(), *local.items()]]


LISTS = {
    "systems": systems,
    "services": services,
    "events": events,
    "subscriptions": subscriptions,
    "channels": channels,
}
"""What can be listed of a mesh by itself. Routes are those of a stage."""


def service_record(service: Service) -> Record:
    """What a service publishes and receives, and how many channels it has."""
    return {
        "service": service.key,
        "publishes": [event.name for event in service.events],
        "receives": list(dict.fromkeys(_wanted(subscription) for subscription in service.subscriptions)),
        "functions": len(service.functions),
        "queues": len(service.queues),
    }


def event_record(event: Event, consumers: Iterable[Subscription]) -> Record:
    """An event, whose it is and who receives it."""
    return {
        "event": event.key,
        "version": event.version,
        "visibility": "private" if event.private else "public",
        "publisher": f"{event.system}/{event.service}",
        "consumers": sorted({f"{one.system}/{one.service}" for one in consumers}),
    }


def subscription_record(subscription: Subscription) -> Record:
    """An event, a filter and a channel."""
    delivery = subscription.delivery
    return {
        "subscription": subscription.key,
        "event": _wanted(subscription),
        "channel": f"{delivery.kind} {delivery.channel}",
        "buffer": "yes" if delivery.buffered else "no",
        "filter": subscription.where,
    }


def channels_of(service: Service) -> Iterator[Record]:
    """The functions and queues of one service."""
    named = [("function", one.name) for one in service.functions] + [("queue", one.name) for one in service.queues]
    for kind, name in named:
        leading = [one for one in service.subscriptions if (one.delivery.kind, one.delivery.channel) == (kind, name)]
        yield {
            "channel": f"{service.key}/{name}",
            "kind": kind,
            "subscriptions": [one.name for one in leading],
            "events": list(dict.fromkeys(_wanted(one) for one in leading)),
        }


def route_record(subscription: str, route: Route) -> Record:
    """The rule of a subscription, where it leads, and the role it needs to get there (none within an account)."""
    return {
        "route": subscription,
        "rule": route.rule.name,
        "bus": route.bus_name,
        "target": route.target.arn.rpartition(":")[2],
        "account": route.target.arn.split(":")[4],
        "role": route.delivery.role_name if route.delivery else "",
    }


def consumers_of(mesh: Mesh) -> dict[tuple[str, str, int], list[Subscription]]:
    """The subscriptions to each event by its system, name and version."""
    found: dict[tuple[str, str, int], list[Subscription]] = {}
    for subscription in mesh.subscriptions:
        if isinstance(subscription.wants, EventReference):
            for event in mesh.meant_by(subscription.wants):
                found.setdefault(_identity(event), []).append(subscription)
    return found


def _system(system: System) -> Record:
    return {
        "system": system.name,
        "team": system.team,
        "contact": system.contact,
        "services": len(system.services),
        "events": sum(len(service.events) for service in system.services),
        "subscriptions": sum(len(service.subscriptions) for service in system.services),
    }


def _identity(event: Event) -> tuple[str, str, int]:
    return event.system, event.name, event.version


def _wanted(subscription: Subscription) -> str:
    wants = subscription.wants
    return str(wants) if isinstance(wants, EventReference) else f"{wants.kind} {wants.name}"
