"""What is passed on from where a subscription leads: from topics, queues, streams and further buses. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from json import loads

from meshctl.app.events.envelope import Envelope, content_of, picked_content
from meshctl.app.tell.built_ways import BuiltWays
from meshctl.app.tell.users_of import MeshUses
from meshctl.model.kinds import KINDS
from meshctl.model.services import Subscription
from meshctl.model.sources import Link
from meshctl.patterns import InvalidPattern, Mismatch, Pattern, why_not
from meshctl.patterns.dialects.mapping_filters import read_filter
from meshctl.patterns.dialects.topic_policies import read_policy
from meshctl.topology.rule_patterns import pattern_text
from meshctl.topology.staged_ways import StagedWay


@dataclass(frozen=True, slots=True)
class TakenWay:
    """A way that an event takes to its end: what arrives there, and after which others, the first one first."""

    way: StagedWay
    content: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MissedWay:
    """A way that it does not take, and the field that decides."""

    way: StagedWay
    mismatch: Mismatch


@dataclass(frozen=True, slots=True)
class OnwardWays:
    """The ways of a stage that begin where others end, with who uses what."""

    built: BuiltWays
    uses: MeshUses

    def of(self, reached: TakenWay, envelope: Envelope) -> Iterator[TakenWay | MissedWay]:
        """All further ends of an event, each after the one before it; and the ways that a filter keeps it from."""
        passed = (*reached.after, reached.way.subscription.key)
        for subscription in self.uses.from_end_of(reached.way.subscription):
            way = self.built.ways.get(subscription.key)
            if way and subscription.key not in passed:
                step = _step(way, reached.content, envelope, passed)
                yield from (step,) if step else ()
                yield from self.of(step, envelope) if isinstance(step, TakenWay) else ()

    def obstructed(self, reached: TakenWay) -> Iterator[Subscription]:
        """The subscriptions to where it leads of which nobody knows whether they would get it."""
        leading = self.uses.from_end_of(reached.way.subscription)
        return (one for one in leading if one.key in self.built.obstacles)


def received_content(subscription: Subscription, envelope: Envelope) -> str:
    """The whole event, or the fields of its data that the subscription's input names."""
    fields = subscription.input_fields
    return content_of(envelope) if fields is None else picked_content(envelope, fields)


def _step(way: StagedWay, content: str, envelope: Envelope, passed: tuple[str, ...]) -> TakenWay | MissedWay | None:
    """The next end; None where AWS would refuse the filter, and so the way."""
    asked: Mapping[str, object] = envelope if way.bus else loads(content)
    try:
        pattern = _pattern(way)
    except InvalidPattern:
        return None
    mismatch = why_not(pattern, asked) if pattern else None
    return MissedWay(way, mismatch) if mismatch else TakenWay(way, content, passed)


def _pattern(way: StagedWay) -> Pattern | None:
    """What whoever brings it filters by: a rule of a bus, Lambda or SNS; None without a filter."""
    wants, where = way.subscription.wants, way.subscription.where
    if way.bus:
        return Pattern.parse(pattern_text(way.pattern))
    if where is None or not isinstance(wants, Link):
        return None
    return read_filter(where) if KINDS[wants.kind].is_polled else read_policy(where, "MessageBody")
