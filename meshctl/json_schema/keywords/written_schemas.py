"""Where schemas stand in a schema as it is written, in any dialect. Walks without recursion, and follows no reference."""

from collections.abc import Iterator
from typing import Any

from meshctl.json_schema.keywords.vocabularies import ALONE, LISTED, NAMED, VOCABULARIES, Words
from meshctl.json_schema.subschemas import Path


def written_schemas(schema: Any, dialect: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every schema that is an object, with its path, in the order of the file; what is below no keyword of the dialect is none."""
    keywords = VOCABULARIES[dialect] | {"$defs", "definitions"}
    waiting: list[tuple[Path, Any]] = [((), schema)]
    while waiting:
        path, one = waiting.pop()
        if isinstance(one, dict):
            yield path, one
            below = [((*path, *steps), inner) for steps, inner in _below(one, keywords)]
            waiting += reversed(below)


def _below(schema: dict[str, Any], keywords: Words) -> Iterator[tuple[Path, Any]]:
    for key, value in schema.items():
        if key not in keywords:
            continue
        if key in LISTED and isinstance(value, list):
            yield from (((key, number), one) for number, one in enumerate(value))
        elif key in NAMED and isinstance(value, dict):
            yield from (((key, name), one) for name, one in value.items())
        elif key in ALONE:
            yield (key,), value
