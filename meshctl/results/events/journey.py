"""What became of an event, as data. Standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class JourneyStep:
    """Something that happened to an event: its kind, its account, milliseconds since the journey began, and the facts."""

    kind: str
    account: str
    after_ms: int
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class JourneyEvent:
    """One event of a journey with its steps in time; `depth` counts the events before it in its chain of causes."""

    event_id: str
    caused_by: str | None
    depth: int
    source: str
    detail_type: str
    steps: tuple[JourneyStep, ...]
