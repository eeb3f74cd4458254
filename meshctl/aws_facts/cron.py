"""Cron expressions as EventBridge Scheduler reads them. Knows no mesh and no clock.

Source: EventBridge Scheduler User Guide, "Schedule types": six fields, their ranges and wildcards.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from re import compile as pattern

_STEPS = pattern(r"(.+)/([0-9]+)")
_RANGE = pattern(r"([0-9A-Z]+)-([0-9A-Z]+)")
_DAYS = pattern(r"([0-9A-Z]+)#([1-5])")


@dataclass(frozen=True, slots=True)
class CronField:
    """One of the six: its name, its least and greatest value, other names of its values in their order."""

    name: str
    least: int
    most: int
    names: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """Its values in words."""
        names = f" or {self.names[0]}-{self.names[-1]}" if self.names else ""
        return f"{self.least}-{self.most}{names}"

    def value(self, text: str) -> int | None:
        """The number that a text stands for; None where the field has no such value."""
        if text in self.names:
            return self.least + self.names.index(text)
        number = int(text) if text.isascii() and text.isdigit() else -1
        return number if self.least <= number <= self.most else None


_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_WEEK = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
MINUTES, HOURS = CronField("minutes", 0, 59), CronField("hours", 0, 23)
DAY_OF_MONTH, MONTH = CronField("day of the month", 1, 31), CronField("month", 1, 12, _MONTHS)
DAY_OF_WEEK, YEAR = CronField("day of the week", 1, 7, _WEEK), CronField("year", 1970, 2199)
FIELDS = (MINUTES, HOURS, DAY_OF_MONTH, MONTH, DAY_OF_WEEK, YEAR)


def cron_faults(expression: str) -> Iterator[tuple[str, str]]:
    """What is wrong with an expression, and a way out of each."""
    texts = expression.split(" ")
    if len(texts) != len(FIELDS):
        yield f"it has {len(texts)} fields", "write minutes, hours, day of the month, month, day of the week and year"
        return
    for field, text in zip(FIELDS, texts, strict=True):
        if text != "?" or field not in (DAY_OF_MONTH, DAY_OF_WEEK):
            yield from _field_faults(field, text)
    if (texts[2] == "?") == (texts[4] == "?"):
        both = "both days are ?" if texts[2] == "?" else "neither of the two days is ?"
        yield both, "say the day of the month or of the week, and ? for the other: `0 3 * * ? *`"


def _field_faults(field: CronField, text: str) -> Iterator[tuple[str, str]]:
    parts = text.split(",")
    for part in parts:
        if not _is_part(field, part, alone=len(parts) == 1):
            yield f'"{part}" is nothing that the {field.name} can be', _way_out(field, part)


def _is_part(field: CronField, part: str, *, alone: bool) -> bool:
    if field is DAY_OF_MONTH and (part in ("L", "LW") or (part.endswith("W") and field.value(part[:-1]))):
        return True
    if field is DAY_OF_WEEK:
        days = _DAYS.fullmatch(part)
        if days:
            return alone and field.value(days[1]) is not None
        if part == "L" or (part.endswith("L") and field.value(part[:-1])):
            return True
    steps = _STEPS.fullmatch(part)
    if steps:
        return field is not DAY_OF_WEEK and 1 <= int(steps[2]) <= field.most and _is_range(field, steps[1])
    return _is_range(field, part)


def _is_range(field: CronField, text: str) -> bool:
    """Whether it is one value, several from one to the next, or all."""
    ends = _RANGE.fullmatch(text)
    if not ends:
        return text == "*" or field.value(text) is not None
    first, last = field.value(ends[1]), field.value(ends[2])
    return first is not None and last is not None and first <= last


def _way_out(field: CronField, part: str) -> str:
    if "#" in part:
        return "the second Friday is 6#2, and no other day stands beside it"
    ends = _RANGE.fullmatch(part)
    if ends and field.value(ends[1]) is not None and field.value(ends[2]) is not None:
        return f"a range begins with its smaller value; write two: {ends[1]}-{field.most},{field.least}-{ends[2]}"
    return f"it is {field.told}"
