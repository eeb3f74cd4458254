"""Use case: which routes does a stage have, and which subscriptions have none in it? Of a mesh that need not be sound."""

from collections.abc import Collection, Iterator

from meshctl.app.tell.summaries import route_summary
from meshctl.checks.not_available_yet import unavailable
from meshctl.model.events import Event
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.model.sources import AwsSource, Link
from meshctl.model.stages import Stage
from meshctl.results.things import RouteSummary
from meshctl.topology.lowering.build_topology import lower_way
from meshctl.topology.lowering.mappings import is_mapped
from meshctl.topology.names import Names
from meshctl.topology.parts.routes import Route
from meshctl.topology.staged_ways import StagedWay, staged_ways
from meshctl.topology.ways import THE_HUB

_UNCLEAR = "it is not clear what it receives, or where to; `meshctl check` says why"


def routes(mesh: Mesh, stage: Stage) -> list[RouteSummary]:
    """Each route of a stage, those of the hub first; subscriptions that cannot be built have none."""
    names, refused = Names.of(mesh, stage), {one.place for one in unavailable(mesh, (stage,))}
    built = [way for way in staged_ways(mesh, stage) if _is_built(mesh, stage, way, refused)]
    lowered = sorted((lower_way(names, mesh, way) for way in built), key=lambda one: one.way.bus != THE_HUB)
    return [route_summary(one.subscription.key, one.part) for one in lowered if isinstance(one.part, Route)]


def without_route(mesh: Mesh, stage: Stage) -> Iterator[tuple[str, str]]:
    """The subscriptions that lack a route in a stage, by their keys, each with the reason in words.

    What Lambda reads for a function needs none.
    """
    refused = list(unavailable(mesh, (stage,)))
    places = {one.place for one in refused}
    ways = {way.subscription.key: way for way in staged_ways(mesh, stage)}
    for subscription in mesh.subscriptions:
        way = ways.get(subscription.key)
        if way is None or not (_is_built(mesh, stage, way, places) or _is_read(mesh, stage, way, places)):
            yield subscription.key, _reason(mesh, stage, way, refused)


def _is_built(mesh: Mesh, stage: Stage, way: StagedWay, refused: Collection[Place]) -> bool:
    clear = isinstance(way.source, Event | AwsSource) and any(_channel_places(mesh, way))
    return clear and not {*_places(mesh, stage, way)} & {*refused}


def reading(mesh: Mesh, stage: Stage) -> Iterator[tuple[str, str]]:
    """The subscriptions that need no route, each with what Lambda reads for it in words."""
    refused = {one.place for one in unavailable(mesh, (stage,))}
    for way in staged_ways(mesh, stage):
        if _is_read(mesh, stage, way, refused):
            yield way.subscription.key, f"Lambda reads the {way.subscription.wanted} for it"


def _is_read(mesh: Mesh, stage: Stage, way: StagedWay, refused: Collection[Place]) -> bool:
    clear = is_mapped(way.subscription) and any(_channel_places(mesh, way))
    return clear and not {*_places(mesh, stage, way)} & {*refused}


def _reason(mesh: Mesh, stage: Stage, way: StagedWay | None, refused: Collection[Finding]) -> str:
    places = {*_places(mesh, stage, way)} if way else set()
    return next((f"{one.message} ({one.place})" for one in refused if one.place in places), _UNCLEAR)


def _places(mesh: Mesh, stage: Stage, way: StagedWay) -> Iterator[Place]:
    """Where everything stands that a way is made of."""
    subscription = way.subscription
    yield from (
        stage.place,
        way.source.place,
        subscription.place,
        subscription.wants.place,
        subscription.delivery.place,
        subscription.where_place,
    )
    yield from _channel_places(mesh, way)
    if is_mapped(subscription) and isinstance(way.source, Link):
        read = mesh.channel_of(way.source, subscription.system)
        yield from (read[1].place,) if read else ()
    ends = (mesh.at(stage.name).system(name) for name in (way.way.publisher, subscription.system))
    yield from (system.region_place for system in ends if system)


def _channel_places(mesh: Mesh, way: StagedWay) -> Iterator[Place]:
    """Where the channel is declared that a way leads to, if its service declares it."""
    service, delivery = mesh.service(way.subscription.receiver), way.subscription.delivery
    named = (delivery.kind, delivery.channel)
    yield from (one.place for one in (service.channels if service else ()) if (one.kind, one.name) == named)
