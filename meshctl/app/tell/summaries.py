"""What is told of each thing of the catalogue in a list. Pure; lists nothing."""

from collections.abc import Iterable

from meshctl.app.tell.users_of import MeshUses
from meshctl.model.channels import Channel
from meshctl.model.events import Event
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service, Subscription
from meshctl.model.sources import External, Schedule, Source
from meshctl.model.stages import Stage
from meshctl.model.systems import System
from meshctl.results.things import (
    ChannelSummary,
    EventSummary,
    ExternalSummary,
    SchemaSummary,
    ServiceSummary,
    SourceSummary,
    SubscriptionSummary,
    SystemSummary,
)


def system_summary(mesh: Mesh, system: System) -> SystemSummary:
    """A system with its owner, where it is on AWS, and how much is in it."""
    regions = (region_in(mesh, system, stage) for stage in mesh.stages if not stage.is_local)
    return SystemSummary(
        name=system.name,
        team=system.team,
        contact=system.contact,
        regions=tuple(dict.fromkeys(regions)),
        services=len(system.services),
        events=sum(len(service.events) for service in system.services),
        subscriptions=sum(len(service.subscriptions) for service in system.services),
    )


def region_in(mesh: Mesh, system: System, stage: Stage) -> str:
    """The Region of a system in a stage, which may have settings of its own."""
    return mesh.region_of(mesh.at(stage.name).system(system.name) or system, stage)


def service_summary(service: Service) -> ServiceSummary:
    """What a service publishes and receives, and how many channels and sources it has."""
    return ServiceSummary(
        name=service.key,
        publishes=_published(service),
        receives=_received(service.subscriptions),
        channels=len(list(service.channels)),
        sources=len(list(service.sources)),
    )


def event_summary(event: Event, consumers: Iterable[Subscription]) -> EventSummary:
    """An event in one version, whose it is and who receives it."""
    return EventSummary(
        name=event.key,
        version=event.version,
        visibility="private" if event.private else "public",
        publisher=f"{event.system}/{event.service}",
        consumers=tuple(sorted({f"{one.system}/{one.service}" for one in consumers})),
        deprecated=event.deprecated.isoformat() if event.deprecated else "",
    )


def schema_summary(file: str, events: Iterable[Event]) -> SchemaSummary:
    """A file and the events whose schemas it is part of."""
    return SchemaSummary(file, tuple(event.versioned_key for event in events))


def subscription_summary(subscription: Subscription) -> SubscriptionSummary:
    """What is received (an event, or what a channel or a source gives), a filter and a channel."""
    delivery = subscription.delivery
    return SubscriptionSummary(
        name=subscription.key,
        receives=subscription.wanted,
        channel=f"{delivery.kind} {delivery.channel}",
        buffer=delivery.buffered,
        filter=subscription.where,
    )


def channel_summary(service: Service, channel: Channel, uses: MeshUses) -> ChannelSummary:
    """A channel: what is delivered to it, which services and workflows send to it or call it, and what is subscribed to it."""
    leading = delivered_to(service, channel)
    return ChannelSummary(
        name=f"{service.key}/{channel.name}",
        kind=channel.kind,
        subscriptions=tuple(one.name for one in leading),
        receives=_received(leading),
        senders=uses.sending(service.key, channel),
        workflows=uses.in_workflows(service.key, channel),
        readers=uses.reading(service.key, channel),
    )


def delivered_to(service: Service, channel: Channel | External) -> list[Subscription]:
    """The subscriptions of a service that lead to a channel: one of its own, or one outside the mesh."""
    named = (channel.kind, channel.name)
    return [one for one in service.subscriptions if (one.delivery.kind, one.delivery.channel) == named]


def source_summary(service: Service, source: Source, uses: MeshUses) -> SourceSummary:
    """A source: what it gives, and the subscriptions to it."""
    return SourceSummary(
        name=f"{service.key}/{source.name}",
        kind=source.kind,
        gives=_given(source),
        subscriptions=uses.reading(service.key, source),
    )


def external_summary(system: System, external: External, uses: MeshUses) -> ExternalSummary:
    """A channel outside the mesh: in which stages there is one, and who uses it."""
    return ExternalSummary(
        name=f"{system.name}/{external.name}",
        kind=external.kind,
        stages=tuple(external.arns),
        subscriptions=tuple(one.key for service in system.services for one in delivered_to(service, external)),
        senders=uses.sending(system.name, external),
        readers=uses.reading(system.name, external),
    )


def _published(service: Service) -> tuple[str, ...]:
    """The events by their names; with the version where there are several."""
    names = [event.name for event in service.events]
    return tuple(event.name if names.count(event.name) == 1 else event.detail_type for event in service.events)


def _received(subscriptions: Iterable[Subscription]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(subscription.wanted for subscription in subscriptions))


def _given(source: Source) -> str:
    if isinstance(source, Schedule):
        return f"every {source.every_seconds} s" if source.every_seconds else f"{source.cron} ({source.timezone})"
    types = getattr(source, "types", ())
    return f"{source.source}: {', '.join(types)}" if types else source.source
