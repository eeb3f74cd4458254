"""Use case: who would have received recorded events, by this catalogue and by an earlier one? Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from meshctl.app.events.read_event import decoded_event
from meshctl.app.events.simulate import completed, require_form
from meshctl.errors import MeshctlError
from meshctl.model.events import Event
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.patterns import InvalidPattern, Pattern, RuleSet
from meshctl.topology.names import Names
from meshctl.topology.routes import pattern_text
from meshctl.topology.staged_ways import StagedWay, staged_ways

Record = Mapping[str, Any]
MOST_LINES = 5
"""Lines of the sample that are named for each subscription, so that one can be looked at."""


@dataclass
class _Tally:
    """How many events of the sample a subscription gets, and in which lines the first of them stand."""

    count: int = 0
    lines: list[int] = field(default_factory=list)

    def add(self, line: int) -> None:
        self.count += 1
        if len(self.lines) < MOST_LINES:
            self.lines.append(line)


class Rules:
    """All subscriptions of a mesh in a stage, to be asked about many events."""

    def __init__(self, mesh: Mesh, stage: Stage) -> None:
        parsed = ((one, _parsed(one)) for one in staged_ways(mesh, stage) if isinstance(one.source, Event))
        self._rules = RuleSet({one.subscription.key: pattern for one, pattern in parsed if pattern})
        self._names = Names.of(mesh, stage)
        self._events = {(event.source, event.detail_type): event for event in mesh.events}

    def refuses(self, envelope: Mapping[str, Any]) -> bool:
        """Whether the event comes from an account that may not publish it in this stage."""
        event = self.event(envelope)
        return event is not None and envelope.get("account", self._account(event)) != self._account(event)

    def _account(self, event: Event) -> str:
        return self._names.accounts[event.system]

    def receivers(self, envelope: Mapping[str, Any]) -> frozenset[str]:
        """The keys of the subscriptions that the event would be delivered to."""
        event = self.event(envelope)
        return frozenset(self._rules.matching(completed(self._names, event, envelope)) if event else ())

    def event(self, envelope: Mapping[str, Any]) -> Event | None:
        """The event of the catalogue that this is."""
        source, detail_type = envelope.get("source"), envelope.get("detail-type")
        if not isinstance(source, str) or not isinstance(detail_type, str):
            return None
        return self._events.get((source, detail_type))


def recorded_events(lines: Iterable[bytes], name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The events of a file, one JSON object a line, with the numbers of their lines. Raises `MeshctlError`."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, _recorded(line.rstrip(b"\r\n"), f"line {number} of {name}")


def _recorded(line: bytes, name: str) -> Mapping[str, Any]:
    event = decoded_event(line, name)
    try:
        require_form(event)
    except MeshctlError as error:
        raise MeshctlError(f"{name}: {error.message}", f"{error.hint}; or take the line out") from error
    return event


def sample_record(envelopes: Iterable[tuple[int, Mapping[str, Any]]], head: Rules, base: Rules | None) -> Record:
    """Who receives how many of the events; with a base, what subscriptions win and lose, and what nobody publishes.

    Each event comes with the number of its line.
    """
    delivered: dict[str, _Tally] = {}
    won: dict[str, _Tally] = {}
    lost: dict[str, _Tally] = {}
    unknown, refused = _Tally(), _Tally()
    count = 0
    for line, envelope in envelopes:
        count += 1
        now = head.receivers(envelope)
        before = base.receivers(envelope) if base else now
        for tallies, keys in ((delivered, now), (won, now - before), (lost, before - now)):
            for key in keys:
                tallies.setdefault(key, _Tally()).add(line)
        if head.event(envelope) is None:
            unknown.add(line)
        if head.refuses(envelope):
            refused.add(line)
    compared = {"won": _listed(won), "lost": _listed(lost)} if base else {}
    left_out = {
        "published_by_nobody": {"events": unknown.count, "lines": unknown.lines},
        "from_other_accounts": {"events": refused.count, "lines": refused.lines},
    }
    return {"events": count, **left_out, "deliveries": _listed(delivered), **compared}


def _listed(tallies: Mapping[str, _Tally]) -> list[Record]:
    return [
        {"subscription": key, "events": tally.count, "lines": tally.lines} for key, tally in sorted(tallies.items())
    ]


def _parsed(way: StagedWay) -> Pattern | None:
    """The rule's pattern; none where an earlier catalogue has one that AWS would have refused."""
    try:
        return Pattern.parse(pattern_text(way.pattern))
    except InvalidPattern:
        return None
