"""What is told of a channel. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from meshctl.results.things.stages import StageSettings
from meshctl.results.things.subscriptions import SubscriptionSummary


@dataclass(frozen=True, slots=True)
class ChannelSummary:
    """A channel with the subscriptions that lead to it, what they receive, who uses it otherwise, and who is subscribed to it.

    Services send to it, tasks of workflows send to it or call it.
    """

    sort: ClassVar[str] = "channel"
    name: str
    kind: str
    subscriptions: tuple[str, ...]
    receives: tuple[str, ...]
    senders: tuple[str, ...]
    workflows: tuple[str, ...]
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChannelDetails:
    """A channel with the subscriptions that lead to it, and all its settings; which there are depends on its kind."""

    sort: ClassVar[str] = "channel"
    summary: ChannelSummary
    settings: Mapping[str, Any]
    place: str
    stages: tuple[StageSettings, ...]
    subscriptions: tuple[SubscriptionSummary, ...]
