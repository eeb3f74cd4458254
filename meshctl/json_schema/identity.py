"""When two JSON values are the same: 1 and 1.0 are, 1 and true are not."""

from collections.abc import Hashable
from typing import Any

Identity = Hashable


def identity(value: Any) -> Identity:
    """Something that is equal for equal JSON values, and for no others."""
    plain: Hashable = value
    if isinstance(value, bool):
        return "bool", value
    if isinstance(value, list | tuple):
        return "list", tuple(map(identity, value))
    if isinstance(value, dict):
        return "dict", frozenset((name, identity(one)) for name, one in value.items())
    return plain
