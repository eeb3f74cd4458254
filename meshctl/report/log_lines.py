"""Lines of a log group for people. Pure."""

from collections.abc import Iterable
from datetime import UTC, datetime

from meshctl.report.plain import plain_lines

_FURTHER = "\n    "


def lines_as_text(lines: Iterable[tuple[str, int, str]]) -> str:
    """Each with its time (milliseconds since the epoch) and its account; given as account, time and message.

    What a message has in further lines is indented, so that none of them looks like a line of the group.
    """
    return "\n".join(_line(*line) for line in lines)


def _line(account: str, milliseconds: int, message: str) -> str:
    time = datetime.fromtimestamp(milliseconds / 1000, UTC)
    said = plain_lines(message.rstrip()).replace("\n", _FURTHER)
    return f"{time:%Y-%m-%d %H:%M:%S} {account} {said}"
