"""What is told of a file that schemas of events are made of. Values only."""

from typing import NamedTuple

from meshctl.results.things.events import EventSummary


class SchemaSummary(NamedTuple):
    """A file of the catalogue, and the events whose schemas it is part of, be it through other files."""

    name: str
    events: tuple[str, ...]

    @property
    def sort(self) -> str:
        """What it is."""
        return "schema"


class SchemaDetails(NamedTuple):
    """Such a file with its dialect (empty where it cannot be read), the other files that it leads to, and those events."""

    summary: SchemaSummary
    dialect: str
    refers_to: tuple[str, ...]
    events: tuple[EventSummary, ...]

    @property
    def sort(self) -> str:
        """What it is."""
        return "schema"
