"""Makes the form of a schema with one identity that needs no other file, as nearly all are: in one walk, much sooner. Follows no scope."""

from typing import Any, NamedTuple

from meshctl.json_schema.dialects.dialect import Dialect
from meshctl.json_schema.dialects.parts import parts, refers_alone
from meshctl.json_schema.dialects.reachable import Spot
from meshctl.json_schema.dialects.turning import SchemaForm, identified, put, rest_of
from meshctl.json_schema.dialects.uris import joined, without_fragment
from meshctl.json_schema.lazy import lazy
from meshctl.json_schema.references import pointer_to, steps_of, value_at
from meshctl.json_schema.subschemas import Path

_LEADS_ELSEWHERE = frozenset({"$dynamicRef", "unevaluatedItems"})
"""Keywords that mean something else with what stands elsewhere."""
_TO_THE_WHOLE = "$recursiveRef"
"""Leads to the one identity that there is."""


class Source(NamedTuple):
    """Where in a file the schema stands, and what holds the definitions that it may refer to besides its own."""

    entry: Path = ()
    definitions: tuple[Path, ...] = ()


WHOLE = Source()


class NotPlain(Exception):
    """The schema needs more than its own parts, or there are too many of them."""


class PlainForm:
    """The form of such a schema. Raises `NotPlain`."""

    def __init__(self, file: str, data: dict[str, Any], dialect: Dialect, most: int, source: Source = WHOLE) -> None:
        self._file, self._data, self._dialect, self._most = file, data, dialect, most
        self._is_part = bool(source.entry)
        self._places: dict[Path, Path] = {}
        self._paths: dict[str, Path] = {}
        self._anchors: dict[str, Path] = {}
        self._referring: list[tuple[dict[str, Any], str]] = []
        self._refuse_entry(source)
        form = self._turned(self._at(source.entry), source.entry, ())
        self._add_definitions(form, source)
        self._refer()
        self.schema = form if source.entry else identified(form, data, dialect)

    def origin(self, path: Path) -> Spot:
        """Where what stands at `path` of the form is written, or the schema that it belongs to."""
        return self._with_origins.origin(path)

    @lazy
    def _with_origins(self) -> SchemaForm:
        """Worked out once somebody asks, which is only where there is something to tell."""
        return SchemaForm(self.schema, {place: Spot(self._file, path) for path, place in self._places.items()})

    @lazy
    def _address(self) -> str:
        """The address of the whole, which references may name as well; that of the file, where it has no other one."""
        identity = None if self._is_part else self._data.get(self._dialect.identity)
        return joined(self._file, without_fragment(identity)[0]) if isinstance(identity, str) else self._file

    def _turned(self, schema: Any, path: Path, place: Path) -> Any:
        self._places[path] = place
        if not isinstance(schema, dict):
            return schema
        self._refuse_what_is_not_plain(schema, path)
        self._note_anchors(schema, path)
        form = {} if refers_alone(schema, self._dialect) else rest_of(schema, self._dialect)
        below = [(steps, there) for steps, there in parts(schema, self._dialect) if there is not None]
        for steps, there in sorted(below, key=_depth) if len(below) > 1 else below:
            put(form, there, self._turned(_below(schema, steps), path + steps, place + there))
        if isinstance(reference := schema.get("$ref", schema.get(_TO_THE_WHOLE)), str):
            form["$ref"] = reference
            self._referring.append((form, reference))
        return form

    def _refuse_what_is_not_plain(self, schema: dict[str, Any], path: Path) -> None:
        if len(self._places) > self._most or not _LEADS_ELSEWHERE.isdisjoint(schema):
            raise NotPlain
        if _TO_THE_WHOLE in schema and (
            self._is_part or "$ref" in schema or _TO_THE_WHOLE in self._dialect.meaningless
        ):
            raise NotPlain
        if path and isinstance(identity := schema.get(self._dialect.identity), str) and without_fragment(identity)[0]:
            raise NotPlain

    def _note_anchors(self, schema: dict[str, Any], path: Path) -> None:
        stands_for_another = bool(path) and refers_alone(schema, self._dialect)
        in_identity = self._dialect.names_anchors_in_identity and not stands_for_another
        identity = schema.get(self._dialect.identity) if in_identity else None
        named = without_fragment(identity)[1] if isinstance(identity, str) else ""
        for name in (named, *(schema.get(word) for word in self._dialect.anchors)):
            if isinstance(name, str) and name:
                if name in self._anchors:
                    raise NotPlain
                self._anchors[name] = path

    def _refuse_entry(self, source: Source) -> None:
        """Unless it is a definition or a field of one, or of the whole, below which no address is told."""
        entry = source.entry
        held = next((len(one) + 1 for one in source.definitions if entry[: len(one)] == one), 0)
        above = [self._at(entry[:length]) for length in range(1, len(entry))]
        if any(isinstance(one, dict) and self._dialect.identity in one for one in above):
            raise NotPlain
        if any(step != "properties" for step in entry[held::2]) or not isinstance(self._at(entry), dict):
            raise NotPlain

    def _at(self, path: Path) -> Any:
        return value_at(self._data, path)

    def _add_definitions(self, form: dict[str, Any], source: Source) -> None:
        """Those outside of the schema that it refers to, and those that they refer to."""
        added: dict[str, Any] = {}
        for _, reference in self._referring:  # it grows meanwhile
            path = self._path(reference)
            if path not in self._places:
                name = self._name(path, source)
                if name in added or "$defs" in form:
                    raise NotPlain
                added[name] = self._turned(self._at(path), path, ("$defs", name))
        if added:
            form["$defs"] = added

    def _name(self, path: Path, source: Source) -> str:
        """That of a definition which the schema itself does not stand in."""
        is_definition = path[:-1] in source.definitions and isinstance(self._at(path), dict)
        if not path or not is_definition or path == source.entry[: len(path)]:
            raise NotPlain
        return str(path[-1])

    def _refer(self) -> None:
        """Lets each reference lead to where its schema stands in the form."""
        written: dict[str, str] = {}
        for form, reference in self._referring:
            if reference not in written:
                written[reference] = pointer_to(self._places[self._path(reference)])
            form["$ref"] = written[reference]

    def _path(self, reference: str) -> Path:
        """Where in the file a reference leads."""
        if reference not in self._paths:
            address, fragment = without_fragment(reference)
            if address and joined(self._address, address) != self._address:
                raise NotPlain
            self._paths[reference] = self._followed(fragment)
        return self._paths[reference]

    def _followed(self, fragment: str) -> Path:
        if fragment[:1] in ("", "/"):
            return steps_of(self._data, fragment)
        if self._is_part or fragment not in self._anchors:
            raise NotPlain
        return self._anchors[fragment]


def _below(schema: dict[str, Any], steps: Path) -> Any:
    value: Any = schema
    for step in steps:
        value = value[step]
    return value


def _depth(part: tuple[Path, Path]) -> int:
    return len(part[1])
