"""The filters of Lambda's mappings: fewer operators than EventBridge's patterns, and no nested ones.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html ("Filter rule syntax", "Quotas")

What is left is matched as EventBridge does.
"""

from collections.abc import Mapping
from json import dumps, loads
from typing import Any

from meshctl.patterns.dialects.written_items import written_items
from meshctl.patterns.matching.pattern import Pattern
from meshctl.patterns.syntax.invalid_pattern import InvalidPattern, Place

MOST_CHARACTERS = 4_096
OPERATORS = frozenset({"anything-but", "equals-ignore-case", "exists", "numeric", "prefix", "suffix"})


def read_filter(where: Mapping[str, Any]) -> Pattern:
    """Read what a mapping filters by, over the content of a message or a record; raises InvalidPattern."""
    _check_operators(where)
    pattern = Pattern.parse(where)
    _check_length(filter_text("body", where))
    return pattern


def read_filter_text(text: str) -> Pattern:
    """Read a filter as Lambda takes it, over a whole message or record; raises InvalidPattern."""
    _check_length(text)
    pattern = Pattern.parse(text)
    _check_operators(loads(text))
    return pattern


def filter_text(field: str, where: Mapping[str, Any]) -> str:
    """The filter as Lambda takes it, which names the field that the content is in."""
    return dumps({field: where}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _check_length(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise InvalidPattern((), f"a mapping's filter has at most {MOST_CHARACTERS:,} characters; filter by less", "")


def _check_operators(where: Mapping[str, Any]) -> None:
    for place, item in written_items((), where):
        if isinstance(item, Mapping) and item:
            _check_operator(place, *next(iter(item.items())))


def _check_operator(place: Place, name: str, operand: object) -> None:
    if name not in OPERATORS:
        reason = f"a mapping's filter has no operator '{name}'; write {' or '.join(sorted(OPERATORS))}"
        raise InvalidPattern((*place, name), reason, "")
    if isinstance(operand, Mapping):
        reason = f"a mapping's filter takes no operator within '{name}'; write values there"
        raise InvalidPattern((*place, name), reason, "")
