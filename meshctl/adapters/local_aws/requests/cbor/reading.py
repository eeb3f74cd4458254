"""Makes the JSON of a call's input out of CBOR. Raises `NotWellFormed`, and decides nothing."""

import base64
import io
import json
from typing import Any

from botocore.parsers import BaseCBORParser, ResponseParserError

from meshctl.adapters.local_aws.requests.parameters import NotWellFormed

MILLISECONDS = 1000
"""How Kinesis counts a moment in CBOR, in a second; RFC 8949 has seconds."""
NO_CBOR = "The request is not well-formed CBOR"


class _Body(io.BytesIO):
    """A body that says what comes next; asked for more than it has, it makes no room for that."""

    def peek(self, most: int) -> bytes:
        """Give the next bytes, and stay before them."""
        return bytes(self.getbuffer()[self.tell() : self.tell() + most])


_PARSER = BaseCBORParser(timestamp_parser=lambda moment: moment / MILLISECONDS)


def json_of(body: bytes) -> bytes:
    """Give the JSON that says the same: bytes as base64, moments in seconds. An empty body says nothing in both."""
    try:
        return json.dumps(_PARSER.parse_data_item(_Body(body)), default=_as_text).encode() if body else b""
    except (ResponseParserError, ValueError, TypeError, OverflowError, RecursionError) as problem:
        raise NotWellFormed(NO_CBOR) from problem


def _as_text(value: Any) -> str:
    return base64.b64encode(value).decode()
