"""Whether values are of the types that a service's model says, in the words of AWS's readers. Pure."""

import base64
import binascii
from collections.abc import Iterator, Mapping
from typing import Any

_STRUCTURE, _LIST = "Start of structure or map found where not expected.", "Start of list found where not expected"
WORDS = {
    "integer": "an Integer",
    "long": "a Long",
    "string": "a String",
    "boolean": "a Boolean",
    "float": "a Float",
    "double": "a Double",
    "blob": "a Blob",
    "timestamp": "milliseconds since epoch",
}
SCALARS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int, float),
    "long": (int, float),
    "boolean": (bool,),
    "float": (int, float),
    "double": (int, float),
    "blob": (str, bytes),
    "timestamp": (int, float, str),
}
_CONTAINERS: dict[str, tuple[type, str]] = {
    "structure": (Mapping, "Expected null"),
    "map": (Mapping, "Expected map or null"),
    "list": (list, "Expected list or null"),
}
_BITS = {"integer": 31, "long": 63}
_LATEST = 253_402_300_799  # the last second of the year 9999


class NotReadable(Exception):
    """The input is not of the types that the model says."""


def wire_name(name: str, shape: Any) -> str:
    """Give the name that a member bears in JSON."""
    return str(shape.serialization.get("name", name))


def check_types(value: Any, shape: Any) -> None:
    """Raise `NotReadable` for the first value that is not of its shape's type; null is nothing, and nobody's fault."""
    if value is None or getattr(shape, "is_document_type", False):
        return
    kind = shape.type_name
    if kind in _CONTAINERS:
        _check_container(value, kind)
        for inner, inner_shape in _inside(value, shape):
            check_types(inner, inner_shape)
    elif problem := _scalar_problem(value, kind):
        raise NotReadable(problem)


def decoded(text: str) -> bytes | None:
    """Give the bytes that a text of base64 stands for, or nothing."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _check_container(value: Any, kind: str) -> None:
    wanted, otherwise = _CONTAINERS[kind]
    if isinstance(value, wanted):
        return
    if isinstance(value, Mapping):
        raise NotReadable(_STRUCTURE)
    raise NotReadable(_LIST if isinstance(value, list) else otherwise)


def _inside(value: Any, shape: Any) -> Iterator[tuple[Any, Any]]:
    if shape.type_name == "list":
        yield from ((item, shape.member) for item in value)
    elif shape.type_name == "map":
        yield from ((item, shape.value) for item in value.values())
    else:
        yield from ((value.get(wire_name(name, member)), member) for name, member in shape.members.items())


def _scalar_problem(value: Any, kind: str) -> str | None:
    if isinstance(value, Mapping):
        return _STRUCTURE
    if isinstance(value, list):
        return _LIST
    wanted = SCALARS.get(kind)
    if wanted is None or (isinstance(value, wanted) and isinstance(value, bool) == (kind == "boolean")):
        return _unfit(value, kind)
    return f"{_token(value)} can not be converted to {WORDS[kind]}"


def _unfit(value: Any, kind: str) -> str | None:
    """A value of the right type that the shape has no room for."""
    whole = kind in _BITS and not -(2 ** _BITS[kind]) <= value < 2 ** _BITS[kind]
    late = kind == "timestamp" and isinstance(value, int | float) and not -_LATEST <= value <= _LATEST
    if whole or late or (kind == "blob" and isinstance(value, str) and decoded(value) is None):
        return f"{_token(value)} can not be converted to {WORDS[kind]}"
    return None


def _token(value: Any) -> str:
    if isinstance(value, bool):
        return f"{str(value).upper()}_VALUE"
    return {str: "STRING_VALUE", int: "NUMBER_VALUE", float: "DECIMAL_VALUE"}.get(type(value), "VALUE")
