"""Which parts of a JSON Schema are schemas. Walks without recursion, and follows no reference."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]

ALONE = frozenset(
    {"not", "if", "then", "else", "items", "contains", "additionalProperties", "propertyNames"}
    | {"unevaluatedItems", "unevaluatedProperties", "contentSchema"}
)
LISTED = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
NAMED = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"})
_HOLDING = ALONE | LISTED | NAMED


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
        for key in _holding(one):
            waiting += _inside(path, key, one[key])


def says_anywhere(schema: Any, words: Collection[str]) -> bool:
    """Whether a schema, or one within it, has one of these keywords."""
    waiting, asked = [schema], frozenset(words)
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict) and not asked.isdisjoint(one):
            return True
        for key in _holding(one):
            value = one[key]
            waiting += [value] if key in ALONE else value.values() if isinstance(value, dict) else value
    return False


def _holding(schema: Any) -> Iterable[str]:
    """The keywords of a schema that hold others; most have none."""
    if not isinstance(schema, dict) or _HOLDING.isdisjoint(schema):
        return ()
    return [key for key, value in schema.items() if key in _HOLDING and _holds(key, value)]


def _holds(key: str, value: Any) -> bool:
    return key in ALONE or isinstance(value, list if key in LISTED else dict)


def _inside(path: Path, key: str, value: Any) -> list[tuple[Path, Any]]:
    if key in ALONE:
        return [((*path, key), value)]
    return [((*path, key, step), one) for step, one in (enumerate(value) if key in LISTED else value.items())]
