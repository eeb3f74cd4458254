"""Lines of a log group for people. Pure."""

from collections.abc import Iterable
from datetime import UTC, datetime

from meshctl.report.plain import plain


def lines_as_text(lines: Iterable[tuple[str, int, str]]) -> str:
    """Each with its time (milliseconds since the epoch) and its account; given as account, time and message."""
    return "\n".join(_line(*line) for line in lines)


def _line(account: str, milliseconds: int, message: str) -> str:
    time = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return f"{time:%Y-%m-%d %H:%M:%S} {account} {plain(message.rstrip())}"
