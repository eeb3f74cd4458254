"""The anchors of a JSON Schema. Looks for them where schemas stand, and not in the data that a schema shows or lists."""

from collections.abc import Iterator, Mapping
from typing import Any

ANCHORS = ("$anchor", "$dynamicAnchor")
_DATA = frozenset({"const", "default", "enum", "examples"})
_NAMED = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"})


def anchored(schema: Any) -> dict[str, Any]:
    """The schemas within a schema, itself included, by their anchors."""
    return {one[word]: one for one in _schemas(schema) for word in ANCHORS if isinstance(one.get(word), str)}


def _schemas(schema: Any) -> Iterator[Mapping[str, Any]]:
    waiting = [schema]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, Mapping):
            yield one
            for word, value in one.items():
                waiting += _within(word, value)


def _within(word: str, value: Any) -> Iterator[Any]:
    if word in _NAMED and isinstance(value, Mapping):
        yield from value.values()
    elif word not in _DATA:
        yield value
