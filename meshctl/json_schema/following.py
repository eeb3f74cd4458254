"""Follows the references of a JSON Schema within it. Fetches nothing; what leads nowhere allows everything."""

from re import compile as pattern
from typing import Any

from meshctl.json_schema.anchors import anchored
from meshctl.json_schema.lazy import kept

_PERCENT = pattern(rb"%([0-9A-Fa-f]{2})")


class References:
    """The places of one schema that its `$ref` name."""

    def __init__(self, schema: Any) -> None:
        self._schema = schema

    def target(self, reference: object) -> Any:
        """The schema that `#`, `#/$defs/x` or `#anchor` leads to; None where there is none."""
        if not isinstance(reference, str) or not reference.startswith("#"):
            return None
        fragment = _decoded(reference[1:])
        if fragment and not fragment.startswith("/"):
            return self._anchors.get(fragment)
        found = self._schema
        for step in fragment.split("/")[1:]:
            found = _below(found, step.replace("~1", "/").replace("~0", "~"))
        return found

    @kept
    def _anchors(self) -> dict[str, Any]:
        return anchored(self._schema)


def _below(value: Any, step: str) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and step.isdecimal() and len(step) < 10 and int(step) < len(value):
        return value[int(step)]
    return None


def _decoded(text: str) -> str:
    return _PERCENT.sub(lambda found: bytes.fromhex(found[1].decode()), text.encode()).decode("utf-8", "replace")
