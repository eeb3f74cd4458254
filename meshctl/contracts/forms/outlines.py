"""What a keyword says itself, without what the schemas in it say: equal wherever it says the same. Pure."""

from collections.abc import Hashable
from typing import Any

from meshctl.json_schema.subschemas import ALONE, LISTED, NAMED
from meshctl.json_schema.values import identity


def outlined(word: str, value: Any) -> Hashable:
    """The keyword with its value, as far as that is no schema."""
    if word in ALONE:
        return True
    if word in LISTED:
        return len(value)
    if word in NAMED:
        return tuple(sorted(value))
    if word in ("enum", "required", "type"):
        return frozenset(map(identity, value if isinstance(value, list) else [value]))
    if word == "dependentRequired":
        return frozenset((name, frozenset(more)) for name, more in value.items())
    return identity(value)
