"""How often judging by a schema may look at one and the same value. Pure: sees the schema, and of data its levels alone.

Each way on which a schema applies to a value is a look: two where `allOf` refers to one definition twice, four where that does so
again. What applies twice to an object applies twice to each of its fields.
"""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from math import inf
from typing import Any, NamedTuple

from meshctl.json_schema.references import REFERENCES, References, references_in
from meshctl.json_schema.subschemas import Path, Subschemas

MOST_COUNTED = 100_000
"""Steps of counting, after which it is taken for without bound."""
_OF_ITEMS, _OF_OTHER_ITEMS = ("contains",), ("items", "unevaluatedItems")
_OF_OTHER_FIELDS = ("additionalProperties", "unevaluatedProperties")
_Ways = dict[Path, int]
"""Subschemas, and on how many ways each applies to a value."""


class _TooMuch(Exception):
    """Counting takes too long."""


class _Parts(NamedTuple):
    """What applies to parts of one kind: to those that no schema names, and how that is otherwise for each that one does."""

    usual: _Ways
    named: Iterable[_Ways]

    @property
    def size(self) -> int:
        """The steps to count all of it."""
        return len(self.usual) + sum(map(len, self.named))

    def looks(self, looks: Mapping[Path, int]) -> int:
        """At the part that is looked at most often."""
        return _looks(looks, self.usual) + max([0, *(_looks(looks, ways) for ways in self.named)])


def most_looks(schema: Any, levels: int, most: int) -> float:
    """At the value that is looked at most often, in data of so many levels. It counts no further once there are more than `most`.

    Infinite for a schema that needs itself to judge one and the same value, and where counting itself takes too long.
    """
    subschemas = Subschemas.of(schema)
    try:
        applied = _applied(subschemas, References(schema))
        below = _below_each(subschemas, applied)
    except (CycleError, _TooMuch):
        return inf
    at_once = {path: sum(ways.values()) for path, ways in applied.items()}
    return _counted(at_once, below, levels, most)


def refers(schema: Any) -> bool:
    """Whether it has references; without them, no value is looked at more often than there are schemas in it."""
    return any(word in one for _, one in Subschemas.of(schema).objects() for word in REFERENCES)


def _counted(at_once: Mapping[Path, int], below: Mapping[Path, list[_Parts]], levels: int, most: int) -> float:
    """Level by level, from the deepest one up; a schema with nothing inside is looked at once wherever it stands."""
    left = MOST_COUNTED
    each = sum(parts.size for all_parts in below.values() for parts in all_parts)
    looks = dict(at_once)
    for _ in range(levels):
        deeper = {path: max([at_once[path], *(one.looks(looks) for one in parts)]) for path, parts in below.items()}
        changed = {path: number for path, number in deeper.items() if number != looks[path]}
        looks |= changed
        left -= each
        if looks[()] > most or not changed:
            break
        if left < 0:
            return inf
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
    """By each subschema all that applies to a value where that does, itself included. Raises CycleError and _TooMuch."""
    needs: dict[Path, list[Path]] = {path: [] for path in subschemas.by_path}
    for path, schema in subschemas.objects():
        needs[path] += [(*path, *steps) for steps in _same_value(schema) if (*path, *steps) in needs]
    for path, reference in references_in(subschemas):
        if (target := references.path(reference)) in needs:
            needs[path[:-1]].append(target)
    applied: dict[Path, _Ways] = {}
    left = MOST_COUNTED
    for path in TopologicalSorter(needs).static_order():
        applied[path] = ways = {path: 1}
        for one in needs[path]:
            _add(ways, applied[one])
        left -= len(ways)
        if left < 0:
            raise _TooMuch
    return applied


def _add(ways: _Ways, more: _Ways) -> None:
    for path, number in more.items():
        ways[path] = ways.get(path, 0) + number


def _same_value(schema: Mapping[str, Any]) -> Iterator[Path]:
    for keyword, value in schema.items():
        if keyword in ("not", "if", "then", "else"):
            yield (keyword,)
        elif keyword in ("allOf", "anyOf", "oneOf") and isinstance(value, list):
            yield from ((keyword, number) for number in range(len(value)))
        elif keyword == "dependentSchemas" and isinstance(value, dict):
            yield from ((keyword, name) for name in value)


def _below_each(subschemas: Subschemas, applied: Mapping[Path, _Ways]) -> dict[Path, list[_Parts]]:
    """What applies to the parts of a value, by what applies to that, where anything does. Raises _TooMuch."""
    below: dict[Path, list[_Parts]] = {}
    left = MOST_COUNTED
    for path, ways in applied.items():
        parts = [one for one in _below(subschemas, ways) if one.size]
        left -= len(ways) + sum(one.size for one in parts)
        if left < 0:
            raise _TooMuch
        if parts:
            below[path] = parts
    return below


def _below(subschemas: Subschemas, ways: _Ways) -> Iterator[_Parts]:
    schemas = [(path, schema, ways[path]) for path in ways if isinstance(schema := subschemas.by_path[path], dict)]
    yield _Parts(
        {(*path, "propertyNames"): number for path, schema, number in schemas if "propertyNames" in schema}, ()
    )
    yield _fields(schemas)
    yield _items(schemas)


def _fields(schemas: Iterable[tuple[Path, Mapping[str, Any], int]]) -> _Parts:
    """Any pattern may be one of a field's name."""
    usual: _Ways = {}
    named: dict[str, _Ways] = {}
    for path, schema, number in schemas:
        others = [(*path, word) for word in _OF_OTHER_FIELDS if word in schema]
        patterns = [(*path, "patternProperties", one) for one in _names(schema, "patternProperties")]
        _add(usual, dict.fromkeys((*others, *patterns), number))
        for name in _names(schema, "properties"):
            instead = dict.fromkeys(others, -number) | {(*path, "properties", name): number}
            _add(named.setdefault(name, {}), instead)
    return _Parts(usual, named.values())


def _items(schemas: Iterable[tuple[Path, Mapping[str, Any], int]]) -> _Parts:
    usual: _Ways = {}
    numbered: dict[int, _Ways] = {}
    for path, schema, number in schemas:
        others = [(*path, word) for word in _OF_OTHER_ITEMS if word in schema]
        each = [(*path, word) for word in _OF_ITEMS if word in schema]
        _add(usual, dict.fromkeys((*others, *each), number))
        for at in _numbers(schema):
            instead = dict.fromkeys(others, -number) | {(*path, "prefixItems", at): number}
            _add(numbered.setdefault(at, {}), instead)
    return _Parts(usual, numbered.values())


def _names(schema: Mapping[str, Any], keyword: str) -> Mapping[str, Any]:
    value = schema.get(keyword)
    return value if isinstance(value, dict) else {}


def _numbers(schema: Mapping[str, Any]) -> range:
    value = schema.get("prefixItems")
    return range(len(value)) if isinstance(value, list) else range(0)
