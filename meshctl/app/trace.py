"""Use case: what became of an event and of the events it caused, as the journal tells it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from meshctl.errors import MeshctlError

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to an event: its kind, its account, milliseconds since the journey began, and the facts."""

    kind: str
    account: str
    after_ms: int
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class JourneyEvent:
    """One event of a journey with its steps in time, and the events that handling it caused."""

    event_id: str
    source: str
    detail_type: str
    steps: tuple[Step, ...]
    caused: tuple["JourneyEvent", ...]


def journey(lines: Iterable[Line], wanted: str) -> JourneyEvent:
    """The whole chain that an event belongs to, from the first event on.

    `wanted` is the mesh's id of an event or EventBridge's. Raises `MeshctlError` where the journal knows neither.
    """
    lines = tuple(lines)
    one = next((line for line in lines if wanted in (line.get("event_id"), line.get("id"))), None)
    if one is None:
        hint = "`meshctl send` prints the id; a restart of the embedded AWS begins a new journal"
        raise MeshctlError(f'the journal knows no event "{wanted}"', hint)
    if not one.get("correlation_id"):
        return _event(str(one["id"]), {str(one["id"]): [line for line in lines if line.get("id") == one["id"]]}, one)
    chain = [line for line in lines if line.get("correlation_id") == one["correlation_id"]]
    grouped: dict[str, list[Line]] = {}
    for line in chain:
        grouped.setdefault(str(line["event_id"]), []).append(line)
    first = str(one["correlation_id"])
    return _event(first if first in grouped else str(one["event_id"]), grouped, chain[0])


def _event(event_id: str, grouped: Mapping[str, list[Line]], start: Line) -> JourneyEvent:
    mine = grouped[event_id]
    caused = [
        other for other, lines in grouped.items() if lines[0].get("causation_id") == event_id and other != event_id
    ]
    return JourneyEvent(
        event_id=event_id,
        source=str(mine[0].get("source")),
        detail_type=str(mine[0].get("detail_type")),
        steps=tuple(_step(line, start) for line in mine),
        caused=tuple(_event(other, grouped, start) for other in caused),
    )


_MARKS = ("at", "kind", "account", "id", "source", "detail_type", "event_id", "correlation_id", "causation_id")


def _step(line: Line, start: Line) -> Step:
    passed = datetime.fromisoformat(str(line["at"])) - datetime.fromisoformat(str(start["at"]))
    facts = {key: value for key, value in line.items() if key not in _MARKS}
    return Step(str(line["kind"]), str(line["account"]), round(passed.total_seconds() * 1000), facts)
