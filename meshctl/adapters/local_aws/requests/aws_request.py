"""A request as it came: its body is read once, and whoever reads it after finds it again. Knows no service."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

Environ = dict[str, Any]
READ_ON, PIECE = 1_073_741_824, 65_536
"""Bytes: so much of a body that is too large is read and forgotten, a piece at a time."""


@dataclass(frozen=True)
class AwsRequest:
    """A request of HTTP; `path` is as it was sent, with its escapes."""

    method: str
    path: str
    query: Mapping[str, Sequence[str]]
    headers: Mapping[str, str]
    body: bytes

    def header(self, name: str) -> str:
        """Give a header, or nothing."""
        return self.headers.get(name.lower(), "")

    @property
    def is_form(self) -> bool:
        """Whether the body is what a form of HTML sends."""
        return self.header("content-type").startswith("application/x-www-form-urlencoded")

    @property
    def form(self) -> dict[str, str]:
        """The parameters of a call in AWS's query protocol, out of the body or the URL."""
        given = parse_qs(self.body.decode("utf-8", "replace"), keep_blank_values=True) if self.is_form else self.query
        return {name: values[0] for name, values in given.items()}


def head_of(environ: Environ) -> AwsRequest:
    """Give a request without its body."""
    path = (environ.get("RAW_URI") or environ.get("PATH_INFO") or "/").partition("?")[0]
    query = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    return AwsRequest(environ["REQUEST_METHOD"], path, query, _headers(environ), b"")


def read_body(environ: Environ, most: int) -> bytes | None:
    """Give a request's body, for whoever comes next as well; nothing where it has more bytes, which are read to their end.

    A client that may not finish sending sees a broken connection, and asks again.
    """
    sent, length = environ["wsgi.input"], length_of(environ)
    chunked = environ.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked"
    body: bytes = sent.read(most + 1 if chunked else min(length, most + 1))
    if len(body) > most:
        let_end(sent, READ_ON if chunked else min(length - len(body), READ_ON))
        return None
    put_body(environ, body)
    return body


def length_of(environ: Environ) -> int:
    """Give how many bytes a body has by its header; nought where it does not say so."""
    given = str(environ.get("CONTENT_LENGTH") or "")
    return int(given) if given.isdecimal() else 0


def let_end(sent: Any, left: int) -> None:
    """Read so many bytes more, if there are any, and forget them."""
    while left > 0 and (piece := sent.read(min(left, PIECE))):
        left -= len(piece)


def put_body(environ: Environ, body: bytes) -> None:
    """Have whoever comes next read this body."""
    environ["wsgi.input"], environ["CONTENT_LENGTH"] = io.BytesIO(body), str(len(body))
    environ.pop("HTTP_TRANSFER_ENCODING", None)


def _headers(environ: Environ) -> dict[str, str]:
    named = {key[5:].replace("_", "-").lower(): value for key, value in environ.items() if key.startswith("HTTP_")}
    return named | {"content-type": environ.get("CONTENT_TYPE", "")}
