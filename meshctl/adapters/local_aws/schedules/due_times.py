"""Which times of a schedule have come. Pure; times are in UTC.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
"""

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from meshctl.aws_facts.cron import cron_faults
from meshctl.aws_facts.cron_times import cron_times

RATE = re.compile(r"rate\(([1-9][0-9]{0,8}) (minute|hour|day)s?\)")
CRON = re.compile(r"cron\((.*)\)")
AT = re.compile(r"at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)")
UTC_ZONE = ZoneInfo("UTC")
MOST_AT_ONCE = 10_000
"""Times that come at once when the clock is moved; of more, the latest."""


@dataclass(frozen=True)
class TimedSchedule:
    """Something with times of its own, after `since` until `ends`; `fire` happens at each. A rate counts from `begins`."""

    arn: str
    expression: str
    begins: datetime
    since: datetime
    fire: Callable[[datetime], None]
    zone: ZoneInfo = UTC_ZONE
    ends: datetime | None = None
    is_enabled: bool = True

    def due(self, after: datetime, now: datetime) -> list[datetime]:
        """The times after a moment until now, in order; the latest of very many."""
        end = min(now, self.ends) if self.ends else now
        return list(deque(self._times(max(after, self.since), end), MOST_AT_ONCE))

    def is_over(self, now: datetime) -> bool:
        """Whether no time will come any more."""
        if once := AT.fullmatch(self.expression):
            return _at(once[1], self.zone) <= now
        return self.ends is not None and self.ends <= now

    def _times(self, after: datetime, end: datetime) -> Iterator[datetime]:
        if every := RATE.fullmatch(self.expression):
            return _rate_times(self.begins, timedelta(**{f"{every[2]}s": int(every[1])}), after, end)
        if once := AT.fullmatch(self.expression):
            due = _at(once[1], self.zone)
            return iter([due] if after < due <= end else [])
        found = CRON.fullmatch(self.expression)
        times = cron_times(found[1], self.zone, after) if found else iter(())
        return takewhile(lambda due: due <= end, times)


def is_expression(text: str) -> bool:
    """Whether Scheduler takes a text for a schedule."""
    if found := CRON.fullmatch(text):
        return not any(cron_faults(found[1]))
    if once := AT.fullmatch(text):
        return _is_time(once[1])
    return RATE.fullmatch(text) is not None


def _rate_times(begins: datetime, every: timedelta, after: datetime, end: datetime) -> Iterator[datetime]:
    count = max(0, (after - begins) // every + 1, (end - begins) // every - MOST_AT_ONCE)
    while (due := begins + count * every) <= end:
        yield due
        count += 1


def _at(text: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def _is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
