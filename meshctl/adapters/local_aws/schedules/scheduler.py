"""Looks at the clock, and fires what has come since the last look: each time once, also after the clock was moved over many."""

import sys
import threading
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from moto.events.models import events_backends
from moto.scheduler.models import scheduler_backends

from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.event_bridge.buses import Buses
from meshctl.adapters.local_aws.event_bridge.events import scheduled_event
from meshctl.adapters.local_aws.schedules.due_times import TimedSchedule
from meshctl.adapters.local_aws.schedules.firing import Firing

INSTANT = timedelta(microseconds=1)
PAUSE = 0.5
"""Real seconds between two looks."""


class Scheduler:
    """Fires until it is stopped. What is not enabled is not due, and does not come later."""

    def __init__(self, clock: Clock, firing: Firing, buses: Buses) -> None:
        self._clock, self._firing, self._buses = clock, firing, buses
        self._looked: dict[str, datetime] = {}
        self._made: dict[str, datetime] = {}
        self._stopped, self._woken = threading.Event(), threading.Event()
        clock.when_moved(self._woken.set)

    def start(self) -> None:
        """Begin to look, in the background."""
        threading.Thread(target=self._watch, name="scheduler", daemon=True).start()

    def stop(self) -> None:
        """Fire nothing more."""
        self._stopped.set()
        self._woken.set()

    def _watch(self) -> None:
        while not self._stopped.is_set():
            self._woken.wait(PAUSE)
            self._woken.clear()
            try:
                self._look(datetime.fromtimestamp(self._clock.time(), UTC))
            except Exception:
                sys.stderr.write(traceback.format_exc())

    def _look(self, now: datetime) -> None:
        timed = {one.arn: one for one in (*self._schedules(), *self._rules())}
        self._looked = {arn: since for arn, since in self._looked.items() if arn in timed}
        self._made = {arn: since for arn, since in self._made.items() if arn in timed}
        for one in timed.values():
            for due in one.due(self._looked.get(one.arn, one.since), now) if one.is_enabled else ():
                _fire(one, due)
            self._looked[one.arn] = now

    def _schedules(self) -> Iterable[TimedSchedule]:
        """A rate begins with the schedule itself, or on its day, and is due then for the first time."""
        for account in list(scheduler_backends.values()):
            for backend in list(account.values()):
                for group in list(backend.schedule_groups.values()):
                    for schedule in list(group.schedules.values()):
                        yield self._of(schedule, group)

    def _of(self, schedule: Any, group: Any) -> TimedSchedule:
        def fire(due: datetime) -> None:
            self._firing.fire(schedule, group.arn, due)
            if schedule.action_after_completion == "DELETE" and timed.is_over(due):
                group.schedules.pop(schedule.name, None)

        made = _moment(schedule.creation_date)
        begins = _moment(schedule.start_date) if schedule.start_date else made
        timed = TimedSchedule(
            schedule.arn,
            schedule.schedule_expression,
            begins,
            max(begins, made) - INSTANT,
            fire,
            ZoneInfo(schedule.schedule_expression_timezone),
            _moment(schedule.end_date) if schedule.end_date else None,
            is_enabled=schedule.state == "ENABLED",
        )
        return timed

    def _rules(self) -> Iterable[TimedSchedule]:
        """A rule's rate begins when the rule is first put, and is due a while later for the first time."""
        for account in list(events_backends.values()):
            for backend in list(account.values()):
                for rule in list(backend.event_buses["default"].rules.values()):
                    if rule.scheduled_expression:
                        begins = self._made.setdefault(rule.arn, _moment(rule.made))
                        yield self._of_rule(rule, begins)

    def _of_rule(self, rule: Any, begins: datetime) -> TimedSchedule:
        def fire(due: datetime) -> None:
            self._buses.fire(rule, scheduled_event(rule.arn, rule.account_id, rule.region_name, due))

        enabled = rule.state != "DISABLED"
        return TimedSchedule(rule.arn, rule.scheduled_expression, begins, begins, fire, is_enabled=enabled)


def _fire(one: TimedSchedule, due: datetime) -> None:
    try:
        one.fire(due)
    except Exception:
        sys.stderr.write(traceback.format_exc())


def _moment(seconds: float | str) -> datetime:
    return datetime.fromtimestamp(float(seconds), UTC)
