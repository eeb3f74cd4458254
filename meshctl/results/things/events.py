"""What is told of an event in one version. Values only."""

from dataclasses import dataclass
from typing import ClassVar

from meshctl.results.things.subscriptions import SubscriptionSummary


@dataclass(frozen=True, slots=True)
class EventSummary:
    """An event with its publisher and the services that receive it.

    `visibility` is public or private, `deprecated` the day from which on this version may be gone, if there is one.
    """

    sort: ClassVar[str] = "event"
    name: str
    version: int
    visibility: str
    publisher: str
    consumers: tuple[str, ...]
    deprecated: str


@dataclass(frozen=True, slots=True)
class EventDetails:
    """An event with the subscriptions to it, its schema's path, and its source and detail-type on the wire."""

    sort: ClassVar[str] = "event"
    summary: EventSummary
    description: str
    schema: str
    source: str
    detail_type: str
    place: str
    consumers: tuple[SubscriptionSummary, ...]
