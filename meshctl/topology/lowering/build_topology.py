"""The ways of a mesh in a stage become a topology. Pure; the mesh has passed all checks."""

from collections.abc import Iterable, Mapping

from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription
from meshctl.model.stages import HUB, Stage
from meshctl.model.systems import System
from meshctl.topology.hub_policy import HubPolicy
from meshctl.topology.lowering.build_route import Lowered, lower_way
from meshctl.topology.lowering.functions import lower_function
from meshctl.topology.lowering.queues import lower_buffer, lower_dead_letters, lower_queue
from meshctl.topology.names import PROTECTED, Names
from meshctl.topology.parts.stages import Archive, HubPart, SystemPart, Topology
from meshctl.topology.staged_ways import staged_ways
from meshctl.topology.ways import THE_HUB


def lower(mesh: Mesh, stage: Stage) -> Topology:
    """Everything that `stage` needs on AWS."""
    mesh = mesh.at(stage.name)
    names = Names.of(mesh, stage)
    lowered = [lower_way(names, way) for way in staged_ways(mesh, stage)]
    assert len(lowered) == len([*mesh.subscriptions])  # noqa: S101  in a sound mesh each has a way; none may be lost
    return Topology(
        mesh=mesh.name,
        stage=stage.name,
        region=names.region,
        hub=_hub(names, mesh, stage),
        systems=_systems(names, mesh, lowered),
        routes={one.subscription.key: one.route for one in lowered if one.bus == THE_HUB},
    )


def _hub(names: Names, mesh: Mesh, stage: Stage) -> HubPart:
    policy = HubPolicy.of(mesh, stage)
    return HubPart(
        account=names.accounts[HUB],
        bus=names.bus(HUB, f"The hub of the mesh {mesh.name} in {names.stage}: public events of all systems."),
        organization=policy.organization,
        tags=dict(mesh.tags),
        archive=Archive(names.archive(), mesh.archive_keep_days),
        publishers=policy.publishers,
        policy_form=policy.form,
    )


def _systems(names: Names, mesh: Mesh, lowered: Iterable[Lowered]) -> tuple[SystemPart, ...]:
    by_service: dict[str, list[Lowered]] = {service.key: [] for service in mesh.services}
    for one in lowered:
        by_service[one.subscription.receiver].append(one)
    return tuple(_system(names, system, by_service) for system in mesh.systems)


def _system(names: Names, system: System, lowered: Mapping[str, list[Lowered]]) -> SystemPart:
    mine = [(service, one) for service in system.services for one in lowered[service.key]]
    return SystemPart(
        name=system.name,
        account=names.accounts[system.name],
        tags={**dict(system.tags), **({PROTECTED: "true"} if system.protected else {})},
        bus=names.bus(system.name, f"Private events of the system {system.name}."),
        functions={
            f"{service.name}/{one.name}": lower_function(names, service, one, lowered[service.key])
            for service in system.services
            for one in service.functions
        },
        queues={
            f"{service.name}/{one.name}": lower_queue(names, service, one, lowered[service.key])
            for service in system.services
            for one in service.queues
        },
        buffers={
            _key(one.subscription): lower_buffer(names, service, one)
            for service, one in mine
            if one.subscription.delivery.buffered
        },
        dead_letters={_key(one.subscription): lower_dead_letters(names, one) for _, one in mine},
        routes={_key(one.subscription): one.route for _, one in mine if one.bus != THE_HUB},
    )


def _key(subscription: Subscription) -> str:
    return f"{subscription.service}/{subscription.name}"
