"""SNS's filter policies: fewer operators than EventBridge's patterns, narrower limits, flat where they are about attributes.

https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html

What is left is matched as EventBridge does: an attribute is a field of its name, an array of texts an array.
"""

import json
from collections.abc import Mapping
from typing import Any, Literal

from meshctl.patterns.dialects.written_items import written_items
from meshctl.patterns.matching.pattern import Pattern
from meshctl.patterns.operators.numbers import is_number
from meshctl.patterns.syntax import aws_messages
from meshctl.patterns.syntax.invalid_pattern import NOWHERE, InvalidPattern, Place, Stop

MOST_KEYS = 5
MOST_COMBINATIONS = 150
LARGEST_NUMBER = 10**9

Scope = Literal["MessageAttributes", "MessageBody"]

OPERATORS = frozenset({"anything-but", "cidr", "equals-ignore-case", "exists", "numeric", "prefix", "suffix"})
NESTED_IN_BUT = frozenset({"prefix"})
"""What stands inside `anything-but`: AWS refuses `suffix` there, and its documentation knows no other."""


def read_policy(text_or_object: str | Mapping[str, Any], scope: Scope) -> Pattern:
    """Read a filter policy from JSON text or from decoded JSON; raises InvalidPattern with AWS's own words.

    A policy without keys is read as none by SNS; here it is refused as EventBridge does.
    """
    written = _decoded(text_or_object) if isinstance(text_or_object, str) else text_or_object
    if isinstance(written, Mapping):
        _check_size(written, scope)
        for place, item in written_items((), written):
            _check_item(place, item)
    return Pattern.parse(text_or_object)


def combinations(written: Mapping[str, Any]) -> int:
    """How complex AWS calls a policy: the numbers of values multiplied, each by its depth; choices are added up."""
    return _combinations((), written, depth=1, before=1)


def _decoded(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None  # what is wrong with it, the pattern says


def _check_size(written: Mapping[str, Any], scope: Scope) -> None:
    if len(written) > MOST_KEYS:
        reason = (
            f"a topic's filter has at most {MOST_KEYS} keys; filter on fewer fields, or use a private event instead"
        )
        raise InvalidPattern((), reason, f"Filter policy can not have more than {MOST_KEYS} keys", NOWHERE)
    count = combinations(written)
    if scope == "MessageAttributes" and (nested := _nested(written)):
        raise InvalidPattern(
            (nested,), "a topic filters on attributes by flat keys; filter on the body instead", NESTED, NOWHERE
        )
    if count > MOST_COMBINATIONS:
        reason = (
            f"these are {count:,} combinations of values, and a topic's filter has at most {MOST_COMBINATIONS}; "
            "write fewer values, or use a private event instead"
        )
        raise InvalidPattern((), reason, "Filter policy is too complex", NOWHERE)


NESTED = "Filter policy scope MessageAttributes does not support nested filter policy"


def _nested(written: Mapping[str, Any]) -> str:
    """The first key below which there are others; a choice is none."""
    for key, below in written.items():
        choices = below if key == "$or" and isinstance(below, list) else []
        if isinstance(below, Mapping) or any(_nested(one) for one in choices if isinstance(one, Mapping)):
            return key
    return ""


def _combinations(place: Place, written: Mapping[str, Any], depth: int, before: int) -> int:
    count = before
    for key, below in written.items():
        inside = (*place, key)
        if isinstance(below, Mapping):
            count = _combinations(inside, below, depth + 1, count)
        elif not isinstance(below, list):
            aws = f'"{key}" must be an object or an array'
            raise InvalidPattern(inside, "a field wants a list of what it accepts; write [...] around it", aws)
        elif key == "$or" and all(isinstance(one, Mapping) for one in below):
            count = sum(_combinations(inside, one, depth, count) for one in below)
        elif not below:
            reason = "an empty list accepts nothing; write at least one value or operator into it"
            raise InvalidPattern(inside, reason, aws_messages.EMPTY_LIST, Stop(inside, "end"))
        else:
            count *= len(below) * depth
    return count


def _check_item(place: Place, item: object) -> None:
    if not isinstance(item, Mapping):
        _check_number(place, item)
    elif item:
        name, operand = next(iter(item.items()))
        _check_operator((*place, name), name, operand)


def _check_operator(place: Place, name: str, operand: object) -> None:
    if name not in OPERATORS:
        reason = f"a topic's filter has no operator '{name}'; write {' or '.join(sorted(OPERATORS))}"
        raise InvalidPattern(place, reason, f"Unrecognized match type {name}")
    if name == "anything-but" and isinstance(operand, Mapping):
        _check_but(place, operand)
    elif name in ("prefix", "suffix"):
        _check_text(place, name, operand)
    for value in operand if isinstance(operand, list) else [operand]:
        _check_number(place, value)


def _check_but(place: Place, operand: Mapping[str, Any]) -> None:
    for name, text in operand.items():
        if name not in NESTED_IN_BUT:
            reason = f"in a topic's filter, 'anything-but' excludes values or a prefix and no '{name}'"
            raise InvalidPattern((*place, name), reason, f"Unsupported anything-but pattern: {name}")
        _check_text((*place, name), name, text)


def _check_text(place: Place, name: str, operand: object) -> None:
    if not isinstance(operand, str):
        reason = f'in a topic\'s filter, \'{name}\' wants one text; write {{"{name}": "..."}}'
        raise InvalidPattern(place, reason, f"{name} match pattern must be a string")


def _check_number(place: Place, value: object) -> None:
    if is_number(value) and not -LARGEST_NUMBER <= value <= LARGEST_NUMBER:
        reason = (
            f"numbers of a topic's filter lie within {LARGEST_NUMBER:,}; compare texts, or use a private event instead"
        )
        raise InvalidPattern(place, reason, "Value must be between -1.0E9 and 1.0E9, inclusive", NOWHERE)
