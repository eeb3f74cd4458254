"""Use case: who would have received recorded events, by this catalogue and by an earlier one? Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from meshctl.app.events.envelope import Envelope, completed, require_form
from meshctl.app.events.read_event import decoded_event
from meshctl.app.events.receivers.known_ways import KnownWays
from meshctl.app.events.receivers.onward import OnwardWays, TakenWay, received_content
from meshctl.app.events.receivers.outside_events import sender_of, where_it_happens
from meshctl.app.events.receivers.sent_to_buses import bus_sent_to
from meshctl.app.events.receivers.stage_ways import CatalogueEvent, StageWays, SubscriptionWay
from meshctl.errors import MeshctlError
from meshctl.patterns import RuleSet
from meshctl.results.events.recorded_sample import DeliveryComparison, EventSample, EventTally, SubscriptionTally
from meshctl.topology.buses import FURTHER, EventBus

MOST_LINES = 5
"""Lines of the sample that are named for each subscription, so that one can be looked at."""


class SubscriptionRules:
    """The rules of all subscriptions of a stage, to be asked about many events.

    `bus` is the further bus that functions put theirs on, where a service sends to several, or publishes its like besides.
    """

    def __init__(self, ways: StageWays, bus: str | None = None) -> None:
        known = KnownWays.of(ways)
        self._onward = OnwardWays.of_stage(known, ways)
        self._direct = [one for one in known.ways.values() if not one.is_linked]
        self._rules = _rules(known, self._direct)
        self._on_further = {further: _rules(known, several) for further, several in _by_further_bus(known).items()}
        self._ways, self._bus = ways, bus
        # Where a catalogue is not sound a system may lack its account: such a one publishes nothing there.
        published = (event for event in ways.events if event.system in ways.accounts)
        self.unread = ways.unread
        self.unclear = known.unclear
        self._events = {event.on_the_wire: event for event in published}

    def refuses(self, envelope: Envelope) -> bool:
        """Whether the event comes from an account that may not publish it in this stage."""
        own = self._own_account(envelope)
        return own is not None and envelope.get("account", own) != own

    def receivers(self, envelope: Envelope) -> frozenset[str]:
        """The keys of the subscriptions that the event would be delivered to. Raises `MeshctlError` where it says too little."""
        if not self.is_published(envelope):
            return frozenset()
        own, further = self._own_account(envelope), self._further_bus(envelope)
        said = completed(envelope if own else where_it_happens(self._direct, envelope), self._ways.region, own)
        rules = self._on_further.get(further) if further else self._rules
        direct = rules.matching(said) if rules else ()
        return frozenset(direct) | {key for one in direct for key in self._further(one, said)}

    def _further(self, key: str, envelope: Envelope) -> Iterator[str]:
        """The subscriptions that get it on from where this one leads."""
        way = self._onward.known.ways[key]
        if self._onward.from_end_of(way):
            reached = TakenWay(way, received_content(way, envelope))
            further = self._onward.of(reached, envelope)
            yield from (one.way.key for one in further if isinstance(one, TakenWay))

    def is_published(self, envelope: Envelope) -> bool:
        """Whether a service of the catalogue publishes it, one of its functions or schedules sends it, or AWS."""
        return self._own_account(envelope) is not None or sender_of(self._ways, envelope) is not None

    def _own_account(self, envelope: Envelope) -> str | None:
        """The account of the system that it comes from, where a service publishes or sends it."""
        further, event = self._further_bus(envelope), self.event(envelope)
        owner = further.owner if further else event.system if event else None
        return self._ways.accounts[owner] if owner else None

    def _further_bus(self, envelope: Envelope) -> EventBus | None:
        """The further bus that functions put it on: the one that was named, or any if no service publishes it."""
        is_sent = self._bus or not self.event(envelope)
        found = bus_sent_to(self._ways.sent, envelope, self._bus) if is_sent else None
        return found if found and found.owner in self._ways.accounts else None

    def event(self, envelope: Envelope) -> CatalogueEvent | None:
        """The event of the catalogue that this is."""
        source, detail_type = envelope.get("source"), envelope.get("detail-type")
        if not isinstance(source, str) or not isinstance(detail_type, str):
            return None
        return self._events.get((source, detail_type))


def _rules(known: KnownWays, several: Iterable[SubscriptionWay]) -> RuleSet:
    parsed = ((one.key, known.filters[one.key]) for one in several)
    return RuleSet({key: pattern for key, pattern in parsed if pattern})


def _by_further_bus(known: KnownWays) -> Mapping[EventBus, list[SubscriptionWay]]:
    found = defaultdict[EventBus, list[SubscriptionWay]](list)
    for way in known.ways.values():
        if way.bus and way.bus.kind == FURTHER:
            found[way.bus].append(way)
    return found


def recorded_events(lines: Iterable[bytes], name: str) -> Iterator[tuple[int, Envelope]]:
    """The events of a file, one JSON object a line, with the numbers of their lines. Raises `MeshctlError`."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, _recorded(line.rstrip(b"\r\n"), f"line {number} of {name}")


def _recorded(line: bytes, name: str) -> Envelope:
    event = decoded_event(line, name)
    try:
        require_form(event)
    except MeshctlError as error:
        raise MeshctlError(f"{name}: {error.message}", f"{error.hint}; or take the line out") from error
    return event


@dataclass
class _Tally:
    """Counts events, and notes the lines of the first of them."""

    events: int = 0
    lines: list[int] = field(default_factory=list)

    def add(self, line: int) -> None:
        self.events += 1
        if len(self.lines) < MOST_LINES:
            self.lines.append(line)


def tally_sample(
    recorded: Iterable[tuple[int, Envelope]], head: SubscriptionRules, base: SubscriptionRules | None
) -> EventSample:
    """Who receives how many of the events; with a base, what subscriptions win and lose, and what nobody publishes.

    Each event comes with the number of its line.
    """
    delivered, won, lost = (defaultdict[str, _Tally](_Tally) for _ in range(3))
    every, unknown, refused = _Tally(), _Tally(), _Tally()
    for line, envelope in recorded:
        now = _receivers(head, line, envelope)
        before = _receivers(base, line, envelope) if base else now
        counted = [
            tallies[key]
            for tallies, keys in ((delivered, now), (won, now - before), (lost, before - now))
            for key in keys
        ]
        counted += [] if head.is_published(envelope) else [unknown]
        counted += [refused] if head.refuses(envelope) else []
        for tally in (every, *counted):
            tally.add(line)
    compared = DeliveryComparison(_by_subscription(won), _by_subscription(lost)) if base else None
    return EventSample(
        every.events, _told(unknown), _told(refused), _by_subscription(delivered), compared, head.unclear, head.unread
    )


def _receivers(rules: SubscriptionRules, line: int, envelope: Envelope) -> frozenset[str]:
    try:
        return rules.receivers(envelope)
    except MeshctlError as error:
        raise MeshctlError(f"line {line} of the sample: {error.message}", error.hint) from error


def _told(tally: _Tally) -> EventTally:
    return EventTally(tally.events, tuple(tally.lines))


def _by_subscription(tallies: Mapping[str, _Tally]) -> tuple[SubscriptionTally, ...]:
    return tuple(SubscriptionTally(key, tally.events, tuple(tally.lines)) for key, tally in sorted(tallies.items()))
