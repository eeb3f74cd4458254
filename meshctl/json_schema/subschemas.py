"""Which parts of a JSON Schema are schemas. Walks without recursion, and follows no reference."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]

ALONE = frozenset(
    {"not", "if", "then", "else", "items", "contains", "additionalProperties", "propertyNames"}
    | {"unevaluatedItems", "unevaluatedProperties", "contentSchema"}
)
LISTED = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
NAMED = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"})


@dataclass(frozen=True, slots=True)
class Subschemas:
    """All subschemas of a schema by their path, itself included."""

    by_path: Mapping[Path, Any]

    @classmethod
    def of(cls, schema: Any) -> "Subschemas":
        """Those of a decoded schema."""
        return cls(dict(walk(schema)))

    def objects(self) -> Iterator[tuple[Path, dict[str, Any]]]:
        """The subschemas that are objects: all but `true` and `false`."""
        return ((path, schema) for path, schema in self.by_path.items() if isinstance(schema, dict))


def walk(schema: Any) -> Iterator[tuple[Path, Any]]:
    """Every subschema with its path, the schema itself first."""
    waiting: list[tuple[Path, Any]] = [((), schema)]
    while waiting:
        path, one = waiting.pop()
        yield path, one
        if isinstance(one, dict):
            waiting += [((*path, *steps), below) for steps, below in _below(one)]


def _below(schema: dict[str, Any]) -> Iterator[tuple[Path, Any]]:
    for key, value in schema.items():
        if key in ALONE:
            yield (key,), value
        elif key in LISTED and isinstance(value, list):
            yield from (((key, number), one) for number, one in enumerate(value))
        elif key in NAMED and isinstance(value, dict):
            yield from (((key, name), one) for name, one in value.items())
