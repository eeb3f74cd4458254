"""Topics, and what is subscribed to them. Plain data."""

from collections.abc import Mapping
from dataclasses import dataclass

from meshctl.topology.parts.grants import Grant


@dataclass(frozen=True, slots=True)
class TopicPart:
    """A topic; it keeps an order where its name says so (`.fifo`)."""

    name: str
    arn: str
    senders: Mapping[str, Grant]


@dataclass(frozen=True, slots=True)
class TopicSubscriptionPart:
    """What a queue or a function gets of a topic: all of it, or what the filter policy lets pass, which is JSON text.

    `name` is that of the subscription in the catalogue: `tracker/updates`. SNS knows it by its two ends alone.
    """

    name: str
    topic_arn: str
    endpoint_arn: str
    filter_policy: str | None
    dead_letters_arn: str | None
