"""Use case: what became of an event and of the events it caused, as the journal tells it. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from meshctl.errors import MeshctlError
from meshctl.results.events.journey import JourneyEvent, JourneyStep

Line = Mapping[str, Any]


def journey(lines: Iterable[Line], event_id: str) -> tuple[JourneyEvent, ...]:
    """The whole chain that an event belongs to, each event right after the one that caused it and its elder siblings.

    `event_id` is the mesh's id of an event or EventBridge's. Raises `MeshctlError` where the journal knows neither.
    """
    lines = tuple(lines)
    one = next((line for line in lines if event_id in (line.get("event_id"), line.get("id"))), None)
    if one is None:
        hint = "`meshctl send` prints the id; a restart of the embedded AWS begins a new journal"
        raise MeshctlError(f'the journal knows no event "{event_id}"', hint)
    mark = "correlation_id" if one.get("correlation_id") else "id"
    grouped: dict[str, list[Line]] = {}
    for line in lines:
        if line.get(mark) == one[mark]:
            grouped.setdefault(str(line.get("event_id") or line.get("id")), []).append(line)
    return tuple(_in_order(grouped))


def why_lost(lines: Iterable[Line], envelope_id: str) -> str | None:
    """Why no bus has taken an event, by EventBridge's id of it; nothing where the journal does not say so."""
    told = (line for line in lines if line.get("id") == envelope_id and line["kind"] == "lost" and "rule" not in line)
    return next((str(line["reason"]) for line in told), None)


def _in_order(grouped: Mapping[str, list[Line]]) -> Iterator[JourneyEvent]:
    """Depth first without recursion: a chain may be as long as a loop in the mesh makes it.

    A cause counts only when it is in the journal before its effect; so every event comes out once, whatever ids claim.
    """
    effects: dict[str | None, list[str]] = {}
    seen: set[str | None] = set()
    for event_id, lines in grouped.items():
        cause = lines[0].get("causation_id")
        effects.setdefault(cause if cause in seen else None, []).append(event_id)
        seen.add(event_id)
    start = next(iter(grouped.values()))[0]
    waiting: list[tuple[str, str | None, int]] = [(event_id, None, 0) for event_id in reversed(effects[None])]
    while waiting:
        event_id, cause, depth = waiting.pop()
        yield _event(event_id, cause, depth, grouped[event_id], start)
        waiting += [(other, event_id, depth + 1) for other in reversed(effects.get(event_id, []))]


def _event(event_id: str, cause: str | None, depth: int, lines: list[Line], start: Line) -> JourneyEvent:
    first = lines[0]
    steps = tuple(_step(line, start) for line in lines)
    return JourneyEvent(event_id, cause, depth, str(first.get("source")), str(first.get("detail_type")), steps)


_MARKS = ("at", "kind", "account", "id", "source", "detail_type", "event_id", "correlation_id", "causation_id")


def _step(line: Line, start: Line) -> JourneyStep:
    passed = datetime.fromisoformat(str(line["at"])) - datetime.fromisoformat(str(start["at"]))
    facts = {key: value for key, value in line.items() if key not in _MARKS}
    return JourneyStep(str(line["kind"]), str(line["account"]), round(passed.total_seconds() * 1000), facts)
