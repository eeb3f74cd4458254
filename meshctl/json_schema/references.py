"""Follows the references of a JSON Schema within its own file. Fetches nothing and compares nothing."""

from collections.abc import Mapping
from re import compile as pattern
from typing import Any

from meshctl.json_schema.anchors import anchored

_PERCENT = pattern(rb"%([0-9A-Fa-f]{2})")
REFERENCES = ("$ref", "$dynamicRef")  # a file is one schema, so both lead to the same place in it


class References:
    """The places of one schema that references may lead to."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._anchors = anchored(root)

    def target(self, reference: str) -> Any:
        """The schema a reference leads to; None where it leads to none in this file."""
        if not reference.startswith("#"):
            return None
        fragment = _without_percent_signs(reference[1:])
        if fragment and not fragment.startswith("/"):
            return self._anchors.get(fragment)
        found = self._root
        for step in fragment.split("/")[1:]:
            found = _down(found, step.replace("~1", "/").replace("~0", "~"))
        return found if isinstance(found, Mapping | bool) else None


def _without_percent_signs(text: str) -> str:
    return _PERCENT.sub(lambda found: bytes.fromhex(found[1].decode()), text.encode()).decode("utf-8", "replace")


def _down(value: Any, step: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, list) and step.isdecimal() and len(step) < 10 and int(step) < len(value):
        return value[int(step)]
    return None
