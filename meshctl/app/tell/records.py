"""What is told of one thing of the catalogue, the same for people and for programs. Pure; lists nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, get_args

from meshctl.model.channels import Channel
from meshctl.model.events import Event
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.model.services import Service, Subscription
from meshctl.model.sources import External, Link, Schedule, Source
from meshctl.model.stages import Stage
from meshctl.model.systems import System
from meshctl.topology.parts import Route

Record = Mapping[str, Any]
"""What is told of one thing by name: text, numbers, lists of text, or lists of records."""
Owned = tuple[str, str, str]
"""A channel by its system, or a source by its service; then its kind and its name."""
SOURCE_KINDS = frozenset(one.kind for one in get_args(Source))


@dataclass(frozen=True, slots=True)
class Uses:
    """Who uses what, gathered once for a whole mesh: consumers of events, readers and senders of channels and sources."""

    consumers: Mapping[tuple[str, str, int], list[Subscription]]
    readers: Mapping[Owned, list[str]]
    senders: Mapping[Owned, list[str]]

    @classmethod
    def of(cls, mesh: Mesh) -> "Uses":
        """The uses that a mesh makes of its own things."""
        consumers: dict[tuple[str, str, int], list[Subscription]] = {}
        readers: dict[Owned, list[str]] = {}
        senders: dict[Owned, list[str]] = {}
        for subscription in mesh.subscriptions:
            if isinstance(subscription.wants, Link):
                readers.setdefault(_linked(subscription, subscription.wants), []).append(subscription.key)
            else:
                for event in mesh.meant_by(subscription.wants):
                    consumers.setdefault(_identity(event), []).append(subscription)
        for service in mesh.services:
            for link in service.sends_to:
                senders.setdefault(_linked(service, link), []).append(service.key)
        return cls(consumers, readers, senders)

    def consuming(self, event: Event) -> list[Subscription]:
        """The subscriptions to an event."""
        return self.consumers.get(_identity(event), [])


def system_record(mesh: Mesh, system: System) -> Record:
    """A system with its owner, where it is on AWS, and how much is in it."""
    return {
        "system": system.name,
        "team": system.team,
        "contact": system.contact,
        "regions": list(dict.fromkeys(placed["region"] for placed in placed_in(mesh, system) if not placed["local"])),
        "services": len(system.services),
        "events": sum(len(service.events) for service in system.services),
        "subscriptions": sum(len(service.subscriptions) for service in system.services),
    }


def placed_in(mesh: Mesh, system: System) -> list[dict[str, Any]]:
    """Each stage with the account and the Region that a system has there."""
    return [
        {
            "stage": stage.name,
            "account": _account(stage, system),
            "region": mesh.region_of(mesh.at(stage.name).system(system.name) or system, stage),
            "local": stage.is_local,
        }
        for stage in mesh.stages
    ]


def service_record(service: Service) -> Record:
    """What a service publishes and receives, and how many channels and sources it has."""
    return {
        "service": service.key,
        "publishes": _published(service),
        "receives": list(dict.fromkeys(subscription.wanted for subscription in service.subscriptions)),
        "channels": len(list(service.channels)),
        "sources": len(list(service.sources)),
    }


def event_record(event: Event, consumers: Iterable[Subscription]) -> Record:
    """An event in one version, whose it is and who receives it."""
    return {
        "event": event.key,
        "version": event.version,
        "visibility": "private" if event.private else "public",
        "publisher": f"{event.system}/{event.service}",
        "consumers": sorted({f"{one.system}/{one.service}" for one in consumers}),
        "deprecated": event.deprecated.isoformat() if event.deprecated else "",
    }


def subscription_record(subscription: Subscription) -> Record:
    """What is received (an event, or what a channel or a source gives), a filter and a channel."""
    delivery = subscription.delivery
    return {
        "subscription": subscription.key,
        "receives": subscription.wanted,
        "channel": f"{delivery.kind} {delivery.channel}",
        "buffer": _word(delivery.buffered),
        "filter": subscription.where,
    }


def channel_record(service: Service, channel: Channel, uses: Uses) -> Record:
    """A channel: what is delivered to it, which services send to it, and what is subscribed to it."""
    leading = delivered_to(service, channel)
    owned = (service.system, channel.kind, channel.name)
    return {
        "channel": f"{service.key}/{channel.name}",
        "kind": channel.kind,
        "subscriptions": [one.name for one in leading],
        "receives": list(dict.fromkeys(one.wanted for one in leading)),
        "senders": uses.senders.get(owned, []),
        "readers": uses.readers.get(owned, []),
    }


def delivered_to(service: Service, channel: Channel) -> list[Subscription]:
    """The subscriptions of a service that lead to one of its channels."""
    named = (channel.kind, channel.name)
    return [one for one in service.subscriptions if (one.delivery.kind, one.delivery.channel) == named]


def source_record(service: Service, source: Source, uses: Uses) -> Record:
    """A source: what it gives, and the subscriptions to it."""
    return {
        "source": f"{service.key}/{source.name}",
        "kind": source.kind,
        "gives": _given(source),
        "subscriptions": uses.readers.get((service.key, source.kind, source.name), []),
    }


def external_record(system: System, external: External, uses: Uses) -> Record:
    """A channel outside the mesh: in which stages there is one, and who uses it."""
    owned = (system.name, external.kind, external.name)
    leading = [one.key for service in system.services for one in service.subscriptions if _leads(one, external)]
    return {
        "external": f"{system.name}/{external.name}",
        "kind": external.kind,
        "stages": list(external.arns),
        "subscriptions": leading,
        "senders": uses.senders.get(owned, []),
        "readers": uses.readers.get(owned, []),
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


def facts(thing: Any) -> dict[str, Any]:
    """What a channel or a source says of itself by name; without its name, and without places."""
    said = {one.name: getattr(thing, one.name) for one in fields(thing) if one.name != "name"}
    return {
        key: _plain(value)
        for key, value in said.items()
        if not isinstance(value, Place) and not key.endswith("_places")
    }


def otherwise(mesh: Mesh, tell: Callable[[Mesh], Mapping[str, Any]]) -> list[Record]:
    """The settings that a stage has of its own, of what is told of one thing of the mesh."""
    general = tell(mesh)
    differing = {
        stage: {key: value for key, value in tell(variant).items() if value != general[key]}
        for stage, variant in mesh.variants.items()
    }
    return [{"stage": stage, "otherwise": settings} for stage, settings in differing.items() if settings]


def _published(service: Service) -> list[str]:
    """The events by their names; with the version where there are several."""
    names = [event.name for event in service.events]
    return [event.name if names.count(event.name) == 1 else event.detail_type for event in service.events]


def _linked(user: Subscription | Service, link: Link) -> Owned:
    if link.kind in SOURCE_KINDS:
        return user.key.rpartition("/")[0], link.kind, link.name
    return link.system or user.system, link.kind, link.name.rpartition("/")[2]


def _leads(subscription: Subscription, external: External) -> bool:
    return (subscription.delivery.kind, subscription.delivery.channel) == (external.kind, external.name)


def _given(source: Source) -> str:
    if isinstance(source, Schedule):
        return f"every {source.every_seconds} s" if source.every_seconds else f"{source.cron} ({source.timezone})"
    types = getattr(source, "types", ())
    return f"{source.source}: {', '.join(types)}" if types else source.source


def _account(stage: Stage, system: System) -> str:
    return next((account.number for account in stage.accounts if account.alias == system.name), "")


def _identity(event: Event) -> tuple[str, str, int]:
    return event.system, event.name, event.version


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return _word(value)
    return list(value) if isinstance(value, tuple) else value


def _word(value: bool) -> str:
    return "yes" if value else "no"
