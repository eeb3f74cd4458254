"""What is told of a source. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from meshctl.results.things.stages import StageSettings


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A source with what it gives, and the subscriptions to it."""

    sort: ClassVar[str] = "source"
    name: str
    kind: str
    gives: str
    subscriptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceDetails:
    """A source with all its settings; which there are depends on its kind."""

    sort: ClassVar[str] = "source"
    summary: SourceSummary
    settings: Mapping[str, Any]
    place: str
    stages: tuple[StageSettings, ...]
