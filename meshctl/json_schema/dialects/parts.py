"""Which parts of a schema are schemas by its dialect, and where they stand in the form. Looks at one schema alone."""

from collections.abc import Iterator, Mapping
from typing import Any

from meshctl.json_schema.dialects.dialect import DEFINITIONS, Dialect
from meshctl.json_schema.subschemas import Path

Part = tuple[Path, Path | None]
"""The steps to a schema, and its steps in the form; None where nothing of it counts there."""


def parts(schema: Mapping[str, Any], dialect: Dialect) -> Iterator[Part]:
    """The schemas within a schema."""
    if dialect.holding.isdisjoint(schema):
        return
    alone = refers_alone(schema, dialect)
    for key, value in schema.items():
        if alone and key not in DEFINITIONS:
            continue
        if key in dialect.alone:
            yield from _one(schema, dialect, key, value)
        elif key in dialect.named and isinstance(value, dict):
            yield from _named(schema, key, value)
        elif key in dialect.listed and isinstance(value, list):
            yield from (((key, number), (key, number)) for number in range(len(value)))


def refers_alone(schema: Mapping[str, Any], dialect: Dialect) -> bool:
    """Whether it is a reference, beside which nothing counts."""
    return dialect.reference_stands_alone and isinstance(schema.get("$ref"), str)


def _one(schema: Mapping[str, Any], dialect: Dialect, key: str, value: Any) -> Iterator[Part]:
    if key == "items" and dialect.items_may_be_listed and isinstance(value, list):
        yield from ((("items", number), ("prefixItems", number)) for number in range(len(value)))
    elif key == "additionalItems":
        yield ("additionalItems",), ("items",) if isinstance(schema.get("items"), list) else None
    elif isinstance(value, dict | bool):
        yield (key,), (key,)


def _named(schema: Mapping[str, Any], key: str, value: Mapping[str, Any]) -> Iterator[Part]:
    """Those that are schemas: dependencies may be names, and no metaschema of the drafts up to 07 looks into `$defs`."""
    for name, one in value.items():
        if not isinstance(one, dict | bool):
            continue
        if key == "dependencies":
            yield (key, name), ("dependentSchemas", name)
        elif key == "definitions":
            yield (key, name), ("$defs", _other_name(name, schema.get("$defs")))
        else:
            yield (key, name), (key, name)


def _other_name(name: str, taken: object) -> str:
    return f"definitions/{name}" if isinstance(taken, dict) and name in taken else name
