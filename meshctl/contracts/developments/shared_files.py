"""In which file that a schema shares with others a difference of it is written. Compares nothing."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from meshctl.contracts.forms.steps import Items, Step
from meshctl.contracts.versions.compare import Comparison
from meshctl.contracts.versions.differences import Aspect, Difference
from meshctl.json_schema.references import References
from meshctl.model.schemas import Keys, Schema

MOST_PLACES = 200
"""Schemas of one value that are looked at."""
_HOLDERS = {Aspect.REQUIRED: "required", Aspect.PROPERTY: "properties"}
"""Keywords of an object that say something of the fields that they name."""
_LISTED, _ALONE = ("allOf", "anyOf", "oneOf"), ("not", "if", "then", "else")


def with_files(comparison: Comparison, old: Schema, new: Schema) -> Comparison:
    """The same, with the other file that says what differs, where one does."""
    if len(old.files) <= 1 and len(new.files) <= 1:
        return comparison
    sides = tuple((one, References(one.data)) for one in (new, old))
    return replace(comparison, differences=tuple(_placed(one, sides) for one in comparison.differences))


def _placed(difference: Difference, sides: tuple[tuple[Schema, References], ...]) -> Difference:
    for schema, references in sides:
        if files := _files(schema, references, difference):
            others = sorted(files - {schema.path})
            return (
                replace(difference, sentence=f"{difference.sentence}, in {', '.join(others)}") if others else difference
            )
    return difference


def _files(schema: Schema, references: References, difference: Difference) -> set[str]:
    """Those that say what differs; none where the schema does not describe that place."""
    holder = _HOLDERS.get(difference.aspect)
    path = difference.path[:-1] if holder else difference.path
    places = of_same_value([()], references)
    for step in path:
        places = of_same_value([one for place in places for one in below(place, step, references)], references)
    named = difference.path[-1] if holder else None
    said = ((place, references.at(place)) for place in places)
    return {schema.origin(place)[0] for place, one in said if _says_something(one, holder, named)}


def _says_something(schema: Any, holder: str | None, named: object) -> bool:
    if not isinstance(schema, dict):
        return holder is None
    return named in schema.get(holder, ()) if holder else bool(schema.keys() - {"$ref", "$defs"})


def of_same_value(begun: list[Keys], references: References) -> list[Keys]:
    """Places of the form, with those of all that looks at the same value."""
    found = dict.fromkeys(begun)
    for place in (waiting := list(begun)):  # it grows meanwhile
        for one in _beside(place, references):
            if one not in found and len(found) < MOST_PLACES:
                found[one] = None
                waiting.append(one)
    return waiting


def _beside(place: Keys, references: References) -> Iterator[Keys]:
    schema = references.at(place)
    if not isinstance(schema, dict):
        return
    target = references.path(schema.get("$ref"))
    yield from (target,) if target is not None else ()
    yield from ((*place, key, number) for key in _LISTED for number in range(len(schema.get(key, ()))))
    yield from ((*place, key) for key in _ALONE if key in schema)
    yield from ((*place, "dependentSchemas", name) for name in schema.get("dependentSchemas", ()))


def below(place: Keys, step: Step, references: References) -> Iterator[Keys]:
    """Places that say something of a part of the value."""
    schema = references.at(place)
    if not isinstance(schema, dict):
        return
    if isinstance(step, Items):
        firsts = range(len(schema.get("prefixItems", ())))
        numbered: list[Keys] = [("prefixItems", number) for number in firsts if number == step.index]
        keys = numbered or [("items",), ("contains",)]
    elif isinstance(step, str) and step in schema.get("properties", {}):
        keys = [("properties", step)]
    else:
        named: list[Keys] = [("patternProperties", name) for name in schema.get("patternProperties", ())]
        keys = [*named, ("additionalProperties",), ("unevaluatedProperties",)]
    yield from ((*place, *key) for key in keys if references.at((*place, *key)) is not None)
