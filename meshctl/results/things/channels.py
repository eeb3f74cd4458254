"""What is told of a channel. Values only."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from meshctl.results.things.stages import StageSettings
from meshctl.results.things.subscriptions import SubscriptionSummary


class ChannelSummary(NamedTuple):
    """A channel with the subscriptions that lead to it, what they receive, who uses it otherwise, and who is subscribed to it.

    Services send to it, tasks of workflows send to it or call it.
    """

    name: str
    kind: str
    subscriptions: tuple[str, ...]
    receives: tuple[str, ...]
    senders: tuple[str, ...]
    workflows: tuple[str, ...]
    readers: tuple[str, ...]

    @property
    def sort(self) -> str:
        """What it is."""
        return "channel"


class ChannelDetails(NamedTuple):
    """A channel with the subscriptions that lead to it, and all its settings; which there are depends on its kind."""

    summary: ChannelSummary
    settings: Mapping[str, Any]
    place: str
    stages: tuple[StageSettings, ...]
    subscriptions: tuple[SubscriptionSummary, ...]

    @property
    def sort(self) -> str:
        """What it is."""
        return "channel"
