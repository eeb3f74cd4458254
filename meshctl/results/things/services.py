"""What is told of a service. Values only."""

from typing import NamedTuple

from meshctl.results.things.channels import ChannelSummary
from meshctl.results.things.events import EventSummary
from meshctl.results.things.sources import SourceSummary
from meshctl.results.things.subscriptions import SubscriptionSummary


class ServiceSummary(NamedTuple):
    """A service with the names of what it publishes and receives, and how many channels and sources it has."""

    name: str
    publishes: tuple[str, ...]
    receives: tuple[str, ...]
    channels: int
    sources: int

    @property
    def sort(self) -> str:
        """What it is."""
        return "service"


class ServiceDetails(NamedTuple):
    """A service with all it has; `sends_to` are topics, queues and streams by their kind and name."""

    name: str
    description: str
    file: str
    sends_to: tuple[str, ...]
    publishes: tuple[EventSummary, ...]
    channels: tuple[ChannelSummary, ...]
    sources: tuple[SourceSummary, ...]
    subscriptions: tuple[SubscriptionSummary, ...]

    @property
    def sort(self) -> str:
        """What it is."""
        return "service"
