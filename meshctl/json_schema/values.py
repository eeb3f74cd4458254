"""JSON values as JSON Schema compares them: `1` is `1.0`, and neither is `true`. Knows no schema."""

from collections.abc import Hashable, Mapping
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from json import dumps
from math import isinf
from typing import Any

Identity = Hashable
Number = int | float | Decimal
ANY_KIND = frozenset({"null", "boolean", "integer", "fraction", "string", "array", "object"})
"""Kinds of values; what JSON Schema calls number is an integer or a fraction."""
ANY_TYPE = frozenset({"null", "boolean", "number", "string", "array", "object"})
"""Types of values; every integer is a number."""
_SAYING_ITSELF = frozenset({str, int, float, type(None)})
"""Types of values that are equal as Python holds them equal."""
_TYPES: Mapping[type, str] = {
    **{type(None): "null", bool: "boolean", int: "number", float: "number", Decimal: "number", str: "string"},
    **{list: "array", tuple: "array", dict: "object"},
}
MOST_SHOWN = 5
BEYOND = 10**400


def type_of(value: Any) -> str:
    """Its type."""
    return _TYPES.get(type(value)) or next(name for kind, name in _TYPES.items() if isinstance(value, kind))


def kind_of(value: Any) -> str:
    """Its kind; a number that is written with a point and zeros is an integer."""
    name = _TYPES.get(type(value)) or type_of(value)
    if name != "number":
        return name
    return "integer" if _is_integer(value) else "fraction"


def _is_integer(number: Number) -> bool:
    if isinstance(number, Decimal):
        return number.is_finite() and number == number.to_integral_value()
    return isinstance(number, int) or number.is_integer()


def kinds_of_type(name: Any) -> frozenset[str]:
    """The kinds of a name that stands in `type`; none of what is no such name."""
    if name == "number":
        return frozenset({"integer", "fraction"})
    return frozenset({name}) & ANY_KIND - {"fraction"} if isinstance(name, str) else frozenset()


def spoken_kinds(kinds: frozenset[str]) -> str:
    """Kinds as JSON Schema names them: `number or null`."""
    names = kinds - {"fraction", "integer"} | {"number"} if "fraction" in kinds else kinds
    if len(names) == len(ANY_KIND) - 1:
        return "anything"
    return " or ".join(sorted(names - {"null"}) + sorted(names & {"null"})) or "nothing"


def identity(value: Any) -> Identity:
    """Equal for two values exactly where JSON Schema holds them equal."""
    plain: Identity = value
    if type(value) in _SAYING_ITSELF:
        return plain
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, list | tuple):
        return "array", tuple(map(identity, value))
    if isinstance(value, dict):
        return "object", frozenset((name, identity(inner)) for name, inner in value.items())
    return plain


def are_one(one: Any, other: Any) -> bool:
    """Whether two values of any depth are equal; for shallow ones, `identity` says the same."""
    with suppress(RecursionError):
        if one != other:  # nor are they to JSON Schema, which tells more apart; and Python says it soon
            return False
    waiting = [(one, other)]
    while waiting:
        mine, theirs = waiting.pop()
        if isinstance(mine, dict) and isinstance(theirs, dict) and mine.keys() == theirs.keys():
            waiting += ((mine[name], theirs[name]) for name in mine)
        elif isinstance(mine, list) and isinstance(theirs, list) and len(mine) == len(theirs):
            waiting += zip(mine, theirs, strict=True)
        elif isinstance(mine, dict | list) or isinstance(theirs, dict | list) or identity(mine) != identity(theirs):
            return False
    return True


def exactly(number: Any) -> Fraction:
    """The number as it is written: 0.1 is a tenth. What no double can hold stands for some number beyond them all."""
    if isinstance(number, float) and isinf(number):
        return Fraction(BEYOND)
    return Fraction(number if isinstance(number, int) else str(number))


def shown(values: Mapping[Hashable, Any]) -> str:
    """The first of some values as JSON, and how many more there are."""
    texts = [_short(dumps(value, ensure_ascii=False)) for value in islice(values.values(), MOST_SHOWN)]
    more = f" and {len(values) - MOST_SHOWN} more" if len(values) > MOST_SHOWN else ""
    return ", ".join(texts) + more


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37]}..."
