"""Writes an answer in CBOR, by the model of its call: JSON has no bytes and no moments. Pure."""

import base64
import struct
from collections.abc import Callable
from typing import Any

from meshctl.adapters.local_aws.requests.cbor.reading import MILLISECONDS

NUMBER, NEGATIVE, BYTES, TEXT, LIST, MAP = range(6)
"""Major types (RFC 8949, 3.1)."""
MOMENT, DOUBLE, NOTHING, WORDS = b"\xc1", b"\xfb", b"\xf6", {True: b"\xf5", False: b"\xf4"}
_SHORT = 24
_LENGTHS = ((24, 1), (25, 2), (26, 4), (27, 8))


def cbor_of(value: Any, shape: Any = None) -> bytes:
    """Give the CBOR of a value of JSON; without a shape it is what it looks like."""
    kind = shape.type_name if shape else ""
    if value is None:
        return NOTHING
    if kind == "blob":
        return _with_length(BYTES, base64.b64decode(value))
    if kind == "timestamp":
        return MOMENT + _number(round(float(value) * MILLISECONDS))
    return next(write for written, write in _WRITERS if isinstance(value, written))(value, shape)


def _word(value: bool, _: Any) -> bytes:
    return WORDS[value]


def _number(value: int, _: Any = None) -> bytes:
    return _head(NUMBER, value) if value >= 0 else _head(NEGATIVE, -1 - value)


def _double(value: float, _: Any) -> bytes:
    return DOUBLE + struct.pack(">d", value)


def _text(value: str, _: Any = None) -> bytes:
    return _with_length(TEXT, value.encode("utf-8", "replace"))


def _list(value: list[Any], shape: Any) -> bytes:
    items = (cbor_of(item, getattr(shape, "member", None)) for item in value)
    return _head(LIST, len(value)) + b"".join(items)


def _map(value: dict[str, Any], shape: Any) -> bytes:
    members = getattr(shape, "members", {})
    inner = (
        _text(name) + cbor_of(one, members.get(name, getattr(shape, "value", None))) for name, one in value.items()
    )
    return _head(MAP, len(value)) + b"".join(inner)


_WRITERS: tuple[tuple[type, Callable[[Any, Any], bytes]], ...] = (
    (bool, _word),
    (int, _number),
    (float, _double),
    (str, _text),
    (list, _list),
    (dict, _map),
)


def _with_length(major: int, content: bytes) -> bytes:
    return _head(major, len(content)) + content


def _head(major: int, number: int) -> bytes:
    if number < _SHORT:
        return bytes([major << 5 | number])
    said, size = next((said, size) for said, size in _LENGTHS if number < 256**size)
    return bytes([major << 5 | said]) + number.to_bytes(size)
