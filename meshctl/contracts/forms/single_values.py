"""Whether a schema's own words about plain values take one value; what they say of the inside of it, or by a format, is left open. Pure."""

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any

from meshctl.contracts.filters.texts.expression import read_expression
from meshctl.contracts.forms.ranges import NUMBERS, bounds, holds, multiple, only, sizes
from meshctl.json_schema.keywords.vocabularies import OF_TYPES
from meshctl.json_schema.values import exactly, identity, kind_of, kinds_of_type

ABOUT_VALUES = OF_TYPES["number"] | OF_TYPES["string"] | {"type"}
"""Words that judge a single value."""
OF_A_LIST = {"type", "enum", "const"}
"""Words of a schema that nothing but a list of values decides."""


def takes(words: Mapping[str, Any], value: Any) -> bool | None:
    """Whether these words, of `ABOUT_VALUES`, take a value; None where only running an expression without bounds would tell."""
    kind = kind_of(value)
    if "type" in words and kind not in kinds_named(words["type"]):
        return False
    if words.keys() <= {"type"}:
        return True
    if kind in NUMBERS:
        step = multiple(words)
        return holds(bounds(words), only(value)) and (step is None or exactly(value) % step == 0)
    if kind == "string":
        return holds(sizes(words, "Length"), only(len(value))) and fits(words.get("pattern"), value)
    return True


def fits(expression: str | None, text: str) -> bool | None:
    """Whether a text fits an expression, None where that is not of the simple kind that is followed in bounded time."""
    if expression is None:
        return True
    read = read_expression(expression)
    return None if read is None else read.accepts(text)


def kinds_named(written: Any) -> frozenset[str]:
    """The kinds of values that a `type` names."""
    return _kinds_named(tuple(written) if isinstance(written, list) else (written,))


@lru_cache(1_000)
def _kinds_named(names: tuple[Any, ...]) -> frozenset[str]:
    return frozenset().union(*map(kinds_of_type, names))


def names_of(kinds: frozenset[str]) -> list[str]:
    """The `type` that names these kinds."""
    return sorted(kinds - {"fraction", "integer"} | {"number"} if "fraction" in kinds else kinds)


def few_values(kinds: frozenset[str]) -> Mapping[Hashable, Any] | None:
    """All values of these kinds by their identity, where there are few."""
    if not kinds <= {"null", "boolean"}:
        return None
    values = [*([False, True] if "boolean" in kinds else []), *([None] if "null" in kinds else [])]
    return {identity(value): value for value in values}
