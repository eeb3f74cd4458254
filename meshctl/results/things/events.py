"""What is told of an event in one version. Values only."""

from typing import NamedTuple

from meshctl.results.things.subscriptions import SubscriptionSummary


class EventSummary(NamedTuple):
    """An event with its publisher and the services that receive it.

    `visibility` is public or private, `deprecated` the day from which on this version may be gone, if there is one.
    """

    name: str
    version: int
    visibility: str
    publisher: str
    consumers: tuple[str, ...]
    deprecated: str

    @property
    def sort(self) -> str:
        """What it is."""
        return "event"


class SchemaPart(NamedTuple):
    """A file that the schema of an event is made of, and the other events that it is part of."""

    file: str
    shared_with: tuple[str, ...]


class EventDetails(NamedTuple):
    """An event with the subscriptions to it, its schema's path, and its source and detail-type on the wire.

    `schema_files` are those that the schema is made of, where it is more than a file of its own.
    """

    summary: EventSummary
    description: str
    schema: str
    source: str
    detail_type: str
    place: str
    schema_files: tuple[SchemaPart, ...]
    consumers: tuple[SubscriptionSummary, ...]

    @property
    def sort(self) -> str:
        """What it is."""
        return "event"
