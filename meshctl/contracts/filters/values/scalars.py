"""What a field of a pattern accepts, against the texts, numbers, true, false and null that a shape allows.

Both answers are on the safe side: `accepts_none` is said of what is proved alone, and `accepts_all` of numbers that a double says
digit for digit. AWS compares no others by their size; whether there may be others says `compares_all`.
"""

from collections.abc import Callable
from decimal import Decimal
from math import ceil, floor, inf
from typing import Any

from meshctl.contracts.filters.shapes import SCALAR_TYPES, Shape
from meshctl.contracts.filters.texts.fitting_texts import has_none
from meshctl.contracts.filters.texts.wanted import wanted_by, wanted_by_none
from meshctl.contracts.filters.values.intervals import Interval, exact
from meshctl.json_schema.values import type_of
from meshctl.patterns import Accepted
from meshctl.patterns.operators.accepted import AnythingBut, Operator, Present
from meshctl.patterns.operators.numbers import Amount
from meshctl.patterns.operators.numeric import Between
from meshctl.patterns.operators.prefix_suffix import Prefix, Suffix
from meshctl.patterns.operators.wildcard import Wildcard

MOST_COUNTED = 50
"""Integers between two bounds that are looked at one by one."""
MOST_TOGETHER, STEPS_TOGETHER = 30, 5_000
"""Values and operators of one field that are asked whether they accept all texts together, and the steps of that."""
LARGEST_EXACT = Interval(-(2**53), True, 2**53, True)
"""Integers of which a double says each one."""
LONGEST_NUMBER = 1_000
"""Characters and powers of ten of a number that is compared exactly."""


def accepts_none(accepted: Accepted, shape: Shape) -> bool:
    """Whether it is certain that none of the scalars is accepted."""
    return not any(_may_accept(accepted, shape, type_) for type_ in shape.types & SCALAR_TYPES)


def accepts_all(accepted: Accepted, shape: Shape) -> bool:
    """Whether it is certain that all of the scalars are accepted."""
    return all(_must_accept(accepted, shape, type_) for type_ in shape.types & SCALAR_TYPES)


def compares_all(accepted: Accepted, shape: Shape) -> bool:
    """Whether AWS can compare all of the numbers with the ranges that accept them: they are few, or any number will do."""
    if "number" not in shape.types or values_of(shape, "number") is not None:
        return True
    if shape.is_integral and LARGEST_EXACT.covers(shape.interval):
        return True
    return any(isinstance(one, Present | AnythingBut) and _must_accept_number(one, shape) for one in accepted.operators)


def values_of(shape: Shape, type_: str) -> list[Any] | None:
    """All values of a type, and maybe some more, where they are few; None where they are many."""
    if shape.allowed is not None:
        listed = [value for value in shape.allowed if type_of(value) == type_]
    elif type_ in ("boolean", "null"):
        listed = [True, False] if type_ == "boolean" else [None]
    elif type_ == "number":
        return _numbers(shape)
    else:
        return None
    return [value for value in listed if shape.fits(value) is not False]


def _numbers(shape: Shape) -> list[Any] | None:
    low, high = shape.interval.low, shape.interval.high
    if low == high:
        return [low] if shape.fits(low) else []
    if not shape.is_integral or low == -inf or high == inf or exact(high) - exact(low) > MOST_COUNTED:
        return None
    return [number for number in range(ceil(low), floor(high) + 1) if shape.fits(number)]


def _may_accept(accepted: Accepted, shape: Shape, type_: str) -> bool:
    values = values_of(shape, type_)
    if values is not None:
        return any(map(accepted.accepts, values))
    if shape.shortest > shape.longest if type_ == "string" else not shape.interval.has(shape.steps):
        return False
    if type_ == "string":
        named = any(shape.fits(text) is not False for text in accepted.texts)
        return named or any(_may_accept_text(operator, shape) for operator in accepted.operators)
    named = any(_may_be(one, shape) for one in accepted.amounts)
    return named or any(_may_accept_number(operator, shape) for operator in accepted.operators)


