"""What the own pack is told of a mesh: who may publish what, and which routes lead where. Pure; becomes JSON.

Its form is the pack's: `policy/mesh_policy/knowledge.py`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.topology.lowering.build_topology import lower
from meshctl.topology.parts.routes import Route
from meshctl.topology.parts.stages import HubPart, Topology


def knowledge_of(mesh: Mesh, stages: Iterable[Stage]) -> Mapping[str, Any]:
    """All that holds in any of the stages: publishers by the number of their account, routes by the ARN of their rule."""
    topologies = [lower(mesh, stage) for stage in stages]
    return {
        "organization": mesh.organization,
        "hubs": {one.hub.bus.arn: one.hub.policy_form for one in topologies},
        "publishers": _publishers(one.hub for one in topologies),
        "routes": {route.rule.arn: _told(key, route) for one in topologies for key, route in _routes(one)},
        "subscribed": {arn: told for one in topologies for arn, told in _topics(one)},
        "read": {arn: told for one in topologies for arn, told in _streams(one)},
        "channels": [arn for one in topologies for arn in _queues(one)],
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


def _queues(topology: Topology) -> Iterable[str]:
    for system in topology.systems:
        yield from (one.queue.arn for one in system.queues.values())


def _topics(topology: Topology) -> Iterable[tuple[str, Mapping[str, str]]]:
    """Each topic, and the dead letters of all that have subscribed to it."""
    for system in topology.systems:
        for topic in system.topics.values():
            ones = [one for one in system.topic_subscriptions.values() if one.topic_arn == topic.arn]
            yield topic.arn, {one.endpoint_arn: one.dead_letters_arn or "" for one in ones}


def _streams(topology: Topology) -> Iterable[tuple[str, Mapping[str, str]]]:
    """Each stream that is read, and where each function's failures are told."""
    for system in topology.systems:
        read = [(one, one.stream) for one in system.mappings.values() if one.stream]
        for arn in dict.fromkeys(one.source_arn for one, _ in read):
            functions = {system.functions[one.function].arn: stream for one, stream in read if one.source_arn == arn}
            yield arn, {function: stream.on_failure_arn or "" for function, stream in functions.items()}
