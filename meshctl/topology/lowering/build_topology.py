"""The ways of a mesh in a stage become a topology. Pure; the mesh has passed all checks."""

from collections.abc import Iterable, Iterator, Mapping

from meshctl.model.channels import Topic
from meshctl.model.mesh import Mesh
from meshctl.model.sources import Link
from meshctl.model.stages import HUB, Stage
from meshctl.model.systems import System
from meshctl.topology.buses import THE_HUB
from meshctl.topology.hub_policy import HubPolicy
from meshctl.topology.lowering.build_route import lower_route
from meshctl.topology.lowering.buses import lower_archives, lower_bus
from meshctl.topology.lowering.functions import lower_function
from meshctl.topology.lowering.hops import Hop, hop_dead_letters, hops_of, lower_hops
from meshctl.topology.lowering.keys import channel_key
from meshctl.topology.lowering.logs import lower_log
from meshctl.topology.lowering.lowered_ways import Lowered
from meshctl.topology.lowering.mappings import Mappings, is_mapped, lower_mappings, lower_unread_records, readers_of
from meshctl.topology.lowering.queues import dead_letters_key, lower_buffer, lower_dead_letters, lower_queue
from meshctl.topology.lowering.schedules import lower_dead_letters_of_schedules, lower_schedules
from meshctl.topology.lowering.streams import lower_streams
from meshctl.topology.lowering.topics import lower_topic, lower_topic_way
from meshctl.topology.lowering.workflows import lower_workflow
from meshctl.topology.lowering.writes import Written, written_by
from meshctl.topology.names import PROTECTED, Names
from meshctl.topology.parts.buses import BusPart
from meshctl.topology.parts.functions import FunctionPart
from meshctl.topology.parts.logs import LogPart
from meshctl.topology.parts.routes import Route
from meshctl.topology.parts.stages import Archive, HubPart, SystemPart, Topology
from meshctl.topology.parts.topics import TopicPart, TopicSubscriptionPart
from meshctl.topology.staged_ways import StagedWay, staged_ways


def lower(mesh: Mesh, stage: Stage) -> Topology:
    """Everything that `stage` needs on AWS."""
    mesh = mesh.at(stage.name)
    names = Names.of(mesh, stage)
    wanted = [one for one in mesh.subscriptions if not is_mapped(one)]
    lowered = [lower_way(names, mesh, way) for way in staged_ways(mesh, stage) if not is_mapped(way.subscription)]
    assert len(lowered) == len(wanted)  # noqa: S101  in a sound mesh each has a way; none may be lost
    hops = lower_hops(names, lowered)
    return Topology(
        mesh=mesh.name,
        stage=stage.name,
        region=names.region,
        hub=_hub(names, mesh, stage),
        systems=_systems(names, mesh, lowered, hops),
        routes={
            **{
                f"{one.subscription.system}/{one.key}": one.part
                for one in lowered
                if isinstance(one.part, Route) and _is_on_hub(one)
            },
            **{f"{one.system}/{one.key}": one.route for one in hops},
        },
    )


def lower_way(names: Names, mesh: Mesh, way: StagedWay) -> Lowered:
    """What becomes of one way; nothing is built of a way that leads from or to what meshctl cannot build."""
    service, source = mesh.service(way.subscription.receiver), way.source
    assert service is not None  # noqa: S101  whose subscription it is
    if not isinstance(source, Link) or way.bus:
        return lower_route(names, service, way)
    owner, topic = mesh.channel_of(source, service.system) or (service, None)
    assert isinstance(topic, Topic)  # noqa: S101  all else has been refused before
    return lower_topic_way(names, owner, topic, service, way)


def _hub(names: Names, mesh: Mesh, stage: Stage) -> HubPart:
    policy = HubPolicy.of(mesh, stage)
    return HubPart(
        account=names.accounts[HUB],
        bus=names.bus(HUB, f"The hub of the mesh {mesh.name} in {names.stage}: public events of all systems."),
        organization=policy.organization,
        tags=dict(mesh.tags),
        archive=Archive(names.archive(HUB), mesh.archive_keep_days),
        publishers=policy.publishers,
        policy_form=policy.form,
    )


