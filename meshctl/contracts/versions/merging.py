"""Makes one schema of several that all have to hold, where that means the same. Follows no reference."""

from collections.abc import Mapping
from typing import Any

from meshctl.json_schema.values import identity

Words = Mapping[str, Any]
"""The keywords of a schema that decide about data."""

DECIDING = frozenset(
    {"type", "enum", "const", "required", "properties", "additionalProperties", "patternProperties", "propertyNames"}
    | {"minProperties", "maxProperties", "dependentRequired", "dependentSchemas", "unevaluatedProperties"}
    | {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
    | {"minLength", "maxLength", "pattern", "format", "minItems", "maxItems", "uniqueItems", "items", "prefixItems"}
    | {"contains", "minContains", "maxContains", "unevaluatedItems"}
    | {"allOf", "anyOf", "oneOf", "not", "if", "then", "else", "$ref", "$dynamicRef"}
)
"""All others are notes for people. `format` is a promise here, although validators may take it for a note."""
_OF_ONE_GROUP = (
    frozenset({"properties", "patternProperties", "additionalProperties"}),
    frozenset({"prefixItems", "items"}),
    frozenset({"contains", "minContains", "maxContains"}),
    frozenset({"if", "then", "else"}),
)
"""Keywords that mean something else beside each other than in schemas of their own."""
_DYNAMIC = frozenset({"allOf", "anyOf", "oneOf", "not", "if", "dependentSchemas", "$ref", "contains"})
UNEVALUATED = {"unevaluatedProperties": "additionalProperties", "unevaluatedItems": "items"}


def merged(one: Words, other: Words) -> Words | None:
    """One schema that takes what both take; None where no simple one does. `one` may hold `unevaluated...` words."""
    if UNEVALUATED.keys() & other.keys() or any(_torn(group, one, other) for group in _OF_ONE_GROUP):
        return None
    both: dict[str, Any] = {**one, **other}
    for word in one.keys() & other.keys():
        if word == "required":
            both[word] = list(dict.fromkeys([*one[word], *other[word]]))
        elif word == "properties":
            both[word] = _merged_properties(one[word], other[word])
        elif identity(one[word]) != identity(other[word]):
            return None
    return both


def _torn(group: frozenset[str], one: Words, other: Words) -> bool:
    """Whether words of one group stand in both schemas; plain `properties` alone may."""
    mine, theirs = group & one.keys(), group & other.keys()
    return bool(mine and theirs) and not mine == theirs == {"properties"}


def _merged_properties(one: Words, other: Words) -> Words:
    shared = {name: {"allOf": [one[name], other[name]]} for name in one if name in other}
    return {**one, **other, **shared}


def settled(words: Words) -> Words:
    """The same, with `unevaluated...` left out or written as the simpler word that it means, where it means one.

    Beside that simpler word nothing is left unevaluated; without it, it means the same where nothing else evaluates.
    """
    known = dict(words)
    for word, simpler in UNEVALUATED.items():
        if word in known and simpler in known:
            del known[word]
        elif word in known and not _DYNAMIC & known.keys():
            known[simpler] = known.pop(word)
    return known
