"""Use case: what is in this catalogue? One summary a thing."""

from collections.abc import Callable, Mapping, Sequence

from meshctl.app.tell.summaries import (
    channel_summary,
    event_summary,
    external_summary,
    schema_summary,
    service_summary,
    source_summary,
    subscription_summary,
    system_summary,
)
from meshctl.app.tell.users_of import MeshUses, SchemaUses
from meshctl.model.mesh import Mesh
from meshctl.results.things import (
    ChannelSummary,
    EventSummary,
    ExternalSummary,
    SchemaSummary,
    ServiceSummary,
    SourceSummary,
    SubscriptionSummary,
    Summary,
    SystemSummary,
)
from meshctl.results.things.listings import Listing


def systems(mesh: Mesh) -> list[SystemSummary]:
    """Each system whose own file could be read, with its owner, its Regions and how much is in it."""
    return [system_summary(mesh, system) for system in mesh.systems if system.described]


def services(mesh: Mesh) -> list[ServiceSummary]:
    """Each service with what it publishes and receives."""
    return [service_summary(service) for service in mesh.services]


def events(mesh: Mesh) -> list[EventSummary]:
    """Each event in each version, with its publisher and the services that receive it."""
    uses = MeshUses.of(mesh)
    return [event_summary(event, uses.consuming(event)) for event in mesh.events]


def schemas(mesh: Mesh) -> list[SchemaSummary]:
    """Each file that schemas of events are made of, with these events."""
    return [schema_summary(file, events) for file, events in sorted(SchemaUses.of(mesh).events.items())]


def subscriptions(mesh: Mesh) -> list[SubscriptionSummary]:
    """Each subscription with what it receives, its filter and its channel."""
    return [subscription_summary(subscription) for subscription in mesh.subscriptions]


def channels(mesh: Mesh) -> list[ChannelSummary]:
    """Each channel of any kind with what leads to it and who reads it."""
    uses = MeshUses.of(mesh)
    return [channel_summary(service, one, uses) for service in mesh.services for one in service.channels]


def sources(mesh: Mesh) -> list[SourceSummary]:
    """Each schedule, AWS service and partner that a service can receive from."""
    uses = MeshUses.of(mesh)
    return [source_summary(service, one, uses) for service in mesh.services for one in service.sources]


def externals(mesh: Mesh) -> list[ExternalSummary]:
    """Each channel outside the mesh that a system names."""
    uses = MeshUses.of(mesh)
    return [external_summary(system, one, uses) for system in mesh.systems for one in system.external]


LISTS: Mapping[str, Callable[[Mesh], Sequence[Summary]]] = {
    "systems": systems,
    "services": services,
    "events": events,
    "schemas": schemas,
    "subscriptions": subscriptions,
    "channels": channels,
    "sources": sources,
    "externals": externals,
}
"""What can be listed of a mesh by itself."""


def list_things(mesh: Mesh, kind: str) -> Listing[Summary]:
    """All things of one of these kinds."""
    return Listing(tuple(LISTS[kind](mesh)), mesh.unread, {})
