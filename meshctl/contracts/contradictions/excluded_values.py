"""Values that a schema lists or shows, and that what stands beside them does not allow. Pure; what is not certain is not told."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from json import loads
from typing import Any, NamedTuple

from meshctl.contracts.filters.alternatives import Alternatives, Exhausted
from meshctl.contracts.filters.shapes import Shape
from meshctl.contracts.filters.validity import Validity
from meshctl.json_schema.keywords.vocabularies import OF_TYPES
from meshctl.json_schema.references import References
from meshctl.json_schema.subschemas import Path
from meshctl.json_schema.values import kind_of, shown, type_of

LONGEST_SPELT = 40
MOST_VALUES = 1_000
"""Of one list that are asked."""
MOST_ASKED = 50_000
"""Of one schema, each of each alternative that it may be; of those further down, nothing is told."""
_SINGLE, _LISTING = ("const", "default"), ("enum", "examples")
_ARE_SHOWN = ("default", "examples")
_COMBINING = frozenset({"enum", "const", "not", "allOf", "anyOf", "oneOf", "$ref", "if", "then", "else"})
_SIDES = OF_TYPES["number"] | OF_TYPES["string"] | {"type"} | _COMBINING
"""Keywords that may exclude a value beside them; what they say of what is inside of it is not asked."""
_PLAIN = _SIDES - {"allOf", "anyOf", "oneOf", "$ref", "if", "not"}


_WITHIN = OF_TYPES["object"] | OF_TYPES["array"] | _COMBINING
"""Keywords that may exclude a value by what is inside of it."""
_TOGETHER = (
    *(("required",), ("properties",), ("properties", "patternProperties"), ("prefixItems",), ("prefixItems", "items")),
    ("properties", "patternProperties", "additionalProperties"),
)
"""Keywords that mean something together; the last one of them is what excludes a value that those before it allow."""


class ExcludedValue(NamedTuple):
    """One value: where it stands, the keyword that has it, and the one that excludes it (none where several do so together)."""

    steps: Path
    keyword: str
    value: Any
    by: str | None


class ExcludedValues:
    """Judges the values of the parts of one schema."""

    def __init__(self, schema: Any) -> None:
        references = References(schema)
        self._alternatives, self._validity = Alternatives(references), Validity(references)
        self._left = MOST_ASKED

    def excluded(self, schema: Mapping[str, Any]) -> Iterator[ExcludedValue]:
        """Those of one schema, in the order of its words."""
        for keyword in (word for word in schema if word in _LISTING or word in _SINGLE):
            beside, within = (_beside(keyword, schema, words) for words in (_SIDES, _WITHIN))
            shapes = None if _are_of_type(beside, schema[keyword], keyword) else self._shapes(beside)
            for steps, value in self._asked(keyword, schema[keyword], shapes):
                if shapes is not None and not any(_may_be(shape, value) for shape in shapes):
                    yield ExcludedValue(steps, keyword, value, self._excluding(beside, value))
                elif isinstance(value, dict | list) and value and self._is_refused(value, within):
                    yield ExcludedValue(steps, keyword, value, self._excluding_within(schema, value))

    def _asked(self, keyword: str, said: Any, shapes: Sequence[Shape] | None) -> Iterator[tuple[Path, Any]]:
        """The values, as many of them as are asked."""
        for steps, value in _values(keyword, said):
            self._left -= max(1, len(shapes or ()))
            if self._left < 0:
                return
            yield steps, value

    def _is_refused(self, value: Any, within: Mapping[str, Any]) -> bool:
        """Whether what is inside of an object or array is proved not to be as the other keywords say."""
        return bool(within) and self._validity.holds(value, within) is False

    def _excluding_within(self, schema: Mapping[str, Any], value: Any) -> str | None:
        """The keyword that excludes it, by itself or with those that it is read with."""
        further = ((word,) for word in schema if word in _WITHIN and word not in _LISTING)
        each = ((words, {one: schema[one] for one in words if one in schema}) for words in (*_TOGETHER, *further))
        return next(
            (words[-1] for words, said in each if words[-1] in said and self._validity.holds(value, said) is False),
            None,
        )

    def _excluding(self, beside: Mapping[str, Any], value: Any) -> str | None:
        """The keyword that excludes a value by itself."""
        each = ((word, self._shapes({word: said})) for word, said in beside.items())
        return next((word for word, shapes in each if not any(_may_be(one, value) for one in shapes or ())), None)

    def _shapes(self, beside: Mapping[str, Any]) -> Sequence[Shape] | None:
        """What the keywords allow together; None where they say nothing, or nothing certain."""
        if beside.keys() <= _PLAIN:
            return (Shape((beside,)),) if beside else None
        try:
            return self._alternatives.of((beside,))
        except Exhausted:
            return None


def _beside(keyword: str, schema: Mapping[str, Any], words: Collection[str]) -> dict[str, Any]:
    """What else a schema says with some of these words."""
    return {word: said for word, said in schema.items() if word in words and word != keyword}


def _are_of_type(beside: Mapping[str, Any], said: Any, keyword: str) -> bool:
    """Whether values have the type that alone is said beside them, as nearly all do."""
    names = [beside["type"]] if isinstance(beside.get("type"), str) else beside.get("type", ())
    values = [said] if keyword in _SINGLE else said if isinstance(said, list) else [said]
    return beside.keys() == {"type"} and all(not {type_of(one), kind_of(one)}.isdisjoint(names) for one in values)


def _may_be(shape: Shape, value: Any) -> bool:
    if isinstance(value, dict | list):
        return type_of(value) in shape.types and shape.may_list(value)
    return shape.fits_type(value) and shape.fits(value) is not False


def _values(keyword: str, said: Any) -> Iterable[tuple[Path, Any]]:
    if keyword in _SINGLE:
        return [((keyword,), said)]
    listed = said[:MOST_VALUES] if isinstance(said, list) else ()
    return (((keyword, number), value) for number, value in enumerate(listed))


def told(one: ExcludedValue) -> tuple[str, str]:
    """What is wrong with it, and a way out."""
    by, value = f"`{one.by}`" if one.by else "what stands", shown({0: one.value})
    if one.keyword in _ARE_SHOWN:
        what = "default" if one.keyword == "default" else "example"
        return f"the {what} {value} is not what {by} beside it allows: who goes by it is misled", _help(one)
    return f"{value} stands under `{one.keyword}`, and {by} beside it does not allow it: no event has it", _help(one)


def _help(one: ExcludedValue) -> str:
    if one.value is None:
        return "let null be allowed as well, or leave it out"
    if one.by == "type" and isinstance(one.value, str) and not isinstance(_spelt(one.value), str):
        return "write it without quotes, or mend `type`"
    if one.by == "type" and isinstance(one.value, bool | int | float):
        return "write it in quotes if a text is meant, or mend `type`"
    return f"mend it, or `{one.by}`" if one.by else "mend it, or leave it out"


def _spelt(text: str) -> Any:
    """The number, true, false or null that a text spells; else the text."""
    try:
        return loads(text) if len(text) <= LONGEST_SPELT else text
    except ValueError:
        return text
