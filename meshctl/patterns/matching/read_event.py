"""Reads an event's text as AWS does. Matches nothing."""

import json
from typing import Any, NoReturn

from meshctl.patterns.operators.numbers import read_float, read_int


def read_event(text: str) -> Any:
    """The JSON of a text: every digit of its numbers counts, and of a key that stands twice both values are there.

    Raises ValueError for what is no JSON, RecursionError for what is nested too deeply.
    """
    return json.loads(
        text, parse_float=read_float, parse_int=read_int, parse_constant=_no_json, object_pairs_hook=_object
    )


def _no_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for key, value in pairs:
        read[key] = _both(read[key], value) if key in read else value
    return read


def _both(first: Any, second: Any) -> Any:
    """One value that has what both have: plain values side by side as in an array, which is what patterns see of them."""
    if isinstance(first, dict) and isinstance(second, dict):
        return _object([*first.items(), *second.items()])
    return [*_items(first), *_items(second)]


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
