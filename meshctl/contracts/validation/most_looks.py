"""How often judging by a schema may look at one and the same value. Pure: sees the schema, and of data its levels alone.

Each way on which a schema applies to a value is a look: two where `allOf` refers to one definition twice, four where that does so
again. What applies twice to an object applies twice to each of its fields.
"""

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

from meshctl.json_schema.references import References, references_in
from meshctl.json_schema.subschemas import Path, Subschemas

_Part = tuple[str, str | int | None]
"""Of a value: "field" and its name, "item" and its number, or "name" of a field. None stands for all that none is said of."""
_OTHER_ITEMS: list[Path] = [("items",), ("unevaluatedItems",)]
_OTHER_FIELDS: list[Path] = [("additionalProperties",), ("unevaluatedProperties",)]
_Ways = Counter[Path]
"""Subschemas, and on how many ways each applies to a value."""


def most_looks(schema: Any, levels: int, most: int) -> float:
    """At the value that is looked at most often, in data of so many levels. It counts no further once there are more than `most`.

    Infinite for a schema that needs itself to judge one and the same value.
    """
    subschemas = Subschemas.of(schema)
    try:
        applied = _applied(subschemas, References(schema))
    except CycleError:
        return float("inf")
    at_once = {path: ways.total() for path, ways in applied.items()}
    below = {path: list(_below(subschemas, ways)) for path, ways in applied.items()}
    looks = at_once
    for _ in range(levels):
        deeper = {path: max([at_once[path], *(_looks(looks, ways) for ways in below[path])]) for path in applied}
        if looks[()] > most or deeper == looks:
            break
        looks = deeper
    return looks[()]


def levels_of(data: Any) -> int:
    """How deep values of JSON lie within each other: none for a text, one for an object of texts."""
    levels, inside = -1, [data]
    while inside:
        levels, inside = levels + 1, [one for value in inside for one in _inside(value)]
    return levels


def _inside(value: Any) -> Iterator[Any]:
    yield from value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _looks(looks: Mapping[Path, int], ways: _Ways) -> int:
    return sum(number * looks[path] for path, number in ways.items())


def _applied(subschemas: Subschemas, references: References) -> dict[Path, _Ways]:
    """By each subschema all that applies to a value where that does, itself included. Raises CycleError."""
    needs: dict[Path, list[Path]] = {path: [] for path in subschemas.by_path}
    for path, schema in subschemas.objects():
        needs[path] += [(*path, *steps) for steps in _same_value(schema) if (*path, *steps) in needs]
    for path, reference in references_in(subschemas):
        if (target := references.path(reference)) in needs:
            needs[path[:-1]].append(target)
    applied = dict[Path, _Ways]()
    for path in TopologicalSorter(needs).static_order():
        applied[path] = Counter([path])
        for one in needs[path]:
            applied[path].update(applied[one])
    return applied


def _same_value(schema: Mapping[str, Any]) -> Iterator[Path]:
    for keyword, value in schema.items():
        if keyword in ("not", "if", "then", "else"):
            yield (keyword,)
        elif keyword in ("allOf", "anyOf", "oneOf") and isinstance(value, list):
            yield from ((keyword, number) for number in range(len(value)))
        elif keyword == "dependentSchemas" and isinstance(value, dict):
            yield from ((keyword, name) for name in value)


def _below(subschemas: Subschemas, ways: _Ways) -> Iterator[_Ways]:
    """What applies to each part of a value, by what applies to that."""
    schemas = [(path, schema, ways[path]) for path in ways if isinstance(schema := subschemas.by_path[path], dict)]
    for part in {part for _, schema, _ in schemas for part in _parts(schema)}:
        found = _Ways()
        for path, schema, number in schemas:
            for steps in _at(schema, part):
                if (*path, *steps) in subschemas.by_path:
                    found[(*path, *steps)] += number
        yield found


def _parts(schema: Mapping[str, Any]) -> Iterator[_Part]:
    yield from (("field", None), ("item", None), ("name", None))
    yield from (("field", name) for name in _names(schema, "properties"))
    yield from (("item", number) for number in _numbers(schema))


def _at(schema: Mapping[str, Any], part: _Part) -> list[Path]:
    """What of a schema applies to such a part. Any pattern may be one of its name."""
    kind, which = part
    if kind == "name":
        return [("propertyNames",)]
    if kind == "item":
        return [("contains",), *_said("prefixItems", which, _numbers(schema), _OTHER_ITEMS)]
    patterns = [("patternProperties", pattern) for pattern in _names(schema, "patternProperties")]
    return [*patterns, *_said("properties", which, _names(schema, "properties"), _OTHER_FIELDS)]


def _said(keyword: str, which: str | int | None, known: Container[str | int], others: list[Path]) -> list[Path]:
    return others if which is None or which not in known else [(keyword, which)]


def _names(schema: Mapping[str, Any], keyword: str) -> Mapping[str, Any]:
    value = schema.get(keyword)
    return value if isinstance(value, dict) else {}


def _numbers(schema: Mapping[str, Any]) -> range:
    value = schema.get("prefixItems")
    return range(len(value)) if isinstance(value, list) else range(0)
