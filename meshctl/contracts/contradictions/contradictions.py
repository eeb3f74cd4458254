"""All that contradicts itself in the form of a schema, as paths of the form, sentences and ways out. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice
from typing import Any

from meshctl.contracts.contradictions.excluded_values import ExcludedValues, told
from meshctl.contracts.contradictions.possible_values import PossibleValues
from meshctl.json_schema.keywords.vocabularies import OF_TYPES
from meshctl.json_schema.subschemas import Path, Subschemas
from meshctl.json_schema.values import shown

Told = tuple[Path, str, str]
"""Where, what contradicts itself there, and what helps."""
MOST_TOLD, MOST_CHOICES = 20, 100
MOST_ASKED = 1_500
"""Parts of one schema that are looked at; of what stands further down, nothing is told."""
_NAMED = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"})
_NEVER: tuple[Any, ...] = (False, {"not": {}}, {"not": True})
"""How people say on purpose that something may not be there."""
_LISTED = ("allOf", "oneOf")
_ALONE = {"enum", *_LISTED}
"""Keywords that may leave no value by themselves."""
_CHOICES = ("anyOf", "oneOf")
_IN_TEXT = (
    "type enum const minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern items prefixItems "
    "minItems maxItems contains minContains minProperties maxProperties required not allOf anyOf oneOf if $ref"
)
_WORDS = frozenset(_IN_TEXT.split())
"""Keywords that may leave no value beside each other."""
_OF_FIELDS = frozenset({"allOf", "$ref", "type", "properties", "patternProperties", "additionalProperties"})
_HOLDING = frozenset({"default", "examples", "const"})
"""Keywords that hold values."""
_BESIDE = (_WORDS | OF_TYPES["object"] | OF_TYPES["array"]) - _HOLDING
"""Keywords that may exclude them."""


def contradictions(schema: Any) -> list[Told]:
    """The first of them in a schema that is sound; none is told of what a schema only asks by `not` or `if`."""
    values, possible = ExcludedValues(schema), PossibleValues(schema)
    parts = list(islice((part for part in Subschemas.of(schema).objects() if _may_clash(part[1])), MOST_ASKED))
    each = (one for path, part in parts for one in _of_part(path, part, values, possible))
    return list(islice(each, MOST_TOLD)) or list(islice(_endless(((), schema), parts, possible), 1))


def _of_part(path: Path, one: Mapping[str, Any], values: ExcludedValues, possible: PossibleValues) -> Iterator[Told]:
    """Values that it lists and excludes; where there are none, what else of it clashes."""
    excluded = (((*path, *each.steps), *told(each)) for each in values.excluded(one))
    first = next(excluded, None)
    if first is not None:
        yield first
        yield from excluded
    elif _is_demanded(path):
        yield from _of_one(path, one, possible)


def _may_clash(one: Mapping[str, Any]) -> bool:
    """Whether two of its words may exclude each other, or one may leave nothing by itself."""
    holding = len(one.keys() & _HOLDING)
    return (
        len(one.keys() & _WORDS) > 1
        or (holding > 0 and len(one.keys() & _BESIDE) + holding > 1)
        or not _ALONE.isdisjoint(one)
        or "required" in one
    )


def _endless(whole: tuple[Path, Any], parts: Sequence[tuple[Path, Any]], possible: PossibleValues) -> Iterator[Told]:
    """What requires itself, which no data can be: the first such, the schema as a whole before its parts."""
    for path, one in (whole, *parts):
        if (not path or "required" in one) and one not in _NEVER and _is_demanded(path) and possible.is_none(one):
            message = "no data can be as this says: what it requires needs itself, or is allowed nowhere"
            yield path, message, "mend what contradicts itself, or require less"


def _is_demanded(path: Path) -> bool:
    """Whether neither `not` nor `if` is on the way, be it as the name of a field."""
    at = 0
    while at < len(path):
        if path[at] in ("not", "if"):
            return False
        at += 2 if path[at] in _NAMED else 1
    return True


def _of_one(path: Path, one: Mapping[str, Any], possible: PossibleValues) -> Iterator[Told]:
    yield from _never_there(path, one)
    words = [word for word in one if word in _WORDS]
    if one.get("enum") or "const" in one:
        return  # each of these values has been asked
    if one not in _NEVER and (len(words) > 1 or {*words} & _ALONE):
        yield from _without_any(path, one, words, possible)


def _never_there(path: Path, one: Mapping[str, Any]) -> Iterator[Told]:
    """Fields that are required and forbidden."""
    fields, others = one.get("properties", {}), one.get("patternProperties")
    for number, name in enumerate(one.get("required", ())):
        is_forbidden = name not in fields and not others and one.get("additionalProperties") is False
        if is_forbidden or fields.get(name) in _NEVER:
            by = "`additionalProperties`" if is_forbidden else "`properties`"
            message = f"{shown({0: name})} is required here, and {by} beside it forbids it: no data is as this says"
            yield (*path, "required", number), message, "describe it below `properties`, or do not require it"


def _without_any(path: Path, one: Mapping[str, Any], words: list[str], possible: PossibleValues) -> Iterator[Told]:
    """What leaves no value, said by the two keywords that do, where it is two."""
    said = {word: one[word] for word in words}
    if not possible.is_none(said):
        yield from _dead_branches(path, one, possible)
        yield from _left_out(path, one, possible) if "allOf" in one else ()
        return
    alone = [word for word in words if possible.is_none({word: one[word]})]
    if alone:
        yield from _of_list(path, one, alone, possible)
        return
    beside = {"type": one["type"]} if "type" in one else {}
    pairs = ((first, other) for first, other in combinations(words, 2))
    each = ((pair, {**beside, **{word: one[word] for word in pair}}) for pair in pairs)
    both = next((pair for pair, said in each if possible.is_none(said)), None)
    named = " and ".join(f"`{word}`" for word in both) if both else "the keywords that stand here"
    yield path, f"{named} exclude each other: no value is as this says", "mend one of them"


def _of_list(path: Path, one: Mapping[str, Any], alone: list[str], possible: PossibleValues) -> Iterator[Told]:
    """Where schemas of one list exclude each other, none of which does so itself, which is told there; and a list of no values."""
    for word in alone:
        if word == "enum":
            message = "`enum` lists nothing here: no value is as this says"
            yield (*path, word), message, "list the values that are allowed"
        elif word in _LISTED and not any(possible.is_none(each) for each in one[word]):
            message = f"the schemas of `{word}` exclude each other: no value is as this says"
            yield (*path, word), message, "mend one of them"


def _left_out(path: Path, one: Mapping[str, Any], possible: PossibleValues) -> Iterator[Told]:
    """Fields of one schema of `allOf` that another one does not know, and closes itself: nobody can send them."""
    name = possible.forbidden({word: said for word, said in one.items() if word in _OF_FIELDS})
    if name is not None:
        message = f"one of these schemas describes {shown({0: name})}, and another one allows no field of that name"
        help_ = "close them all together: `unevaluatedProperties: false` beside `allOf`, from 2019-09 on"
        yield (*path, "allOf"), message, help_


def _dead_branches(path: Path, one: Mapping[str, Any], possible: PossibleValues) -> Iterator[Told]:
    """Choices that what stands beside them excludes."""
    beside = {word: said for word, said in one.items() if word not in _CHOICES}
    choices = [(word, number, each) for word in _CHOICES for number, each in enumerate(one.get(word, ()))]
    for word, number, each in choices[:MOST_CHOICES] if beside else ():
        if possible.is_none(beside, each) and not possible.is_none(each):
            message = f"what stands beside this `{word}` excludes this choice: it never holds"
            yield (*path, word, number), message, "mend it, or leave it out"
