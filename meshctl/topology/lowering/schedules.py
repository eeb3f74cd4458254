"""Schedules of a service on AWS, and where is kept what they cannot put on the local bus. Pure.

A schedule is a publisher: who subscribes to it has a route on the local bus, as for a private event.
"""

from collections.abc import Iterator

from meshctl.model.services import Retry, Service
from meshctl.model.sources import Schedule
from meshctl.model.systems import System
from meshctl.topology.lowering.keys import schedule_dead_letters_key, schedule_key
from meshctl.topology.names import Names
from meshctl.topology.parts.names import Named
from meshctl.topology.parts.queues import DeadLetters
from meshctl.topology.parts.schedules import ScheduledEvent, SchedulePart
from meshctl.topology.scheduled_events import DETAIL_TYPE, detail_of, source_of

_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60))


def lower_schedules(names: Names, system: System) -> dict[str, SchedulePart]:
    """The schedules of a system, each with the event that it puts on the local bus."""
    return {schedule_key(service, one): _schedule(names, service, one) for service, one in _schedules(system)}


def lower_dead_letters_of_schedules(names: Names, system: System) -> dict[str, DeadLetters]:
    """For each of them what could not be put on the bus. Its role sends it there, which is of the same account."""
    return {
        schedule_dead_letters_key(service, one): DeadLetters(
            named.name, named.arn, one.dead_letters_keep_seconds, {}, None
        )
        for service, one in _schedules(system)
        for named in (_dead_letters(names, service, one),)
    }


def _schedules(system: System) -> Iterator[tuple[Service, Schedule]]:
    return ((service, one) for service in system.services for one in service.schedules)


def _schedule(names: Names, service: Service, schedule: Schedule) -> SchedulePart:
    named = names.schedule(service.system, service.name, schedule.name)
    return SchedulePart(
        name=named.name,
        group_arn=named.arn,
        description=schedule.description,
        expression=_expression(schedule),
        timezone=schedule.timezone,
        enabled=True,
        role=names.schedule_role(service.system, service.name, schedule.name),
        event=ScheduledEvent(
            bus_arn=names.bus(service.system).arn,
            source=source_of(service.system, service.name, schedule),
            detail_type=DETAIL_TYPE,
            detail=detail_of(service.system, service.name, schedule),
        ),
        retry=Retry(schedule.retry_seconds, schedule.retry_attempts),
        dead_letters_arn=_dead_letters(names, service, schedule).arn,
    )


def _dead_letters(names: Names, service: Service, schedule: Schedule) -> Named:
    return names.queue(service.system, service.name, schedule.name, "schedule", "dead")


def _expression(schedule: Schedule) -> str:
    """A cron expression, or a rate in the largest unit of which it is a whole number."""
    if schedule.every_seconds is None:
        return f"cron({schedule.cron})"
    unit, size = next(one for one in _UNITS if schedule.every_seconds % one[1] == 0)
    count = schedule.every_seconds // size
    return f"rate({count} {unit}{'' if count == 1 else 's'})"
