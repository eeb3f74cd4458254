"""A schedule names times that EventBridge Scheduler knows. Pure but for the names of time zones, which the machine knows.

On a machine without a database of time zones nothing is said of their names.
"""

from collections.abc import Iterator
from functools import cache
from zoneinfo import available_timezones

from meshctl.aws_facts.cron import cron_faults
from meshctl.checks.shared.check import Check
from meshctl.model.findings import Finding, KnownNames, did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.sources import Schedule

_WHY = "EventBridge Scheduler would refuse it when it is applied"


def _run(mesh: Mesh) -> Iterator[Finding]:
    for service in mesh.services:
        for schedule in service.schedules:
            yield from _times(schedule)
            if schedule.timezone != "UTC":
                yield from _time_zone(schedule)


def _times(schedule: Schedule) -> Iterator[Finding]:
    if schedule.every_seconds is None:
        for fault, help_ in cron_faults(schedule.cron):
            message = f'the cron expression of "{schedule.name}" has no meaning: {fault}'
            yield Finding("invalid-schedule", schedule.time_place, message, _WHY, help_)
    elif schedule.every_seconds % 60:
        message = (
            f'the time of "{schedule.name}" comes every {schedule.every_seconds} seconds, which are no whole minutes'
        )
        minutes = schedule.every_seconds // 60
        help_ = f"say {minutes}m or {minutes + 1}m"
        yield Finding("invalid-schedule", schedule.time_place, message, _WHY, help_)


def _time_zone(schedule: Schedule) -> Iterator[Finding]:
    known = _time_zones()
    if known and schedule.timezone not in known:
        message = f'there is no time zone "{schedule.timezone}"'
        help_ = did_you_mean(schedule.timezone, _names_of_time_zones())
        yield Finding("invalid-schedule", schedule.timezone_place, message, _WHY, help_)


@cache
def _time_zones() -> frozenset[str]:
    """The names that the machine knows; none, where it knows next to nothing."""
    known = frozenset(available_timezones())
    return known if "Europe/London" in known else frozenset()


@cache
def _names_of_time_zones() -> KnownNames:
    return KnownNames(_time_zones())


_CLOSING = """\
service: closing
queues:
  days: {{}}
schedules:
  nightly: {{cron: {cron}, timezone: Europe/Berlin}}
subscribes:
  night:
    schedule: nightly
    deliver_to: {{queue: days}}
"""

INVALID_SCHEDULE = Check(
    name="invalid-schedule",
    why="EventBridge Scheduler reads cron in its own way: six fields with the year at the end, Sunday is 1, and of the two "
    "days exactly one is `?`. `every` is in whole minutes. Names of time zones are held against those that this machine "
    "knows; nothing is said of them where it knows none.",
    wrong={"payments/closing.yaml": _CLOSING.format(cron='"0 3 * * * *"')},
    right={"payments/closing.yaml": _CLOSING.format(cron='"0 3 * * ? *"')},
    run=_run,
    by_stage=True,
)
