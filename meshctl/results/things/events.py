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


class EventDetails(NamedTuple):
    """An event with the subscriptions to it, its schema's path, and its source and detail-type on the wire."""

    summary: EventSummary
    description: str
    schema: str
    source: str
    detail_type: str
    place: str
    consumers: tuple[SubscriptionSummary, ...]

    @property
    def sort(self) -> str:
        """What it is."""
        return "event"
