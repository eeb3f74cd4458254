"""Bounds of durations and sizes, as the language names them in `format`: `seconds-60-86400`, `days`. Knows no documents.

What is no duration or size at all is let pass here: that is for `pattern` to say.
"""

from collections.abc import Callable
from re import fullmatch

from meshctl.catalogue.language.quantities import DAY, LOG_KEEP_DAYS, megabytes, seconds

_DURATION, _SIZE = r"[1-9][0-9]{0,5}[smhd]", r"[1-9][0-9]{0,5}MB"


def bounds(name: str) -> Callable[[str], bool]:
    """Whether a text is within the bounds of that name."""
    kind, *numbers = name.split("-")
    least, most = map(int, numbers) if kind in ("seconds", "megabytes") else (0, 0)
    if kind == "seconds":
        return lambda text: not fullmatch(_DURATION, text) or least <= seconds(text) <= most
    if kind == "megabytes":
        return lambda text: not fullmatch(_SIZE, text) or least <= megabytes(text) <= most
    if name == "days":
        return lambda text: not fullmatch(_DURATION, text) or seconds(text) % DAY == 0
    return lambda text: not fullmatch(_DURATION, text) or seconds(text) in _LOG_KEEP_SECONDS


_LOG_KEEP_SECONDS = frozenset(days * DAY for days in LOG_KEEP_DAYS)


def refusal(name: str) -> str:
    """What is told where a text is out of those bounds."""
    kind, *numbers = name.split("-")
    if kind == "seconds":
        least, most = map(int, numbers)
        return f"AWS takes {_spoken(least)} to {_spoken(most)} here"
    if kind == "megabytes":
        return f"AWS takes {numbers[0]}MB to {numbers[1]}MB here"
    if name == "days":
        return "AWS takes whole days here: write 30d"
    return f"CloudWatch Logs knows {', '.join(map(str, LOG_KEEP_DAYS))} days"


def _spoken(value: int) -> str:
    for letter, size in (("d", DAY), ("h", 3_600), ("m", 60)):
        if value % size == 0:
            return f"{value // size}{letter}"
    return f"{value}s"
