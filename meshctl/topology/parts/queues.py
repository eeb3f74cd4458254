"""Queues, and what is kept when nothing takes it. Plain data."""

from collections.abc import Mapping
from dataclasses import dataclass

from meshctl.topology.parts.grants import Grant


@dataclass(frozen=True, slots=True)
class DeadLetters:
    """The queue of what could not be delivered or handled; of one queue's unhandled messages too, where it names it."""

    name: str
    arn: str
    keep_seconds: int
    senders: Mapping[str, Grant]
    source_queue_arn: str | None


@dataclass(frozen=True, slots=True)
class QueuePart:
    """A queue. Without dead letters, what nobody handles comes back until its time is over."""

    name: str
    arn: str
    keep_seconds: int
    visibility_timeout_seconds: int
    max_receives: int
    senders: Mapping[str, Grant]
    dead_letters_arn: str | None
    protected: bool


@dataclass(frozen=True, slots=True)
class ChannelQueue:
    """A queue that a team reads by itself, with its dead letters."""

    queue: QueuePart
    dead_letters: DeadLetters


@dataclass(frozen=True, slots=True)
class Buffer:
    """The queue before a function, `service/function` by key."""

    queue: QueuePart
    function: str
    batch_size: int
