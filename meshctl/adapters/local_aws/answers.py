"""An application's answer, whole: its status, headers and body, before anything of it is sent; or the pieces of a body
that comes to be while it is sent.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]


class AnswerPieces:
    """The pieces of a body, each sent as soon as it is there; whoever takes them closes them, however that ends."""

    def __init__(self, made: Generator[bytes]) -> None:
        self._made = made

    def __iter__(self) -> Iterator[bytes]:
        return self._made

    def close(self) -> None:
        """Let nothing more come to be."""
        self._made.close()


@dataclass(frozen=True)
class HttpAnswer:
    """An answer of HTTP; `status` as in `200 OK`."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes
    pieces: AnswerPieces | None = None
    """What is sent in place of the body, if it comes piece by piece."""

    def send(self, start: Start) -> Iterable[bytes]:
        """HttpAnswer so."""
        start(self.status, self.headers)
        return [self.body] if self.pieces is None else self.pieces


def ask(application: Application, environ: dict[str, Any]) -> HttpAnswer:
    """Give an application's answer to a request."""
    status, headers = "", list[tuple[str, str]]()

    def start(said: str, others: list[tuple[str, str]], _: Any = None) -> None:
        nonlocal status, headers
        status, headers = said, others

    pieces = application(environ, start)
    if isinstance(pieces, AnswerPieces):
        return HttpAnswer(status, headers, b"", pieces)
    try:
        body = b"".join(pieces)
    finally:
        if hasattr(pieces, "close"):
            pieces.close()
    return HttpAnswer(status, headers, body)
