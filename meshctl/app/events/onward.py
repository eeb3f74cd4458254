"""What is passed on from where a subscription leads: from topics, queues, streams and further buses. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from json import loads

from meshctl.app.events.envelope import Envelope, content_of, picked_content
from meshctl.app.events.known_ways import KnownWays
from meshctl.app.tell.users_of import MeshUses
from meshctl.model.services import Subscription
from meshctl.patterns import Mismatch, Pattern, why_not
from meshctl.topology.staged_ways import StagedWay


@dataclass(frozen=True, slots=True)
class TakenWay:
    """A way that an event takes to its end: what arrives there, and after which others, the first one first."""

    way: StagedWay
    content: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MissedWay:
    """A way that it does not take, and the field that decides; `is_pinned` where its rule takes another event of the mesh alone."""

    way: StagedWay
    mismatch: Mismatch
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class OnwardWays:
    """The ways of a stage that begin where others end, with who uses what."""

    known: KnownWays
    uses: MeshUses

    def of(self, reached: TakenWay, envelope: Envelope) -> Iterator[TakenWay | MissedWay]:
        """All further ends of an event, each after the one before it; and the ways that a filter keeps it from."""
        passed = (*reached.after, reached.way.subscription.key)
        for subscription in self.uses.from_end_of(reached.way.subscription):
            way = self.known.ways.get(subscription.key)
            if way and subscription.key not in passed:
                step = _step(way, self.known.filters[subscription.key], reached, envelope)
                yield step
                yield from self.of(step, envelope) if isinstance(step, TakenWay) else ()


def received_content(subscription: Subscription, envelope: Envelope) -> str:
    """The whole event, or the fields of its data that the subscription's input names."""
    fields = subscription.input_fields
    return content_of(envelope) if fields is None else picked_content(envelope, fields)


def _step(way: StagedWay, filter_: Pattern | None, reached: TakenWay, envelope: Envelope) -> TakenWay | MissedWay:
    """The next end."""
    asked: Mapping[str, object] = envelope if way.bus else loads(reached.content)
    mismatch = why_not(filter_, asked) if filter_ else None
    passed = (*reached.after, reached.way.subscription.key)
    return MissedWay(way, mismatch) if mismatch else TakenWay(way, reached.content, passed)
