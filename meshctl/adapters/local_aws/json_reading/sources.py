"""Places in a text as Jackson writes them. Pure.

EventBridge shows the text, of which Jackson gives 500 characters; SNS shows it for policies that it takes for JSON, and hides
it for others.
"""

from meshctl.patterns.syntax.reach import LineAndColumn

_SHOWN = 500
HIDDEN = "REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)"
"""What stands for a text that is not shown."""


def shown(text: str) -> str:
    """Give the text as a place names it."""
    rest = f"[truncated {len(text) - _SHOWN} chars]" if len(text) > _SHOWN else ""
    return f'(String)"{text[:_SHOWN]}"{rest}'


def at(source: str, place: LineAndColumn) -> str:
    """Give a place of a source."""
    return f"[Source: {source}; line: {place.line}, column: {place.column}]"


def line_at(source: str, place: LineAndColumn) -> str:
    """Give the line that tells the place below a message."""
    return f"\n at {at(source, place)}"
