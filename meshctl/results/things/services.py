"""What is told of a service. Values only."""

from dataclasses import dataclass
from typing import ClassVar

from meshctl.results.things.channels import ChannelSummary
from meshctl.results.things.events import EventSummary
from meshctl.results.things.sources import SourceSummary
from meshctl.results.things.subscriptions import SubscriptionSummary


@dataclass(frozen=True, slots=True)
class ServiceSummary:
    """A service with the names of what it publishes and receives, and how many channels and sources it has."""

    sort: ClassVar[str] = "service"
    name: str
    publishes: tuple[str, ...]
    receives: tuple[str, ...]
    channels: int
    sources: int


@dataclass(frozen=True, slots=True)
class ServiceDetails:
    """A service with all it has; `sends_to` are topics, queues and streams by their kind and name."""

    sort: ClassVar[str] = "service"
    name: str
    description: str
    file: str
    sends_to: tuple[str, ...]
    publishes: tuple[EventSummary, ...]
    channels: tuple[ChannelSummary, ...]
    sources: tuple[SourceSummary, ...]
    subscriptions: tuple[SubscriptionSummary, ...]
