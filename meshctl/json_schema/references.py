"""Follows the references of a JSON Schema within its own file, and writes them. Fetches nothing and compares nothing."""

from collections.abc import Iterator
from re import compile as expression
from typing import Any
from urllib.parse import quote

from meshctl.json_schema.lazy import lazy
from meshctl.json_schema.subschemas import Path, Subschemas, walk

REFERENCES = ("$ref", "$dynamicRef")  # a file is one schema, so both lead to the same place in it
ANCHORS = ("$anchor", "$dynamicAnchor")
_PLAIN = "~!$&'()*+,;=:@"
"""What may stand in a fragment as it is, besides letters and digits."""
_PERCENT = expression(rb"%([0-9A-Fa-f]{2})")


Found = tuple[Path, Any]


class References:
    """Where the references of one schema lead."""

    def __init__(self, schema: Any) -> None:
        self._schema = schema
        self._known: dict[str, Found | None] = {}

    def target(self, reference: object) -> Any:
        """The schema that `#`, `#/$defs/x` or `#anchor` leads to; None where no object or boolean is there."""
        found = self._found(reference)
        return found[1] if found and isinstance(found[1], dict | bool) else None

    def at(self, path: Path) -> Any:
        """What stands at `path`; None where nothing does."""
        return value_at(self._schema, path)

    def path(self, reference: object) -> Path | None:
        """The steps of a reference, whatever is there; None for an anchor that is nowhere, and for other files."""
        found = self._found(reference)
        return found[0] if found else None

    def _found(self, reference: object) -> Found | None:
        if not isinstance(reference, str) or not reference.startswith("#"):
            return None
        if reference not in self._known:
            self._known[reference] = self._looked_for(reference[1:])
        return self._known[reference]

    def _looked_for(self, written: str) -> Found | None:
        fragment = _without_percent_signs(written)
        if fragment and not fragment.startswith("/"):
            return self._anchors.get(fragment)
        return _at(self._schema, fragment.split("/")[1:])

    @lazy
    def _anchors(self) -> dict[str, Found]:
        """The schemas with anchors: those only that stand where a schema stands, not in data that it shows or lists."""
        objects = [(path, one) for path, one in walk(self._schema) if isinstance(one, dict)]
        return {one[word]: (path, one) for path, one in objects for word in ANCHORS if isinstance(one.get(word), str)}


def references_in(subschemas: Subschemas) -> Iterator[tuple[Path, str]]:
    """Every reference: the path of its keyword, and its text."""
    for path, schema in subschemas.objects():
        for keyword in REFERENCES:
            if isinstance(schema.get(keyword), str):
                yield (*path, keyword), schema[keyword]


def _without_percent_signs(text: str) -> str:
    if "%" not in text:
        return text
    return _PERCENT.sub(lambda found: bytes.fromhex(found[1].decode()), text.encode()).decode("utf-8", "replace")


def pointer_to(path: Path) -> str:
    """The reference that leads to `path`."""
    return "#" + "".join(f"/{quote(str(step).replace('~', '~0').replace('/', '~1'), safe=_PLAIN)}" for step in path)


def steps_of(schema: Any, pointer: str) -> Path:
    """The steps of a JSON pointer, as keys of objects and indexes of arrays, as far as anything is there to tell."""
    return _at(schema, pointer.split("/")[1:])[0]


def value_at(schema: Any, path: Path) -> Any:
    """What the steps lead to; None for nothing."""
    for step in path:
        known = isinstance(schema, dict) and step in schema
        known = known or (isinstance(schema, list) and isinstance(step, int) and step < len(schema))
        schema = schema[step] if known else None
    return schema


def _at(schema: Any, pointer: list[str]) -> Found:
    """The steps of a JSON pointer, as keys of objects and indexes of arrays, and what is there; None for nothing."""
    path: list[str | int] = []
    for text in pointer:
        step, schema = _below(schema, text.replace("~1", "/").replace("~0", "~"))
        path.append(step)
    return tuple(path), schema


def _below(value: Any, step: str) -> tuple[str | int, Any]:
    if isinstance(value, dict):
        return step, value.get(step)
    if isinstance(value, list) and step.isdecimal() and len(step) < 10 and int(step) < len(value):
        return int(step), value[int(step)]
    return step, None
