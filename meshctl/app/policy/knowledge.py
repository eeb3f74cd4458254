"""What the own pack is told of a mesh: who may publish what, and which routes lead where. Pure; becomes JSON.

Its form is the pack's: `policy/mesh_policy/knowledge.py`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.topology.lowering.build_topology import lower
from meshctl.topology.parts.routes import Route
from meshctl.topology.parts.stages import HubPart, SystemPart, Topology


def knowledge_of(mesh: Mesh, stages: Iterable[Stage]) -> Mapping[str, Any]:
    """All that holds in any of the stages: publishers by the number of their account, routes by the ARN of their rule."""
    topologies = [lower(mesh, stage) for stage in stages]
    systems = [one for topology in topologies for one in topology.systems]
    return {
        "organization": mesh.organization,
        "hubs": {one.hub.bus.arn: one.hub.policy_form for one in topologies},
        "publishers": _publishers(one.hub for one in topologies),
        "routes": {route.rule.arn: _told(key, route) for one in topologies for key, route in _routes(one)},
        "received": {arn: told for one in systems for arn, told in _received(one).items()},
        "channels": [arn for one in systems for arn in _channels(one)],
        "brokers": [bus.arn for one in systems for bus in one.buses.values()],
    }


def _publishers(hubs: Iterable[HubPart]) -> Mapping[str, list[str]]:
    """Systems that share an account may publish each other's sources, as far as AWS goes."""
    found: dict[str, set[str]] = {}
    for publisher in (one for hub in hubs for one in hub.publishers.values()):
        for account in publisher.accounts:
            found.setdefault(account, set()).update(publisher.sources)
    return {account: sorted(sources) for account, sources in found.items()}


def _routes(topology: Topology) -> Iterable[tuple[str, Route]]:
    yield from topology.routes.items()
    for system in topology.systems:
        yield from ((f"{system.name}/{key}", route) for key, route in system.routes.items())


def _told(key: str, route: Route) -> Mapping[str, Any]:
    return {
        "subscription": key,
        "target": route.target.arn,
        "role": route.delivery.role_arn if route.delivery else "",
        "dead_letters": route.dead_letters_arn,
        "seconds": route.retry.seconds,
        "attempts": route.retry.attempts,
    }


def _received(system: SystemPart) -> Mapping[str, Mapping[str, str]]:
    """By topic and stream, who gets what is in it, and the dead letters for what fails on the way."""
    found: dict[str, dict[str, str]] = {}
    for one in system.topic_subscriptions.values():
        found.setdefault(one.topic_arn, {})[one.endpoint_arn] = one.dead_letters_arn or ""
    for mapping in system.mappings.values():
        if mapping.stream:
            function = system.functions[mapping.function].arn
            found.setdefault(mapping.source_arn, {})[function] = mapping.stream.on_failure_arn or ""
    return found


def _channels(system: SystemPart) -> Iterator[str]:
    """All queues and topics, also those that no event gets to."""
    for one in system.queues.values():
        yield from (one.queue.arn, one.dead_letters.arn)
    yield from (one.queue.arn for one in system.buffers.values())
    yield from (one.dead_letters.arn for one in system.functions.values() if one.dead_letters)
    yield from (one.arn for one in system.dead_letters.values())
    yield from (one.arn for one in system.topics.values())