def _systems(names: Names, mesh: Mesh, lowered: Iterable[Lowered], hops: Iterable[Hop]) -> tuple[SystemPart, ...]:
    by_service: dict[str, list[Lowered]] = {service.key: [] for service in mesh.services}
    for one in lowered:
        by_service[one.subscription.receiver].append(one)
    written = {service.key: written_by(names, mesh, service) for service in mesh.services}
    return tuple(
        _system(names, mesh, system, by_service, written, hops_of(hops, system.name)) for system in mesh.systems
    )


def _system(
    names: Names,
    mesh: Mesh,
    system: System,
    lowered: Mapping[str, list[Lowered]],
    written: Mapping[str, Written],
    hops: Iterable[Hop],
) -> SystemPart:
    mine = [(service, one) for service in system.services for one in lowered[service.key]]
    mappings = lower_mappings(names, mesh, system)
    return SystemPart(
        name=system.name,
        account=names.accounts[system.name],
        tags={**dict(system.tags), **({PROTECTED: "true"} if system.protected else {})},
        bus=names.bus(system.name, f"Private events of the system {system.name}."),
        functions=dict(_functions(names, system, lowered, written, mappings)),
        queues={
            channel_key(service, one): lower_queue(
                names, service, one, lowered[service.key], readers_of(mesh, system, one)
            )
            for service in system.services
            for one in service.queues
        },
        buffers={one.key: lower_buffer(names, service, one) for service, one in mine if _is_buffered(one)},
        dead_letters={
            **{dead_letters_key(one): lower_dead_letters(names, one) for _, one in mine if one.dead_letters},
            **hop_dead_letters(hops),
            **lower_unread_records(names, mesh, system),
            **lower_dead_letters_of_schedules(names, system),
        },
        routes={one.key: one.part for _, one in mine if isinstance(one.part, Route) and not _is_on_hub(one)},
        topics=_topics(names, system, lowered),
        topic_subscriptions={one.key: one.part for _, one in mine if isinstance(one.part, TopicSubscriptionPart)},
        mappings=mappings,
        streams=lower_streams(names, system),
        logs=_logs(names, system, lowered),
        hops={one.key: one.sender for one in hops},
        schedules=lower_schedules(names, system),
        workflows={
            channel_key(service, one): lower_workflow(names, mesh, service, one)
            for service in system.services
            for one in service.workflows
        },
        buses=_buses(names, system, lowered),
        archives=lower_archives(names, system),
    )


def _topics(names: Names, system: System, lowered: Mapping[str, list[Lowered]]) -> dict[str, TopicPart]:
    return {
        channel_key(service, one): lower_topic(names, service, one, lowered[service.key])
        for service in system.services
        for one in service.topics
    }


def _buses(names: Names, system: System, lowered: Mapping[str, list[Lowered]]) -> dict[str, BusPart]:
    return {
        channel_key(service, one): lower_bus(names, service, one, lowered[service.key])
        for service in system.services
        for one in service.buses
    }


def _logs(names: Names, system: System, lowered: Mapping[str, list[Lowered]]) -> dict[str, LogPart]:
    return {
        channel_key(service, one): lower_log(names, service, one, lowered[service.key])
        for service in system.services
        for one in service.logs
    }


def _is_on_hub(lowered: Lowered) -> bool:
    return lowered.way.last_bus == THE_HUB


def _functions(
    names: Names,
    system: System,
    lowered: Mapping[str, list[Lowered]],
    written: Mapping[str, Written],
    mappings: Mappings,
) -> Iterator[tuple[str, FunctionPart]]:
    for service in system.services:
        mine = lowered[service.key], written[service.key], mappings
        yield from (
            (channel_key(service, one), lower_function(names, service, one, *mine)) for one in service.functions
        )


def _is_buffered(lowered: Lowered) -> bool:
    return lowered.subscription.delivery.buffered
