"""When cron expressions are due, as EventBridge Scheduler reads them. Knows no clock; expressions have been checked before.

Source: EventBridge Scheduler User Guide, "Schedule types": wildcards, and what becomes of times that a time zone skips or has
twice: the skipped ones are not due, the others once.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from meshctl.aws_facts.cron import DAY_OF_MONTH, DAY_OF_WEEK, HOURS, MINUTES, MONTH, YEAR, CronField

SATURDAY, SUNDAY = 5, 6
"""As Python counts days."""


def cron_times(expression: str, zone: ZoneInfo, after: datetime) -> Iterator[datetime]:
    """All times after a moment, in order and in UTC."""
    minutes, hours, of_month, months, of_week, years = expression.split(" ")
    times = [time(hour, minute) for hour in _values(HOURS, hours) for minute in _values(MINUTES, minutes)]
    begun = after.astimezone(zone).date()
    for day in _days(_values(YEAR, years), _values(MONTH, months), of_month, of_week, begun):
        for one in times:
            due = datetime.combine(day, one, zone).astimezone(UTC)
            if due > after and due.astimezone(zone).time() == one:
                yield due


def _days(years: list[int], months: list[int], of_month: str, of_week: str, begun: date) -> Iterator[date]:
    for year in years:
        for month in months:
            if (year, month) >= (begun.year, begun.month):
                last = monthrange(year, month)[1]
                days = [date(year, month, number) for number in range(1, last + 1)]
                yield from (day for day in days if day >= begun and _is_wanted(day, last, of_month, of_week))


def _is_wanted(day: date, last: int, of_month: str, of_week: str) -> bool:
    if of_week == "?":
        return any(_is_day_of_month(day, last, part) for part in of_month.split(","))
    return any(_is_day_of_week(day, last, part) for part in of_week.split(","))


def _is_day_of_month(day: date, last: int, part: str) -> bool:
    if part == "L":
        return day.day == last
    if part.endswith("W"):
        return day.day == _nearest_weekday(day, last, last if part == "LW" else int(part[:-1]))
    return day.day in _values(DAY_OF_MONTH, part)


def _nearest_weekday(day: date, last: int, wanted: int) -> int:
    """The day from Monday to Friday that is nearest to one of this month, and in it."""
    if wanted > last:
        return 0
    falls_on = day.replace(day=wanted).weekday()
    if falls_on == SATURDAY:
        return wanted - 1 if wanted > 1 else wanted + 2
    if falls_on == SUNDAY:
        return wanted + 1 if wanted < last else wanted - 2
    return wanted


def _is_day_of_week(day: date, last: int, part: str) -> bool:
    number = day.isoweekday() % 7 + 1
    if "#" in part:
        name, _, which = part.partition("#")
        return number == DAY_OF_WEEK.value(name) and (day.day - 1) // 7 + 1 == int(which)
    if part == "L":
        return number == DAY_OF_WEEK.most
    if part.endswith("L"):
        return number == DAY_OF_WEEK.value(part[:-1]) and day + timedelta(days=7) > day.replace(day=last)
    return number in _values(DAY_OF_WEEK, part)


def _values(field: CronField, text: str) -> list[int]:
    """What a field lists, in order."""
    return sorted({value for part in text.split(",") for value in _part(field, part)})


def _part(field: CronField, part: str) -> range:
    ends, _, step = part.partition("/")
    first, _, last = ends.partition("-")
    least = field.least if first == "*" else _value(field, first)
    most = _value(field, last) if last else field.most if step or first == "*" else least
    return range(least, most + 1, int(step or 1))


def _value(field: CronField, text: str) -> int:
    found = field.value(text)
    if found is None:
        raise ValueError(f"{field.name} cannot be {text!r}")
    return found
