"""Says in words what a shape allows and what a field of a pattern wants. Judges nothing."""

from collections.abc import Iterable
from json import dumps
from math import inf
from typing import Any

from meshctl.contracts.filters.intervals import Interval
from meshctl.contracts.filters.scalars import interval
from meshctl.contracts.filters.shapes import Shape
from meshctl.patterns import Accepted
from meshctl.patterns.operators.accepted import AnythingBut, Operator, Present
from meshctl.patterns.operators.addresses import SameAddress
from meshctl.patterns.operators.any_case import AnyCase
from meshctl.patterns.operators.numeric import Between
from meshctl.patterns.operators.prefix_suffix import Prefix, Suffix
from meshctl.patterns.operators.wildcard import Wildcard

MOST_LISTED, LONGEST = 6, 60
TYPES = {"object": "an object", "array": "a list", "boolean": "true or false", "null": "null"}


def allowed_by(shape: Shape) -> str:
    """`only "DE" or "FR"`, `a number of at least 0`, `a text or null`."""
    if shape.allowed is not None:
        return f"only {_listed(map(shown, shape.allowed))}"
    return _listed(_of_type(shape, type_) for type_ in sorted(shape.types, key=_order.index))


def wanted_by(accepted: Accepted) -> str:
    """`"DE"`, `a text that starts with "F"`, `a number above 10`."""
    values = [*sorted(accepted.texts), *accepted.amounts, *accepted.words]
    told = [shown(one[1] if isinstance(one, tuple) else _plain(one)) for one in values]
    told += [_of_operator(one) for one in accepted.operators if not isinstance(one, SameAddress)]
    return _listed([*told, *(["no field"] if accepted.absent else [])])


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


def _of_operator(operator: Operator) -> str:
    match operator:
        case Accepted():
            return wanted_by(operator)
        case AnythingBut(inner):
            return f"anything but {wanted_by(inner)}"
        case Between():
            return f"a number{_bounds(interval(operator))}"
        case Present():
            return "a value"
    return _of_texts(operator)


def _of_texts(operator: Operator) -> str:
    match operator:
        case Prefix(text):
            return f"a text that starts with {shown(text)}"
        case Suffix(text):
            return f"a text that ends with {shown(text)}"
        case Wildcard(pieces):
            return f"a text such as {shown('*'.join(pieces))}"
        case AnyCase():
            return f"{shown(operator.text)} in any case"
    return "an address of a block"


def _listed(words: Iterable[str]) -> str:
    told = list(dict.fromkeys(words))
    if len(told) > MOST_LISTED:
        return f"{', '.join(told[:MOST_LISTED])} or {len(told) - MOST_LISTED} more"
    return " or ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
