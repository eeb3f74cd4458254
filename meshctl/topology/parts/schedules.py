"""Schedules. Plain data."""

from dataclasses import dataclass

from meshctl.model.services import Retry
from meshctl.topology.parts.names import Role


@dataclass(frozen=True, slots=True)
class ScheduledEvent:
    """What is put on a bus at each time; `detail` is JSON text with Scheduler's keywords in it."""

    bus_arn: str
    source: str
    detail_type: str
    detail: str


@dataclass(frozen=True, slots=True)
class SchedulePart:
    """A schedule in a group of its own, which has its name: the group is what its role knows it by.

    `expression` is Scheduler's (`cron(0 3 * * ? *)`), read in `timezone`.
    """

    name: str
    group_arn: str
    description: str
    expression: str
    timezone: str
    enabled: bool
    role: Role
    event: ScheduledEvent
    retry: Retry
    dead_letters_arn: str
