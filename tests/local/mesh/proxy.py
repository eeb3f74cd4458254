"""Stands between AWS's clients and an embedded AWS, and hands every request on. Those that are built on it note or break some."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

_OF_THE_WAY = ("transfer-encoding", "content-length", "connection", "date", "server")


class Answer(NamedTuple):
    """What is sent back; `length` is told to who has asked for the head alone."""

    status: int
    headers: Sequence[tuple[str, str]] = ()
    body: bytes = b""
    length: str = "0"


class Proxy(ThreadingHTTPServer):
    """On a port of its own before `endpoint`."""

    daemon_threads = True

    def __init__(self, endpoint: str, handler: "type[HandingOn]") -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.behind = urlsplit(endpoint).netloc

    @property
    def endpoint(self) -> str:
        """Where clients are to ask."""
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that is gone: it was killed."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


Served = TypeVar("Served", bound=Proxy)


@contextmanager
def serving(proxy: Served) -> Iterator[Served]:
    """Answers for as long as it is entered."""
    with proxy:
        Thread(target=proxy.serve_forever, daemon=True).start()
        try:
            yield proxy
        finally:
            proxy.shutdown()


class HandingOn(BaseHTTPRequestHandler):
    """Brings a request there and its answer back; `hand_on` may do otherwise."""

    protocol_version = "HTTP/1.1"
    server: Proxy

    def hand_on(self) -> None:
        self.give(self.bring(self.asked()))

    def asked(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def bring(self, body: bytes) -> Answer:
        behind = HTTPConnection(self.server.behind)
        behind.request(self.command, self.path, body, dict(self.headers))
        answered = behind.getresponse()
        found = Answer(
            answered.status, answered.getheaders(), answered.read(), answered.getheader("Content-Length", "0")
        )
        behind.close()
        return found

    def give(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers:
            if name.lower() not in _OF_THE_WAY:
                self.send_header(name, value)
        self.send_header("Content-Length", answer.length if self.command == "HEAD" else str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def do_GET(self) -> None:
        self.hand_on()

    do_PUT = do_POST = do_DELETE = do_HEAD = do_GET  # noqa: N815 - the names that `http.server` asks for

    def log_message(self, *_: object) -> None:
        """Say nothing: the embedded AWS has a log."""
