"""Reads the operand of `numeric`, `[">", 0, "<=", 10]`. Knows nothing of the other operators."""

from collections.abc import Sequence
from math import inf
from typing import Any

from .amounts import comparable, is_number
from .invalid import InvalidPattern, Place
from .operators import Between

WANTED = '\'numeric\' wants one comparison such as ["<", 10], or a range from below such as [">", 0, "<=", 10]'


def read_range(place: Place, operand: object) -> Between:
    """The range of numbers; raises InvalidPattern, also for an empty range and for digits beyond a double."""
    if not isinstance(operand, list | tuple) or len(operand) not in (2, 4):
        raise InvalidPattern(place, WANTED)
    sign, end = operand[0], _end(place, operand, 1)
    if len(operand) == 2:
        return _comparison(place, sign, end)
    return _range(place, operand, end, _end(place, operand, 3))


def _end(place: Place, operand: Sequence[Any], at: int) -> float:
    written = operand[at]
    if not is_number(written):
        raise InvalidPattern((*place, at), f"{WANTED}; a number has no quotes")
    double = comparable(written)
    if double is None:
        raise InvalidPattern((*place, at), "'numeric' compares doubles; write a number of at most 15 digits")
    return double


def _comparison(place: Place, sign: object, end: float) -> Between:
    match sign:
        case "=":
            return Between(end, True, end, True)
        case ">" | ">=":
            return Between(end, sign == ">=", inf, True)
        case "<" | "<=":
            return Between(-inf, True, end, sign == "<=")
    raise InvalidPattern((*place, 0), f"{WANTED}; {sign!r} is none of =, <, <=, >, >=")


def _range(place: Place, operand: Sequence[Any], low: float, high: float) -> Between:
    if operand[0] not in (">", ">=") or operand[2] not in ("<", "<="):
        raise InvalidPattern(place, WANTED)
    if low >= high:
        raise InvalidPattern(place, "'numeric' wants a range that grows; write the smaller number first, or use \"=\"")
    return Between(low, operand[0] == ">=", high, operand[2] == "<=")
