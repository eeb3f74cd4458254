"""Of which ways of a stage it is known what they bring, and why not of others: not sound, or not built. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from meshctl.app.tell.built_ways import BuiltWays
from meshctl.model.kinds import KINDS
from meshctl.model.mesh import Mesh
from meshctl.model.sources import Link
from meshctl.model.stages import Stage
from meshctl.patterns import InvalidPattern, Pattern
from meshctl.patterns.dialects.mapping_filters import read_filter
from meshctl.patterns.dialects.topic_policies import read_policy
from meshctl.results.events.simulation import UnclearSubscription
from meshctl.topology.rule_patterns import pattern_text
from meshctl.topology.staged_ways import StagedWay

_INVALID = "AWS would refuse its filter"


@dataclass(frozen=True, slots=True)
class KnownWays:
    """By the keys of their subscriptions the ways, and what each filters by, if by anything; of the other subscriptions the reason."""

    ways: Mapping[str, StagedWay]
    filters: Mapping[str, Pattern | None]
    unclear: tuple[UnclearSubscription, ...]

    @classmethod
    def of(cls, mesh: Mesh, stage: Stage) -> "KnownWays":
        """Those of a mesh in a stage; nothing is unclear in a sound mesh that meshctl can build."""
        built = BuiltWays.of(mesh, stage)
        return cls.among(built, built.ways)

    @classmethod
    def among(cls, built: BuiltWays, asked: Mapping[str, StagedWay]) -> "KnownWays":
        """Those of the ways that are asked for: to read all filters of a large mesh takes longer than all else."""
        filters = dict(_filters(asked.values()))
        refused = {key: _INVALID for key in asked if key not in filters}
        return cls(
            ways={key: asked[key] for key in filters},
            filters=filters,
            unclear=tuple(UnclearSubscription(key, reason) for key, reason in {**built.obstacles, **refused}.items()),
        )


def _filters(ways: Iterable[StagedWay]) -> Iterator[tuple[str, Pattern | None]]:
    """Those that AWS would take."""
    for way in ways:
        try:
            yield way.subscription.key, _filter(way)
        except InvalidPattern:
            continue


def _filter(way: StagedWay) -> Pattern | None:
    """What whoever brings it filters by: a rule of a bus, Lambda or SNS; None without a filter."""
    wants, where = way.subscription.wants, way.subscription.where
    if way.bus:
        return Pattern.parse(pattern_text(way.pattern))
    if where is None or not isinstance(wants, Link):
        return None
    return read_filter(where) if KINDS[wants.kind].is_polled else read_policy(where, "MessageBody")
