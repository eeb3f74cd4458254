"""Says in words what a shape allows. What a field of a pattern accepts says the room of patterns. Judges nothing."""

from collections.abc import Iterable, Iterator, Sequence
from json import dumps, loads
from math import inf, isfinite
from re import compile as expression
from typing import Any

from meshctl.contracts.filters.shapes import Shape
from meshctl.contracts.filters.values.intervals import Interval
from meshctl.patterns import Accepted, expectation, listed

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


_SEVERAL = expression(r"\s*[,|;]\s*")
_SPOKEN_BOOLEANS = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}
LONGEST_MEANT = 200
"""Characters of a text in which something else is looked for."""


def meant_by(accepted: Accepted, shape: Shape) -> str:
    """A way out where a value is wanted that is allowed in another kind, or several are in one text; empty for any other."""
    if accepted.operators:
        return ""
    told = [*(_meant_by_text(one, shape) for one in sorted(accepted.texts)), *_unquoted(accepted, shape)]
    return next((one for one in told if one), "")


def field_meant(path: Sequence[str], shape: Shape) -> str:
    """What to ask instead of an object, of which a pattern asks nothing; empty where other values are allowed, or no field is described."""
    name = next(iter(shape.fields()), None) if shape.types == {"object"} else None
    if name is None or len(name) > LONGEST_MEANT:
        return ""
    return f"values and operators ask for no object: write them for a field of it, such as `{'.'.join((*path, name))}`"


def _meant_by_text(text: str, shape: Shape) -> str:
    if len(text) > LONGEST_MEANT:
        return ""
    plain = _SPOKEN_BOOLEANS.get(text.lower(), _scalar(text))
    if not isinstance(plain, str) and shape.fits(plain) is True:
        return f"write {dumps(plain)}, without quotes"
    several = _SEVERAL.split(text)
    if len(several) > 1 and all(shape.fits(one) is True for one in several):
        return f"write each by itself: {', '.join(map(shown, several))}"
    if text[:1] == "!" and shape.fits(text[1:].strip()) is True:
        return f'write {{"anything-but": {shown(text[1:].strip())}}}'
    return ""


def _scalar(text: str) -> Any:
    """The number, true, false or null that a text spells; else the text."""
    try:
        value = loads(text)
    except (ValueError, RecursionError):
        return text
    endless = isinstance(value, float) and not isfinite(value)
    return text if isinstance(value, list | dict) or endless else value


def _unquoted(accepted: Accepted, shape: Shape) -> Iterator[str]:
    """What is allowed as a text, and wanted as something else."""
    plain = [*(Accepted(amounts=frozenset({one})) for one in accepted.amounts)]
    for one in (*plain, *(Accepted(words=frozenset({word})) for word in accepted.words)):
        if shape.fits(expectation(one, 1)) is True:
            yield "write it in quotes: a text is allowed there"
