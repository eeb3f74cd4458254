"""Which ways of a stage meshctl can build, and what keeps it from building the others; of a mesh that need not be sound. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from meshctl.model.findings import Finding
from meshctl.model.kinds import KINDS
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.model.services import Subscription
from meshctl.model.sources import Link
from meshctl.model.stages import Stage
from meshctl.topology.staged_ways import StagedWay, staged_ways
from meshctl.topology.unavailable import unavailable

_UNCLEAR = "it is not clear what it receives, or where to; `meshctl check` says why"


@dataclass(frozen=True, slots=True)
class BuiltWays:
    """The ways of a stage by their subscriptions' keys, and of the other subscriptions the reason in words."""

    ways: Mapping[str, StagedWay]
    obstacles: Mapping[str, str]

    @classmethod
    def of(cls, mesh: Mesh, stage: Stage) -> "BuiltWays":
        """What becomes of each subscription of a mesh in a stage."""
        refused = {one.place: one for one in reversed([*unavailable(mesh, (stage,))])}
        ways = {way.subscription.key: way for way in staged_ways(mesh, stage)}
        told = {
            one.key: _obstacle(mesh, stage, ways[one.key], refused)
            if one.key in ways
            else _missing_way(mesh, stage, one)
            for one in mesh.subscriptions
        }
        return cls(
            ways={key: way for key, way in ways.items() if not told[key]},
            obstacles={key: reason for key, reason in told.items() if reason},
        )


def _missing_way(mesh: Mesh, stage: Stage, subscription: Subscription) -> str:
    """Why there is no way at all to a subscription."""
    wants = subscription.wants
    if isinstance(wants, Link) or mesh.event_of(wants):
        return f'the stage "{stage.name}" lacks an account on its way'
    return f'"{wants}" is {"published more than once" if mesh.meant_by(wants) else "not known"}'


def _obstacle(mesh: Mesh, stage: Stage, way: StagedWay, refused: Mapping[Place, Finding]) -> str:
    """Nothing where meshctl can build it."""
    places = _places(mesh, stage, way) if refused else ()
    missing = next((refused[place] for place in places if place in refused), None)
    if missing:
        return f"{missing.message} ({missing.place})"
    return "" if _is_clear(mesh, way) else _UNCLEAR


def _is_clear(mesh: Mesh, way: StagedWay) -> bool:
    """Whether what is wanted and where it leads is declared in the mesh."""
    wanted = way.source
    declared = not isinstance(wanted, Link) or bool(mesh.channel_of(wanted, way.subscription.system))
    return declared and any(_channel_places(mesh, way))


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
    yield from _wanted_places(mesh, way)
    ends = (mesh.at(stage.name).system(name) for name in (way.way.publisher, subscription.system))
    yield from (system.region_place for system in ends if system)


def _channel_places(mesh: Mesh, way: StagedWay) -> Iterator[Place]:
    """Where the channel is declared that a way leads to, if its service declares it."""
    service, delivery = mesh.service(way.subscription.receiver), way.subscription.delivery
    channel = service.channel(delivery.kind, delivery.channel) if service else None
    yield from (channel.place,) if channel else ()


def _wanted_places(mesh: Mesh, way: StagedWay) -> Iterator[Place]:
    """Where the channel is declared that is wanted, if one is."""
    wanted = way.source
    if isinstance(wanted, Link) and not KINDS[wanted.kind].is_source:
        found = mesh.channel_of(wanted, way.subscription.system)
        yield from (found[1].place,) if found else ()
