"""What the clock of the embedded AWS says, for people and for programs. Pure."""

from datetime import UTC, datetime
from json import dumps

from meshctl.report.plurals import counted

_UNITS = (("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1))


def clock_as_text(time: datetime, ahead: float) -> str:
    """`ahead` is by how many seconds it was moved."""
    said = f"The clock of the embedded AWS says {time.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    return f"{said}, {_duration(round(ahead))} ahead." if ahead else f"{said}."


def clock_as_json(time: datetime, ahead: float) -> str:
    """The same with the time as ISO 8601."""
    return dumps({"time": time.astimezone(UTC).isoformat(timespec="milliseconds"), "ahead_seconds": ahead}, indent=2)


def _duration(seconds: int) -> str:
    """In whole units, the largest first: `1 day 2 hours`."""
    told = []
    for unit, size in _UNITS:
        count, seconds = divmod(seconds, size)
        told += [counted(count, unit)] if count else []
    return " ".join(told)
