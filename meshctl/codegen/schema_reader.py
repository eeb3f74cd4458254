"""Makes of a schema, and of each schema within it, the type that says most of it. Pure; follows references, and ends with every schema."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import reduce
from typing import Any

from meshctl.codegen.schema_type import ANYTHING, INTEGER, NOTHING, NUMBER, SchemaType, Sources, both, either, small
from meshctl.json_schema.references import REFERENCES, References
from meshctl.json_schema.subschemas import Path, Subschemas
from meshctl.json_schema.values import kind_of

MOST_LEVELS = 40
"""How deep one schema is looked into without a class between: what lies deeper may be anything."""
_OF_NAME = {
    "null": SchemaType(null=True),
    "boolean": SchemaType(boolean=True),
    "integer": SchemaType(number=INTEGER),
    "number": SchemaType(number=NUMBER),
    "string": SchemaType(text=True),
    "array": SchemaType(list_=True),
    "object": SchemaType(object_=True),
}
_OF_OBJECTS = (
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "then",
    "else",
    "dependentSchemas",
)


class SchemaReader:
    """The types of one sound schema, each worked out once."""

    def __init__(self, schema: Any) -> None:
        self._schemas = Subschemas.of(schema).by_path
        self._references = References(schema)
        self._known: dict[Path, SchemaType] = {}
        self._open: set[Path] = set()

    def schema(self, path: Path) -> Mapping[str, Any]:
        """The schema at a path; an empty one for `true` and `false`."""
        found = self._schemas[path]
        return found if isinstance(found, dict) else {}

    def type_at(self, path: Path) -> SchemaType:
        """The type of the schema at a path."""
        if path in self._known:
            return self._known[path]
        if path in self._open or len(self._open) >= MOST_LEVELS or path not in self._schemas:
            return ANYTHING
        self._open.add(path)
        found = reduce(both, self._said(path), ANYTHING)
        self._open.remove(path)
        self._known[path] = found
        return found

    def sources_of_data(self) -> Sources:
        """The schemas that an event's data is as, whichever of several ways to be it chooses."""
        alternatives = self.type_at(()).objects or ()
        return tuple(path for path in next(iter(alternatives), ()) if all(path in one for one in alternatives))

    def named_at_times(self, sources: Sources) -> Iterator[str]:
        """The fields that an object has only in some cases, as far as schemas name them: nobody knows of which type they are then."""
        for path in sources:
            schema = self.schema(path)
            cases = [(*path, keyword) for keyword in ("then", "else") if keyword in schema]
            cases += [(*path, "dependentSchemas", name) for name in schema.get("dependentSchemas", ())]
            for alternative in self._alternatives(cases):
                yield from self.schema(alternative).get("properties", ())
        if sources == self.sources_of_data():
            for alternative in self._alternatives([()]):
                yield from self.schema(alternative).get("properties", ())

    def _alternatives(self, paths: Iterable[Path]) -> Iterator[Path]:
        return (source for path in paths for objects in self.type_at(path).objects or () for source in objects)

    def _said(self, path: Path) -> Iterator[SchemaType]:
        """What each keyword says. What no type can say (`not`, `if`, patterns, ranges) is left out."""
        schema = self._schemas[path]
        if not isinstance(schema, dict):
            yield ANYTHING if schema else NOTHING
            return
        if "type" in schema:
            names = schema["type"]
            yield either(_OF_NAME[name] for name in ([names] if isinstance(names, str) else names))
        if "const" in schema or "enum" in schema:
            yield either(map(_of_value, [schema["const"]] if "const" in schema else schema["enum"]))
        yield from self._of_parts(path, schema)
        yield from self._of_others(path, schema)

    def _of_parts(self, path: Path, schema: Mapping[str, Any]) -> Iterator[SchemaType]:
        if any(keyword in schema for keyword in _OF_OBJECTS):
            yield replace(ANYTHING, objects=((path,),))
        if "items" in schema:
            first = (self.type_at((*path, "prefixItems", at)) for at in range(len(schema.get("prefixItems", ()))))
            yield replace(ANYTHING, items=small(either((self.type_at((*path, "items")), *first))))

    def _of_others(self, path: Path, schema: Mapping[str, Any]) -> Iterator[SchemaType]:
        for keyword in REFERENCES:
            if keyword in schema and (target := self._references.path(schema[keyword])) is not None:
                yield self.type_at(target)
        for at in range(len(schema.get("allOf", ()))):
            yield self.type_at((*path, "allOf", at))
        for keyword in ("anyOf", "oneOf"):
            if keyword in schema:
                yield either(self.type_at((*path, keyword, at)) for at in range(len(schema[keyword])))


def _of_value(value: Any) -> SchemaType:
    """The type of one value; of texts the word itself, of all else the kind."""
    kind = kind_of(value)
    if kind == "string":
        return SchemaType(text=True, words=(value,))
    return _OF_NAME["number" if kind == "fraction" else kind]
