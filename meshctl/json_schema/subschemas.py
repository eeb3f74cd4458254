"""Walks over the subschemas of a JSON Schema 2020-12 and follows its references. No recursion, no fetching."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from re import compile as pattern
from typing import Any

Path = tuple[str | int, ...]
_PERCENT = pattern(rb"%([0-9A-Fa-f]{2})")

_ALONE = frozenset(
    {"not", "if", "then", "else", "items", "contains", "additionalProperties", "propertyNames"}
    | {"unevaluatedItems", "unevaluatedProperties", "contentSchema"}
)
_LISTED = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_NAMED = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"})
_SAME_VALUE = frozenset({"allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"})
"""Keywords whose subschemas look at the same value, and not at a part of it."""
REFERENCES = ("$ref", "$dynamicRef")


@dataclass(frozen=True, slots=True)
class Subschemas:
    """All subschemas of a schema by their path, and the paths of its anchors."""

    schema: Any
    by_path: Mapping[Path, Any]
    anchors: Mapping[str, Path]

    @classmethod
    def of(cls, schema: Any) -> "Subschemas":
        """Those of a decoded schema, itself included."""
        found = dict(_walk(schema))
        named = ((one.get(key), path) for path, one in _objects(found) for key in ("$anchor", "$dynamicAnchor"))
        return cls(schema, found, {name: path for name, path in named if isinstance(name, str)})

    def objects(self) -> Iterator[tuple[Path, dict[str, Any]]]:
        """The subschemas that are objects: all but `true` and `false`."""
        return _objects(self.by_path)

    def references(self) -> Iterator[tuple[Path, str]]:
        """Every reference: the path of its keyword, and its text."""
        for path, schema in self.objects():
            for key in REFERENCES:
                if isinstance(schema.get(key), str):
                    yield (*path, key), schema[key]

    def target(self, reference: str) -> Path | None:
        """The path that a reference within the file leads to; None where no subschema is there."""
        fragment = _decoded(reference.removeprefix("#"))
        if not fragment.startswith("/"):
            return self.anchors.get(fragment) if fragment else ()
        path = tuple(_steps(self.schema, fragment[1:].split("/")))
        return path if path in self.by_path else None

    def circle(self) -> Path | None:
        """The path of a subschema that needs itself to judge one and the same value, if there is one."""
        if not any(self.references()):
            return None
        needs: dict[Path, list[Path]] = {path: [] for path in self.by_path}
        for path in self.by_path:
            if (owner := _judges_with(path, self.by_path)) is not None:
                needs[owner].append(path)
        for path, reference in self.references():
            if reference.startswith("#") and (target := self.target(reference)) is not None:
                needs[path[:-1]].append(target)
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as error:
            found: Path = error.args[1][0]
            return found
        return None


def _walk(schema: Any) -> Iterator[tuple[Path, Any]]:
    waiting: list[tuple[Path, Any]] = [((), schema)]
    while waiting:
        path, one = waiting.pop()
        yield path, one
        if isinstance(one, dict):
            waiting += [((*path, *steps), below) for steps, below in _below(one)]


def _below(schema: dict[str, Any]) -> Iterator[tuple[Path, Any]]:
    for key, value in schema.items():
        if key in _ALONE:
            yield (key,), value
        elif key in _LISTED and isinstance(value, list):
            yield from (((key, number), one) for number, one in enumerate(value))
        elif key in _NAMED and isinstance(value, dict):
            yield from (((key, name), one) for name, one in value.items())


def _objects(by_path: Mapping[Path, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    return ((path, schema) for path, schema in by_path.items() if isinstance(schema, dict))


def _judges_with(path: Path, by_path: Mapping[Path, Any]) -> Path | None:
    """The subschema that lets the one at `path` judge its own value."""
    for length in (1, 2):
        owner = path[:-length]
        if len(path) >= length and path[-length] in _SAME_VALUE and owner in by_path:
            return owner
    return None


def _decoded(text: str) -> str:
    """`text` without the percent signs of a URL."""
    return _PERCENT.sub(lambda found: bytes.fromhex(found[1].decode()), text.encode()).decode("utf-8", "replace")


def _steps(schema: Any, pointer: list[str]) -> Iterator[str | int]:
    """The steps of a JSON pointer as keys and indexes of what they lead through; ends where there is nothing."""
    for text in pointer:
        step = text.replace("~1", "/").replace("~0", "~")
        if isinstance(schema, list) and step.isdecimal() and len(step) < 10 and int(step) < len(schema):
            yield int(step)
            schema = schema[int(step)]
        else:
            yield step
            schema = schema.get(step) if isinstance(schema, dict) else None
