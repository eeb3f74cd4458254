"""Follows the references of a JSON Schema within it. Fetches nothing; what leads nowhere allows everything."""

from collections.abc import Iterator
from re import compile as pattern
from typing import Any

from meshctl.contracts.kept import kept

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
        return {name: one for one in _walk(self._schema) for name in _names(one)}


def _below(value: Any, step: str) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and step.isdecimal() and len(step) < 10 and int(step) < len(value):
        return value[int(step)]
    return None


def _walk(schema: Any) -> Iterator[Any]:
    waiting = [schema]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (value[key] for key in ("$anchor", "$dynamicAnchor") if isinstance(value.get(key), str))


def _decoded(text: str) -> str:
    return _PERCENT.sub(lambda found: bytes.fromhex(found[1].decode()), text.encode()).decode("utf-8", "replace")
