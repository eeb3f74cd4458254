"""What a service can receive besides events of the mesh, and names of it. Standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from meshctl.model.places import Place


@dataclass(frozen=True, slots=True)
class Schedule:
    """Times at which something is due: every so many seconds, or by a cron expression in a time zone.

    EventBridge Scheduler brings each to the local bus: for so long and so often it tries, and keeps what it cannot bring.
    """

    kind: ClassVar[str] = "schedule"
    name: str
    description: str
    every_seconds: int | None
    cron: str
    timezone: str
    retry_seconds: int
    retry_attempts: int
    dead_letters_keep_seconds: int
    place: Place
    time_place: Place
    timezone_place: Place


@dataclass(frozen=True, slots=True)
class AwsSource:
    """Events of an AWS service on the default bus of the system's account: its `source`, and detail-types or all."""

    kind: ClassVar[str] = "aws"
    name: str
    description: str
    source: str
    types: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Partner:
    """An event source that a SaaS partner has made in the system's account."""

    kind: ClassVar[str] = "partner"
    name: str
    description: str
    source: str
    place: Place


Source = Schedule | AwsSource | Partner


@dataclass(frozen=True, slots=True)
class External:
    """What lives outside the mesh: a channel's kind, its name, and its ARN with its place by stage."""

    kind: str
    name: str
    arns: Mapping[str, tuple[str, Place]]
    place: Place


@dataclass(frozen=True, slots=True)
class Link:
    """A name of something else than an event: `topic: order-updates`, or `topic: orders/order-updates` of another system."""

    kind: str
    name: str
    place: Place

    @property
    def system(self) -> str | None:
        """The other system that is named, if one is."""
        return self.name.rpartition("/")[0] or None

    @property
    def named(self) -> tuple[str, str]:
        """The kind and the name, without the system that may stand before it."""
        return self.kind, self.name.rpartition("/")[2]
