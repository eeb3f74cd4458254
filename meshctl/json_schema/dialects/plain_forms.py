"""Makes the form of a schema that is one file with one identity, as nearly all are: in one walk, for a fraction of the time. Follows no scope."""

from typing import Any

from meshctl.json_schema.dialects.dialect import Dialect
from meshctl.json_schema.dialects.parts import parts, refers_alone
from meshctl.json_schema.dialects.reachable import Spot
from meshctl.json_schema.dialects.turning import SchemaForm, identified, put, rest_of
from meshctl.json_schema.dialects.uris import without_fragment
from meshctl.json_schema.lazy import lazy
from meshctl.json_schema.references import pointer_to, steps_of
from meshctl.json_schema.subschemas import Path

_LEADS_ELSEWHERE = frozenset({"$dynamicRef", "$recursiveRef", "unevaluatedItems"})
"""Keywords that mean something else with what stands elsewhere."""


class NotPlain(Exception):
    """The schema needs more than its own parts, or there are too many of them."""


class PlainForm:
    """The form of such a schema. Raises `NotPlain`."""

    def __init__(self, file: str, data: dict[str, Any], dialect: Dialect, most: int) -> None:
        self._file, self._data, self._dialect, self._most = file, data, dialect, most
        self._places: dict[Path, Path] = {}
        self._referring: list[tuple[dict[str, Any], str]] = []
        form = self._turned(data, (), ())
        self._refer()
        self.schema = identified(form, data, dialect)

    def origin(self, path: Path) -> Spot:
        """Where what stands at `path` of the form is written, or the schema that it belongs to."""
        return self._with_origins.origin(path)

    @lazy
    def _with_origins(self) -> SchemaForm:
        """Worked out once somebody asks, which is only where there is something to tell."""
        return SchemaForm(self.schema, {place: Spot(self._file, path) for path, place in self._places.items()})

    def _turned(self, schema: Any, path: Path, place: Path) -> Any:
        self._places[path] = place
        if not isinstance(schema, dict):
            return schema
        self._refuse_what_is_not_plain(schema, path)
        form = {} if refers_alone(schema, self._dialect) else rest_of(schema, self._dialect)
        below = list(parts(schema, self._dialect))
        for steps, there in sorted(below, key=_depth) if len(below) > 1 else below:
            if there is not None:
                put(form, there, self._turned(_at(schema, steps), path + steps, place + there))
        if isinstance(reference := schema.get("$ref"), str):
            form["$ref"] = reference
            self._referring.append((form, reference))
        return form

    def _refuse_what_is_not_plain(self, schema: dict[str, Any], path: Path) -> None:
        identity = schema.get(self._dialect.identity) if path else None
        has_address = isinstance(identity, str) and without_fragment(identity)[0]
        if has_address or len(self._places) > self._most or not _LEADS_ELSEWHERE.isdisjoint(schema):
            raise NotPlain

    def _refer(self) -> None:
        """Lets each reference lead to where its schema stands in the form."""
        written: dict[str, str] = {}
        for form, reference in self._referring:
            if reference not in written:
                written[reference] = pointer_to(self._place(reference))
            form["$ref"] = written[reference]

    def _place(self, reference: str) -> Path:
        address, fragment = without_fragment(reference)
        path = steps_of(self._data, fragment)
        if address or fragment[:1] not in ("", "/") or path not in self._places:
            raise NotPlain
        return self._places[path]


def _at(schema: dict[str, Any], steps: Path) -> Any:
    value: Any = schema
    for step in steps:
        value = value[step]
    return value


def _depth(part: tuple[Path, Path | None]) -> int:
    return len(part[1] or ())
