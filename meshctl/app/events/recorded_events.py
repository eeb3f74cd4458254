"""Use case: who would have received recorded events, by this catalogue and by an earlier one? Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from meshctl.app.events.envelope import Envelope, completed, require_form
from meshctl.app.events.known_ways import KnownWays
from meshctl.app.events.onward import OnwardWays, TakenWay, received_content
from meshctl.app.events.outside_events import sender_of, where_it_happens
from meshctl.app.events.read_event import decoded_event
from meshctl.app.events.sent_to_buses import SentToBuses
from meshctl.app.tell.users_of import MeshUses
from meshctl.errors import MeshctlError
from meshctl.model.events import Event
from meshctl.model.mesh import Mesh
from meshctl.model.sources import Source
from meshctl.model.stages import Stage
from meshctl.patterns import RuleSet
from meshctl.results.events.recorded_sample import DeliveryComparison, EventSample, EventTally, SubscriptionTally
from meshctl.topology.buses import FURTHER, EventBus
from meshctl.topology.names import Names
from meshctl.topology.staged_ways import StagedWay

MOST_LINES = 5
"""Lines of the sample that are named for each subscription, so that one can be looked at."""


class SubscriptionRules:
    """The rules of all subscriptions of a mesh in a stage, to be asked about many events.

    `bus` is the further bus that functions put theirs on, where a service sends to several, or publishes its like besides.
    """

    def __init__(self, mesh: Mesh, stage: Stage, bus: str | None = None) -> None:
        known = KnownWays.of(mesh, stage)
        self._onward = OnwardWays(known, MeshUses.of(mesh))
        self._ways = [one for one in known.ways.values() if isinstance(one.source, Event | Source)]
        self._rules = _rules(known, self._ways)
        self._on_further = {further: _rules(known, several) for further, several in _by_further_bus(known).items()}
        self._mesh, self._names, self._bus = mesh, Names.of(mesh, stage), bus
        # Where a catalogue is not sound a system may lack its account: such a one publishes nothing there.
        published = (event for event in mesh.events if event.system in self._names.accounts)
        self.unread = mesh.unread
        self.unclear = known.unclear
        self._events = {(event.source, event.detail_type): event for event in published}
        self._sent = SentToBuses.of(mesh)

    def refuses(self, envelope: Envelope) -> bool:
        """Whether the event comes from an account that may not publish it in this stage."""
        owner = self._owner(envelope)
        return owner is not None and envelope.get("account", self._names.accounts[owner]) != self._names.accounts[owner]

    def receivers(self, envelope: Envelope) -> frozenset[str]:
        """The keys of the subscriptions that the event would be delivered to. Raises `MeshctlError` where it says too little."""
        if not self.is_published(envelope):
            return frozenset()
        owner, further = self._owner(envelope), self._further_bus(envelope)
        said = completed(self._names, owner, envelope if owner else where_it_happens(self._ways, envelope))
        rules = self._on_further.get(further) if further else self._rules
        direct = rules.matching(said) if rules else ()
        return frozenset(direct) | {key for one in direct for key in self._further(one, said)}

    def _further(self, key: str, envelope: Envelope) -> Iterator[str]:
        """The subscriptions that get it on from where this one leads."""
        way = self._onward.known.ways[key]
        if self._onward.uses.from_end_of(way.subscription):
            reached = TakenWay(way, received_content(way.subscription, envelope))
            further = self._onward.of(reached, envelope)
            yield from (one.way.subscription.key for one in further if isinstance(one, TakenWay))

    def is_published(self, envelope: Envelope) -> bool:
        """Whether a service of the catalogue publishes it, one of its functions or schedules sends it, or AWS."""
        return self._owner(envelope) is not None or sender_of(self._mesh, envelope) is not None

    def _owner(self, envelope: Envelope) -> str | None:
        """The system that it comes from, where a service publishes or sends it."""
        sent = self._further_bus(envelope) or self.event(envelope)
        return sent.system if isinstance(sent, Event) else sent.owner if sent else None

    def _further_bus(self, envelope: Envelope) -> EventBus | None:
        """The further bus that functions put it on: the one that was named, or any if no service publishes it."""
        found = self._sent.bus_of(envelope, self._bus) if self._bus or not self.event(envelope) else None
        return found if found and found.owner in self._names.accounts else None

    def event(self, envelope: Envelope) -> Event | None:
        """The event of the catalogue that this is."""
        source, detail_type = envelope.get("source"), envelope.get("detail-type")
        if not isinstance(source, str) or not isinstance(detail_type, str):
            return None
        return self._events.get((source, detail_type))


def _rules(known: KnownWays, several: Iterable[StagedWay]) -> RuleSet:
    parsed = ((one.subscription.key, known.filters[one.subscription.key]) for one in several)
    return RuleSet({key: pattern for key, pattern in parsed if pattern})


def _by_further_bus(known: KnownWays) -> Mapping[EventBus, list[StagedWay]]:
    found = defaultdict[EventBus, list[StagedWay]](list)
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
