"""Fields that a schema allows without a word, where it describes others beside them. Judges no pattern.

Most schemas are open: what they do not describe they allow. Nothing is said where that is on purpose: where additional
fields have a schema or are allowed expressly, or where fields are described by their pattern. A schema that promises nothing
at all describes no field.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from meshctl.contracts.filters.alternatives import Alternatives, Exhausted, Schemas
from meshctl.contracts.filters.shapes import Shape
from meshctl.json_schema.keywords.promises import says_nothing
from meshctl.json_schema.references import References

Names = tuple[str, ...]
MOST_ARRAYS = 4
"""Arrays within arrays that are looked through."""


@dataclass(frozen=True, slots=True)
class Undescribed:
    """The part of a path that no schema describes, the names of the fields beside it, and whether none may be there but these."""

    path: Names
    beside: frozenset[str]
    forbidden: bool = False


def undescribed(schema: Any, path: Names) -> Undescribed | None:
    """The first step of `path` that the schema does not describe; None where it does, or where it is not certain."""
    if says_nothing(schema):
        return Undescribed(path[:1], frozenset())
    alternatives = Alternatives(References(schema))
    try:
        found = _first(alternatives, ((schema,),), path)
    except (Exhausted, RecursionError):
        return None
    return None if alternatives.notes else found


def describes(schema: Any, path: Names) -> bool:
    """Whether the schema has a word for the field: its own, or one for all fields there; true as well where that is not certain."""
    alternatives = Alternatives(References(schema))
    values: tuple[Schemas, ...] = ((schema,),)
    try:
        for name in path:
            objects = [shape for schemas in values for shape in _objects(alternatives, schemas, MOST_ARRAYS)]
            below = (shape.field(name) for shape in objects if _has_a_word_for(shape, name))
            values = tuple(schemas for schemas in below if False not in schemas)
    except (Exhausted, RecursionError):
        return True
    return bool(path and values)


def _has_a_word_for(shape: Shape, name: str) -> bool:
    of_all = ("additionalProperties", "patternProperties", "unevaluatedProperties")
    return name in shape.fields() or any(shape.said(keyword) for keyword in of_all)


def list_above(schema: Any, path: Names) -> Names | None:
    """The first step of `path` that is nothing but a list, although fields are wanted below it; None where that is not certain."""
    alternatives, schemas = Alternatives(References(schema)), (schema,)
    try:
        for depth, name in enumerate(path[:-1], 1):
            objects = [shape for shape in alternatives.of(schemas) if "object" in shape.types]
            if len(objects) != 1 or alternatives.notes:
                return None
            schemas = objects[0].field(name)
            types = {type_ for shape in alternatives.of(schemas) for type_ in shape.types}
            if "array" in types and "object" not in types:
                return path[:depth]
    except (Exhausted, RecursionError):
        return None
    return None


def _first(alternatives: Alternatives, values: tuple[Schemas, ...], path: Names) -> Undescribed | None:
    for depth, name in enumerate(path, 1):
        objects = [shape for schemas in values for shape in _objects(alternatives, schemas, MOST_ARRAYS)]
        below = tuple(shape.field(name) for shape in objects)
        if not all(map(_describes_its_fields, objects)):
            return None
        values = tuple(schemas for schemas in below if schemas and False not in schemas)
        if not values:
            return _beside(objects, path[:depth], forbidden=all(False in schemas for schemas in below))
    return None


def _objects(alternatives: Alternatives, schemas: Schemas, most: int) -> Iterator[Shape]:
    """The objects that are allowed, those in arrays too: patterns look through arrays."""
    for shape in alternatives.of(schemas):
        if "object" in shape.types:
            yield shape
        if "array" in shape.types and most:
            for at in range(shape.kinds_of_item):
                items = shape.item(at)
                yield from _objects(alternatives, items, most - 1) if items else ()


def _describes_its_fields(shape: Shape) -> bool:
    by_pattern = shape.said("patternProperties") or shape.said("unevaluatedProperties")
    return not by_pattern and any(True for _ in shape.fields())


def _beside(objects: list[Shape], path: Names, *, forbidden: bool) -> Undescribed | None:
    names = frozenset(name for shape in objects for name in (*shape.fields(), *shape.required))
    certain = names and path[-1] not in names and not any("." in name for name in names)
    return Undescribed(path, names, forbidden) if certain else None
