"""Follows the references of a JSON Schema within its own file. Fetches nothing and compares nothing."""

from collections.abc import Iterator, Mapping
from re import compile as expression
from typing import Any

from meshctl.json_schema.lazy import lazy
from meshctl.json_schema.subschemas import Path, Subschemas, walk

REFERENCES = ("$ref", "$dynamicRef")  # a file is one schema, so both lead to the same place in it
ANCHORS = ("$anchor", "$dynamicAnchor")
_PERCENT = expression(rb"%([0-9A-Fa-f]{2})")


class References:
    """Where the references of one schema lead."""

    def __init__(self, schema: Any) -> None:
        self._schema = schema

    def target(self, reference: object) -> Any:
        """The schema that `#`, `#/$defs/x` or `#anchor` leads to; None where no object or boolean is there."""
        path = self.path(reference)
        found = None if path is None else _at(self._schema, path)
        return found if isinstance(found, Mapping | bool) else None

    def path(self, reference: object) -> Path | None:
        """The steps of a reference, whatever is there; None for an anchor that is nowhere, and for other files."""
        if not isinstance(reference, str) or not reference.startswith("#"):
            return None
        fragment = _without_percent_signs(reference[1:])
        if fragment and not fragment.startswith("/"):
            return self._anchors.get(fragment)
        return tuple(_steps(self._schema, fragment.split("/")[1:]))

    @lazy
    def _anchors(self) -> dict[str, Path]:
        """The schemas with anchors: those only that stand where a schema stands, not in data that it shows or lists."""
        objects = [(path, one) for path, one in walk(self._schema) if isinstance(one, Mapping)]
        return {one[word]: path for path, one in objects for word in ANCHORS if isinstance(one.get(word), str)}


def references_in(subschemas: Subschemas) -> Iterator[tuple[Path, str]]:
    """Every reference: the path of its keyword, and its text."""
    for path, schema in subschemas.objects():
        for keyword in REFERENCES:
            if isinstance(schema.get(keyword), str):
                yield (*path, keyword), schema[keyword]


def _without_percent_signs(text: str) -> str:
    return _PERCENT.sub(lambda found: bytes.fromhex(found[1].decode()), text.encode()).decode("utf-8", "replace")


def _steps(schema: Any, pointer: list[str]) -> Iterator[str | int]:
    """The steps of a JSON pointer, as keys of objects and indexes of arrays."""
    for text in pointer:
        step = _step(schema, text.replace("~1", "/").replace("~0", "~"))
        yield step
        schema = _at(schema, (step,))


def _step(value: Any, text: str) -> str | int:
    is_index = isinstance(value, list) and text.isdecimal() and len(text) < 10 and int(text) < len(value)
    return int(text) if is_index else text


def _at(value: Any, path: Path) -> Any:
    for step in path:
        if isinstance(value, Mapping):
            value = value.get(step)
        else:
            value = value[step] if isinstance(value, list) and isinstance(step, int) else None
    return value
