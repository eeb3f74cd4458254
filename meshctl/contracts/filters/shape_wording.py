"""Says in words what a shape allows. What a field of a pattern accepts says the room of patterns. Judges nothing."""

from collections.abc import Iterable
from json import dumps
from math import inf
from typing import Any

from meshctl.contracts.filters.shapes import Shape
from meshctl.contracts.filters.values.intervals import Interval
from meshctl.patterns import listed

MOST_LISTED, LONGEST = 6, 60
TYPES = {"object": "an object", "array": "a list", "boolean": "true or false", "null": "null"}


def allowed_by(shape: Shape) -> str:
    """`only "DE" or "FR"`, `a number of at least 0`, `a text or null`."""
    if shape.allowed is not None:
        return f"only {_listed(map(shown, shape.allowed))}"
    return _listed(_of_type(shape, type_) for type_ in sorted(shape.types, key=_order.index))


def shown(value: Any) -> str:
    """A value as JSON, shortened."""
    text = dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."


_order = ["string", "number", "boolean", "null", "array", "object"]


def _of_type(shape: Shape, type_: str) -> str:
    if type_ == "number":
        return f"{'a whole number' if shape.is_integral else 'a number'}{_bounds(shape.interval)}{_multiples(shape)}"
    return _text(shape) if type_ == "string" else TYPES[type_]


def _text(shape: Shape) -> str:
    expressions = "".join(f" that fits {shown(one)}" for one in shape.said("pattern"))
    if shape.longest == inf:
        return f"a text{expressions}"
    return f"a text of at most {shape.longest} character{'s' if shape.longest != 1 else ''}{expressions}"


def _multiples(shape: Shape) -> str:
    return "".join(f" that is a multiple of {one}" for one in shape.said("multipleOf"))


def _bounds(numbers: Interval) -> str:
    if numbers.low == numbers.high:
        return f" equal to {_plain(numbers.low)}"
    low = "" if numbers.low == -inf else f"{'of at least' if numbers.with_low else 'above'} {_plain(numbers.low)}"
    high = "" if numbers.high == inf else f"{'of at most' if numbers.with_high else 'below'} {_plain(numbers.high)}"
    told = " and ".join(part for part in (low, high) if part)
    return f" {told}" if told else ""


def _plain(number: Any) -> Any:
    return int(number) if isinstance(number, float) and number.is_integer() and abs(number) < 2**53 else number


def _listed(words: Iterable[str]) -> str:
    return listed(list(dict.fromkeys(words)), "or", MOST_LISTED)
