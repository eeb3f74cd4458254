"""Use case: what is in this catalogue? One record a thing."""

from meshctl.app.deploy.prepare import refuse_unavailable
from meshctl.app.tell.records import (
    Record,
    Uses,
    channel_record,
    event_record,
    external_record,
    route_record,
    service_record,
    source_record,
    subscription_record,
    system_record,
)
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.topology import lower


def systems(mesh: Mesh) -> list[Record]:
    """Each system with its owner, its Regions and how much is in it."""
    return [system_record(mesh, system) for system in mesh.systems]


def services(mesh: Mesh) -> list[Record]:
    """Each service with what it publishes and receives."""
    return [service_record(service) for service in mesh.services]


def events(mesh: Mesh) -> list[Record]:
    """Each event in each version, with its publisher and the services that receive it."""
    uses = Uses.of(mesh)
    return [event_record(event, uses.consuming(event)) for event in mesh.events]


def subscriptions(mesh: Mesh) -> list[Record]:
    """Each subscription with what it receives, its filter and its channel."""
    return [subscription_record(subscription) for subscription in mesh.subscriptions]


def channels(mesh: Mesh) -> list[Record]:
    """Each channel of any kind with what leads to it and who reads it."""
    uses = Uses.of(mesh)
    return [channel_record(service, one, uses) for service in mesh.services for one in service.channels]


def sources(mesh: Mesh) -> list[Record]:
    """Each schedule, AWS service and partner that a service can receive from."""
    uses = Uses.of(mesh)
    return [source_record(service, one, uses) for service in mesh.services for one in service.sources]


def externals(mesh: Mesh) -> list[Record]:
    """Each channel outside the mesh that a system names."""
    uses = Uses.of(mesh)
    return [external_record(system, one, uses) for system in mesh.systems for one in system.external]


def routes(mesh: Mesh, stage: Stage) -> list[Record]:
    """Each route of a stage, those of the hub first. Raises `MeshctlError` where something cannot be built yet."""
    refuse_unavailable(mesh, stage)
    topology = lower(mesh, stage)
    local = {f"{system.name}/{key}": route for system in topology.systems for key, route in system.routes.items()}
    return [route_record(key, route) for key, route in [*topology.routes.items(), *local.items()]]


LISTS = {
    "systems": systems,
    "services": services,
    "events": events,
    "subscriptions": subscriptions,
    "channels": channels,
    "sources": sources,
    "externals": externals,
}
"""What can be listed of a mesh by itself. Routes are those of a stage."""
