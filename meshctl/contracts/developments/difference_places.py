"""Where in the files of the later version stands what differs: the keyword that says it, or else what is nearest to it. Compares nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from meshctl.contracts.developments.shared_files import below, of_same_value
from meshctl.contracts.versions.compare import Comparison
from meshctl.contracts.versions.differences import Aspect, Difference
from meshctl.json_schema.references import References
from meshctl.model.schemas import Keys, Schema

MOST_PLACED = 200
"""Differences of one schema that get a place."""
_CHOICES = ("allOf", "anyOf", "oneOf", "not", "if", "then", "else")
_SAID_BY: Mapping[Aspect, tuple[str, ...]] = {
    Aspect.PROPERTY: ("properties", "additionalProperties"),
    Aspect.REQUIRED: ("required",),
    Aspect.TYPE: ("type", "enum", "const", *_CHOICES),
    Aspect.VALUES: ("enum", "const", *_CHOICES),
    Aspect.BOUNDS: ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    Aspect.MULTIPLE: ("multipleOf",),
    Aspect.LENGTH: ("minLength", "maxLength"),
    Aspect.PATTERN: ("pattern",),
    Aspect.FORMAT: ("format",),
    Aspect.ITEMS: ("minItems", "maxItems", "uniqueItems", "prefixItems", "items"),
    Aspect.CONTAINS: ("contains", "minContains", "maxContains"),
    Aspect.PROPERTIES: ("minProperties", "maxProperties"),
    Aspect.NAMES: ("propertyNames",),
    Aspect.PATTERN_PROPERTIES: ("patternProperties",),
    Aspect.ADDITIONAL: ("additionalProperties",),
    Aspect.UNEVALUATED: ("unevaluatedProperties", "unevaluatedItems"),
    Aspect.DEPENDENT: ("dependentRequired", "dependentSchemas"),
    Aspect.COMPOSITION: _CHOICES,
    Aspect.REFERENCE: ("$ref", "$dynamicRef"),
    Aspect.SCHEMA: (),
}
"""By which keywords a schema says what differs."""
_OF_A_FIELD = (Aspect.PROPERTY, Aspect.REQUIRED)


def with_places(comparison: Comparison, new: Schema) -> Comparison:
    """The same, with the place of each difference."""
    references = References(new.data)
    placed = (replace(one, at=new.place(_keys(one, references))) for one in comparison.differences[:MOST_PLACED])
    return replace(comparison, differences=(*placed, *comparison.differences[MOST_PLACED:]))


def _keys(difference: Difference, references: References) -> Keys:
    of_field = difference.aspect in _OF_A_FIELD
    places = of_same_value([()], references)
    for step in difference.path[: -1 if of_field else None]:
        inside = [one for place in places for one in below(place, step, references)]
        if not inside:
            return places[0]
        places = of_same_value(inside, references)
    name = difference.path[-1] if of_field else None
    return next(_saying(places, difference.aspect, name, references), places[0])


def _saying(places: list[Keys], aspect: Aspect, name: object, references: References) -> Iterator[Keys]:
    """The keywords that may say it, the ones first that name the field."""
    schemas = [(place, schema) for place in places if isinstance(schema := references.at(place), dict)]
    words = [(place, word, schema[word]) for place, schema in schemas for word in _SAID_BY[aspect] if word in schema]
    yield from (named for place, word, said in words for named in _naming((*place, word), said, name))
    yield from ((*place, word) for place, word, _ in words)


def _naming(keys: Keys, said: Any, name: object) -> Iterator[Keys]:
    if isinstance(said, dict) and isinstance(name, str) and name in said:
        yield (*keys, name)
    elif isinstance(said, list) and name in said:
        yield (*keys, said.index(name))
