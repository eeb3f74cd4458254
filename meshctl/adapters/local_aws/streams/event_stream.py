"""Messages of AWS's event streams, as the body of an answer has them. Pure.

https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html#streaming-event-stream
"""

import json
from binascii import crc32
from collections.abc import Mapping
from typing import Any

CONTENT_TYPE = "application/vnd.amazon.eventstream"
FIRST = "initial-response"
"""What the first message is called: all that the answer says besides its events."""
_TEXT = 7
"""The type of a header's value."""
_AROUND = 16
"""Bytes of a message besides its headers and its payload: two lengths and two checksums."""


def event_message(name: str, told: Mapping[str, Any]) -> bytes:
    """Give the message that an event of this name is, told in JSON."""
    headers = {":event-type": name, ":content-type": "application/json", ":message-type": "event"}
    return _message(b"".join(map(_header, headers.items())), json.dumps(told).encode())


def _header(named: tuple[str, str]) -> bytes:
    name, value = (text.encode() for text in named)
    return len(name).to_bytes(1) + name + _TEXT.to_bytes(1) + len(value).to_bytes(2) + value


def _message(headers: bytes, payload: bytes) -> bytes:
    lengths = (_AROUND + len(headers) + len(payload)).to_bytes(4) + len(headers).to_bytes(4)
    checked = lengths + crc32(lengths).to_bytes(4) + headers + payload
    return checked + crc32(checked).to_bytes(4)
