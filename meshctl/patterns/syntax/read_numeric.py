"""Reads the operand of `numeric`, `[">", 0, "<=", 10]`. Knows nothing of the other operators."""

from collections.abc import Sequence
from math import inf
from typing import Any

from meshctl.patterns.operators.numbers import comparable, is_number
from meshctl.patterns.operators.numeric import Between
from meshctl.patterns.syntax.aws_messages import numeric
from meshctl.patterns.syntax.invalid_pattern import InvalidPattern, Place
from meshctl.patterns.syntax.meant import comparison, shown

_UNEQUAL = ("!=", "<>", "ne", "not")
WANTED = '\'numeric\' wants one comparison such as ["<", 10], or a range from below such as [">", 0, "<=", 10]'


def read_range(place: Place, operand: object) -> Between:
    """The range of numbers; raises InvalidPattern, also for an empty range and for digits beyond a double."""
    if not isinstance(operand, list | tuple) or len(operand) not in (2, 4):
        raise InvalidPattern(place, _wanted(operand), *numeric(place, operand))
    end = _end(place, operand, 1)
    if len(operand) == 2:
        return _comparison(place, operand, end)
    return _range(place, operand, end, _end(place, operand, 3))


def _wanted(operand: object) -> str:
    only = operand[0] if isinstance(operand, list | tuple) and len(operand) == 1 else operand
    meant = comparison(only)
    return f"{WANTED}; here that is {shown(meant)}" if meant else WANTED


def _end(place: Place, operand: Sequence[Any], at: int) -> float:
    written = operand[at]
    if not is_number(written):
        raise InvalidPattern((*place, at), f"{WANTED}; a number has no quotes", *numeric(place, operand))
    double = comparable(written)
    if double is None:
        reason = "'numeric' compares doubles; write a number of at most 15 digits"
        raise InvalidPattern((*place, at), reason, *numeric(place, operand))
    return double


def _comparison(place: Place, operand: Sequence[Any], end: float) -> Between:
    match sign := operand[0]:
        case "=":
            return Between(end, True, end, True)
        case ">" | ">=":
            return Between(end, sign == ">=", inf, True)
        case "<" | "<=":
            return Between(-inf, True, end, sign == "<=")
    instead = f"; write {shown({'anything-but': operand[1]})} for all other numbers" if sign in _UNEQUAL else ""
    reason = f"{WANTED}; {sign!r} is none of =, <, <=, >, >={instead}"
    raise InvalidPattern((*place, 0), reason, *numeric(place, operand))


def _range(place: Place, operand: Sequence[Any], low: float, high: float) -> Between:
    if operand[0] not in (">", ">=") or operand[2] not in ("<", "<="):
        turned = [*operand[2:], *operand[:2]]
        is_turned = operand[0] in ("<", "<=") and operand[2] in (">", ">=") and high < low
        reason = f"{WANTED}; the lower end stands first: {shown(turned)}" if is_turned else WANTED
        raise InvalidPattern(place, reason, *numeric(place, operand))
    if low >= high:
        reason = "'numeric' wants a range that grows; write the smaller number first, or use \"=\""
        raise InvalidPattern(place, reason, *numeric(place, operand))
    return Between(low, operand[0] == ">=", high, operand[2] == "<=")
