"""Of which ways of a stage it is known what they bring, and why not of others: not sound, or not built. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from meshctl.app.events.receivers.stage_ways import StageWays, SubscriptionWay
from meshctl.model.kinds import KINDS
from meshctl.patterns import InvalidPattern, Pattern
from meshctl.patterns.dialects.mapping_filters import read_filter
from meshctl.patterns.dialects.topic_policies import read_policy
from meshctl.results.events.simulation import UnclearSubscription

_INVALID = "AWS would refuse its filter"


class KnownWays(NamedTuple):
    """By the keys of their subscriptions the ways, and what each filters by, if by anything; of the other subscriptions the reason."""

    ways: Mapping[str, SubscriptionWay]
    filters: Mapping[str, Pattern | None]
    unclear: tuple[UnclearSubscription, ...]

    @classmethod
    def of(cls, ways: StageWays) -> "KnownWays":
        """Those of a stage; nothing is unclear in a sound mesh that meshctl can build."""
        return cls.among(ways, ways.known())

    @classmethod
    def among(cls, ways: StageWays, asked: Mapping[str, SubscriptionWay]) -> "KnownWays":
        """Those of the ways that are asked for: to read all filters of a large mesh takes longer than all else."""
        filters = dict(_filters(asked.values()))
        refused = {key: _INVALID for key in asked if key not in filters}
        obstacles = {one.key: one.obstacle for one in ways.ways if one.obstacle}
        return cls(
            ways={key: asked[key] for key in filters},
            filters=filters,
            unclear=tuple(UnclearSubscription(key, reason) for key, reason in {**obstacles, **refused}.items()),
        )


def _filters(ways: Iterable[SubscriptionWay]) -> Iterator[tuple[str, Pattern | None]]:
    """Those that AWS would take."""
    for way in ways:
        try:
            yield way.key, _filter(way)
        except InvalidPattern:
            continue


def _filter(way: SubscriptionWay) -> Pattern | None:
    """What whoever brings it filters by: a rule of a bus, Lambda or SNS; None without a filter."""
    if isinstance(way.asks, str):
        return Pattern.parse(way.asks)
    if way.asks is None or way.begin is None:
        return None
    return read_filter(way.asks) if KINDS[way.begin[1]].is_polled else read_policy(way.asks, "MessageBody")
