"""A mesh and a stage become a topology. Pure; the mesh has passed all checks."""

from collections.abc import Mapping

from meshctl.model.events import EventReference
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service, Subscription
from meshctl.model.stages import HUB, Stage
from meshctl.model.systems import System
from meshctl.topology.functions import lower_function
from meshctl.topology.names import Names
from meshctl.topology.parts import Archive, HubPart, Publisher, SystemPart, Topology
from meshctl.topology.queues import lower_buffer, lower_dead_letters, lower_queue
from meshctl.topology.routes import Lowered, lower_subscription


def lower(mesh: Mesh, stage: Stage) -> Topology:
    """Everything that `stage` needs on AWS."""
    mesh = mesh.at(stage.name)
    names = Names.of(mesh, stage)
    lowered = {service.key: _lower_subscriptions(names, mesh, service) for service in mesh.services}
    routes = {one.subscription.key: one.route for many in lowered.values() for one in many if not one.event.private}
    return Topology(
        mesh=mesh.name,
        stage=stage.name,
        region=names.region,
        hub=_hub(names, mesh, stage),
        systems=tuple(_system(names, system, lowered) for system in mesh.systems),
        routes=routes,
    )


def _lower_subscriptions(names: Names, mesh: Mesh, service: Service) -> tuple[Lowered, ...]:
    return tuple(_lower_one(names, mesh, service, subscription) for subscription in service.subscriptions)


def _lower_one(names: Names, mesh: Mesh, service: Service, subscription: Subscription) -> Lowered:
    assert isinstance(subscription.wants, EventReference)  # noqa: S101  what cannot be built has been refused before
    (event,) = mesh.meant_by(subscription.wants)
    return lower_subscription(names, service, subscription, event)


def _hub(names: Names, mesh: Mesh, stage: Stage) -> HubPart:
    return HubPart(
        account=names.accounts[HUB],
        bus=names.bus(HUB, f"The hub of the mesh {mesh.name} in {names.stage}: public events of all systems."),
        organization=None if stage.is_local else mesh.organization or None,
        tags=dict(mesh.tags),
        archive=Archive(names.name(HUB), mesh.archive_keep_days),
        publishers={
            system.name: Publisher(names.accounts[system.name], sources)
            for system in mesh.systems
            if (sources := _public_sources(system))
        },
    )


def _public_sources(system: System) -> tuple[str, ...]:
    return tuple(one.source for one in system.services if any(not event.private for event in one.events))


def _system(names: Names, system: System, lowered: Mapping[str, tuple[Lowered, ...]]) -> SystemPart:
    mine = {service.name: lowered[service.key] for service in system.services}
    all_mine = [one for many in mine.values() for one in many]
    return SystemPart(
        name=system.name,
        account=names.accounts[system.name],
        tags=dict(system.tags),
        bus=names.bus(system.name, f"Private events of the system {system.name}."),
        functions={
            f"{service.name}/{one.name}": lower_function(names, service, one, mine[service.name])
            for service in system.services
            for one in service.functions
        },
        queues={
            f"{service.name}/{one.name}": lower_queue(names, service, one, mine[service.name])
            for service in system.services
            for one in service.queues
        },
        buffers={
            _key(one.subscription): lower_buffer(names, one) for one in all_mine if one.subscription.delivery.buffered
        },
        dead_letters={_key(one.subscription): lower_dead_letters(names, one) for one in all_mine},
        routes={_key(one.subscription): one.route for one in all_mine if one.event.private},
    )


def _key(subscription: Subscription) -> str:
    return f"{subscription.service}/{subscription.name}"
