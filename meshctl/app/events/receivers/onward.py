"""What is passed on from where a subscription leads: from topics, queues, streams and further buses. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from json import loads
from typing import NamedTuple

from meshctl.app.events.envelope import Envelope, content_of, picked_content
from meshctl.app.events.receivers.known_ways import KnownWays
from meshctl.app.events.receivers.stage_ways import Owned, StageWays, SubscriptionWay
from meshctl.patterns import Mismatch, Pattern, why_not


class TakenWay(NamedTuple):
    """A way that an event takes to its end: what arrives there, and after which others, the first one first."""

    way: SubscriptionWay
    content: str
    after: tuple[str, ...] = ()


class MissedWay(NamedTuple):
    """A way that it does not take, and the field that decides; `is_pinned` where its rule takes another event of the mesh alone."""

    way: SubscriptionWay
    mismatch: Mismatch
    is_pinned: bool = False


class OnwardWays(NamedTuple):
    """The ways of a stage that begin where others end, with who subscribes to what is there."""

    known: KnownWays
    readers: Mapping[Owned, Sequence[str]]

    @classmethod
    def of_stage(cls, known: KnownWays, ways: StageWays) -> "OnwardWays":
        """Those of a stage as far as they are known."""
        readers: dict[Owned, list[str]] = {}
        for one in ways.ways:
            if one.begin:
                readers.setdefault(one.begin, []).append(one.key)
        return cls(known, readers)

    def from_end_of(self, way: SubscriptionWay) -> Sequence[str]:
        """The subscriptions to what a way leads to, in its own service."""
        return self.readers.get(way.end, ())

    def of(self, reached: TakenWay, envelope: Envelope) -> Iterator[TakenWay | MissedWay]:
        """All further ends of an event, each after the one before it; and the ways that a filter keeps it from."""
        passed = (*reached.after, reached.way.key)
        for key in self.from_end_of(reached.way):
            way = self.known.ways.get(key)
            if way and key not in passed:
                step = _step(way, self.known.filters[key], reached, envelope)
                yield step
                yield from self.of(step, envelope) if isinstance(step, TakenWay) else ()


def received_content(way: SubscriptionWay, envelope: Envelope) -> str:
    """The whole event, or the fields of its data that the subscription's input names."""
    fields = way.input_fields
    return content_of(envelope) if fields is None else picked_content(envelope, fields)


def _step(way: SubscriptionWay, filter_: Pattern | None, reached: TakenWay, envelope: Envelope) -> TakenWay | MissedWay:
    """The next end."""
    asked: Mapping[str, object] = envelope if way.bus else loads(reached.content)
    mismatch = why_not(filter_, asked) if filter_ else None
    passed = (*reached.after, reached.way.key)
    return MissedWay(way, mismatch) if mismatch else TakenWay(way, reached.content, passed)
