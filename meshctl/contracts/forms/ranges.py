"""Ranges of numbers and of counts that a schema allows, in one spelling for all that mean the same. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, inf
from typing import Any

from meshctl.json_schema.values import exactly

Bound = tuple[Any, bool]
"""A number, and whether it lies outside itself."""
Range = tuple[Bound, Bound]
"""The lower and the upper bound."""
NUMBERS = frozenset({"integer", "fraction"})
LARGEST_ROUNDED = 10**300
"""Numbers beyond are left as they are written."""
_WORDS = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")


def bounds(words: Mapping[str, Any]) -> Range:
    """Between what a number has to be."""
    lower = max((words.get("minimum", -inf), False), (words.get("exclusiveMinimum", -inf), True), key=_low)
    upper = min((words.get("maximum", inf), False), (words.get("exclusiveMaximum", inf), True), key=_high)
    return _plainly(lower), _plainly(upper)


def sizes(words: Mapping[str, Any], what: str) -> Range:
    """The range of `minLength` and `maxLength`, or of other words that end so."""
    least, most = words.get(f"min{what}", 0), words.get(f"max{what}", inf)
    return (least, False), (most, False)


def holds(outer: Range, inner: Range) -> bool:
    """Whether whatever lies in the one lies in the other."""
    return _low(outer[0]) <= _low(inner[0]) and _high(outer[1]) >= _high(inner[1])


def only(number: Any) -> Range:
    """The range of a single number."""
    return (number, False), (number, False)


def multiple(words: Mapping[str, Any]) -> Fraction | None:
    """What a number has to be a multiple of."""
    return exactly(words["multipleOf"]) if "multipleOf" in words else None


def in_plain_bounds(words: Mapping[str, Any], kinds: frozenset[str]) -> dict[str, Any]:
    """The words with each end of the range said once, and for whole numbers by the first and last that is taken."""
    if words.keys().isdisjoint(_WORDS):
        return dict(words)
    known = {word: value for word, value in words.items() if word not in _WORDS}
    if not kinds & NUMBERS:
        return known
    (low, over), (high, under) = bounds(words)
    if kinds & NUMBERS == {"integer"}:
        low, over = _rounded(low, over, up=True)
        high, under = _rounded(high, under, up=False)
    known |= {} if low == -inf else {"exclusiveMinimum" if over else "minimum": low}
    return known | ({} if high == inf else {"exclusiveMaximum" if under else "maximum": high})


def _rounded(number: Any, outside: bool, *, up: bool) -> Bound:
    if _is_beyond(number):
        return number, outside
    exact = exactly(number)
    whole = ceil(exact) if up else floor(exact)
    if outside and whole == exact:
        whole += 1 if up else -1
    return whole, False


def _is_beyond(number: Any) -> bool:
    return (
        number in (inf, -inf)
        or (isinstance(number, Decimal) and not number.is_finite())
        or abs(number) > LARGEST_ROUNDED
    )


def _plainly(bound: Bound) -> Bound:
    return (bound[0], False) if bound[0] in (inf, -inf) else bound


def _low(bound: Bound) -> Bound:
    return bound  # of two equal ones, the one that leaves itself out says more


def _high(bound: Bound) -> Bound:
    return bound[0], not bound[1]
