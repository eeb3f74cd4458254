"""An application's answer, whole: its status, headers and body, before anything of it is sent."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]


@dataclass(frozen=True)
class HttpAnswer:
    """An answer of HTTP; `status` as in `200 OK`."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes

    def send(self, start: Start) -> list[bytes]:
        """HttpAnswer so."""
        start(self.status, self.headers)
        return [self.body]


def ask(application: Application, environ: dict[str, Any]) -> HttpAnswer:
    """Give an application's answer to a request."""
    status, headers = "", list[tuple[str, str]]()

    def start(said: str, others: list[tuple[str, str]], _: Any = None) -> None:
        nonlocal status, headers
        status, headers = said, others

    pieces = application(environ, start)
    try:
        body = b"".join(pieces)
    finally:
        if hasattr(pieces, "close"):
            pieces.close()
    return HttpAnswer(status, headers, body)
