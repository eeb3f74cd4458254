"""What is told of a source. Values only."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from meshctl.results.things.stages import StageSettings


class SourceSummary(NamedTuple):
    """A source with what it gives, and the subscriptions to it."""

    name: str
    kind: str
    gives: str
    subscriptions: tuple[str, ...]

    @property
    def sort(self) -> str:
        """What it is."""
        return "source"


class SourceDetails(NamedTuple):
    """A source with all its settings; which there are depends on its kind."""

    summary: SourceSummary
    settings: Mapping[str, Any]
    place: str
    stages: tuple[StageSettings, ...]

    @property
    def sort(self) -> str:
        """What it is."""
        return "source"