def _may_be(amount: Amount, shape: Shape) -> bool:
    if not isinstance(amount, tuple):
        return shape.fits(amount) is not False
    number = Decimal(amount[1]) if len(amount[1]) <= LONGEST_NUMBER else None
    return number is None or abs(number.adjusted()) > LONGEST_NUMBER or shape.fits(number) is not False


def _may_accept_text(operator: Operator, shape: Shape) -> bool:
    if shape.wanted and _is_contradicted(operator, shape):
        return False
    match operator:
        case Prefix(text) | Suffix(text):
            return len(text) <= shape.longest
        case Wildcard(pieces):
            return sum(map(len, pieces)) <= shape.longest and (len(pieces) > 1 or shape.fits(pieces[0]) is not False)
        case AnythingBut(inner):
            return not _must_accept(inner, shape, "string")
        case Accepted():
            return _may_accept(operator, shape, "string")
    return not isinstance(operator, Between)


def _is_contradicted(operator: Operator, shape: Shape) -> bool:
    """Whether no text fits the expressions of the shape and is as the operator wants it."""
    wanted = wanted_by(operator)
    return wanted is not None and has_none((*shape.wanted, *wanted), int(shape.shortest), shape.longest)


def _may_accept_number(operator: Operator, shape: Shape) -> bool:
    match operator:
        case Between():
            return shape.interval.meet(interval(operator)).has(shape.steps)
        case AnythingBut(inner):
            return not _must_accept(inner, shape, "number")
        case Present():
            return True
    return False


def _must_accept(accepted: Accepted, shape: Shape, type_: str) -> bool:
    values = values_of(shape, type_)
    if values is not None:
        return all(map(accepted.accepts, values))
    is_text = type_ == "string"
    must_accept: Callable[[Operator, Shape], bool] = _must_accept_text if is_text else _must_accept_number
    if any(must_accept(operator, shape) for operator in accepted.operators):
        return True
    return _leaves_no_text(accepted, shape) if is_text else _leaves_no_number(accepted, shape)


def _leaves_no_text(accepted: Accepted, shape: Shape) -> bool:
    """Whether each text that fits the expressions of the shape is accepted by one or another."""
    if len(accepted.texts) + len(accepted.operators) > MOST_TOGETHER:
        return False
    wanted = wanted_by_none(accepted)
    return wanted is not None and has_none((*shape.wanted, *wanted), int(shape.shortest), shape.longest, STEPS_TOGETHER)


def _leaves_no_number(accepted: Accepted, shape: Shape) -> bool:
    """Whether the ranges together, with the numbers that are named, leave none out; or all but some are accepted, and these as well."""
    for operator in accepted.operators:
        inner = operator.inner if isinstance(operator, AnythingBut) else None
        if isinstance(inner, Accepted) and not inner.operators:
            return all(accepted.accepts(one) or not _may_be(one, shape) for one in inner.amounts)
    ranges = [interval(one) for one in accepted.operators if isinstance(one, Between)]
    named = [Interval(one, True, one, True) for one in accepted.amounts if not isinstance(one, tuple)]
    return bool(ranges) and shape.interval.is_covered_by([*ranges, *named])


def _must_accept_text(operator: Operator, shape: Shape) -> bool:
    match operator:
        case Present() | Prefix("") | Suffix("") | Wildcard(["", ""]):
            return True
        case AnythingBut(inner):
            return not _may_accept(inner, shape, "string")
    return False


def _must_accept_number(operator: Operator, shape: Shape) -> bool:
    match operator:
        case Present():
            return True
        case Between():
            return interval(operator).covers(shape.interval)
        case AnythingBut(inner):
            return not _may_accept(inner, shape, "number")
    return False


def interval(operator: Between) -> Interval:
    """The same numbers, as schemas say them."""
    return Interval(operator.low, operator.with_low, operator.high, operator.with_high)
