"""A faulty proxy before AWS: stands between AWS's clients and an embedded AWS, and now and then does not hand on, or not back."""

import json
import random
import re
import socket
import struct
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import urlsplit

RETRIED = ("throttled", "unavailable", "reset", "slow")
"""What every client of AWS tries again by itself: nothing was done."""
LOST = "answer lost"
"""The effect is there, and nobody is told."""
_SIGNED = re.compile(r"Credential=[^/]+/\d+/[^/]+/(?P<service>[^/]+)/")
_OF_THE_WAY = ("transfer-encoding", "content-length", "connection", "date", "server")


class FaultyProxy(ThreadingHTTPServer):
    """Hands requests on to `endpoint`, all but a `share` of them, to which one of `faults` happens; `happened` counts them.

    Nothing happens before `share` is set. What is slow takes `pause` seconds.
    """

    daemon_threads = True

    def __init__(self, endpoint: str, faults: Sequence[str], seed: int, pause: float) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behind = urlsplit(endpoint).netloc
        self.happened: Counter[str] = Counter()
        self.share, self.pause = 0.0, pause
        self._faults, self._random, self._alone = faults, random.Random(seed), Lock()  # noqa: S311  no secret

    @property
    def endpoint(self) -> str:
        """Where clients are to ask."""
        return f"http://127.0.0.1:{self.server_port}"

    def fault(self) -> str | None:
        """What happens to the next request, if anything."""
        with self._alone:
            if self._random.random() >= self.share:
                return None
            found = self._random.choice(self._faults)
            self.happened[found] += 1
            return found


@contextmanager
def faulty_proxy(endpoint: str, faults: Sequence[str], seed: int, pause: float = 2) -> Iterator[FaultyProxy]:
    """Stands there for as long as it is entered."""
    with FaultyProxy(endpoint, faults, seed, pause) as proxy:
        Thread(target=proxy.serve_forever, daemon=True).start()
        try:
            yield proxy
        finally:
            proxy.shutdown()


class _Handler(BaseHTTPRequestHandler):
    server: FaultyProxy
    protocol_version = "HTTP/1.1"

    def _hand_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = self.server.fault()
        if fault == "reset":
            self._reset()
        elif fault == "unavailable":
            self._answer(503, [], b"")
        elif fault == "throttled":
            self._throttle()
        else:
            time.sleep(self.server.pause if fault == "slow" else 0)
            self._bring(body, loses_answer=fault == LOST)

    def _bring(self, body: bytes, *, loses_answer: bool) -> None:
        behind = HTTPConnection(self.server.behind)
        behind.request(self.command, self.path, body, dict(self.headers))
        answered = behind.getresponse()
        answer = answered.read()
        behind.close()
        if loses_answer:
            self._reset()
        else:
            self._answer(answered.status, answered.getheaders(), answer, self._length_of_head(answered))

    def _length_of_head(self, answered: HTTPResponse) -> str | None:
        return answered.getheader("Content-Length", "0") if self.command == "HEAD" else None

    def _throttle(self) -> None:
        """In the form of the service's protocol."""
        signed = _SIGNED.search(self.headers.get("Authorization", ""))
        service = signed["service"] if signed else ""
        if service == "s3":
            self._answer(
                503, [], b"<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
            )
        elif "X-Amz-Target" in self.headers or service in ("lambda", "scheduler"):
            code = "TooManyRequestsException" if service == "lambda" else "ThrottlingException"
            told = json.dumps({"__type": code, "message": "Rate exceeded"}).encode()
            self._answer(429 if service == "lambda" else 400, [("x-amzn-ErrorType", code)], told)
        else:
            told = b"<Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message>"
            self._answer(400, [], b"<ErrorResponse><Error>" + told + b"</Error></ErrorResponse>")

    def _answer(self, status: int, headers: Sequence[tuple[str, str]], body: bytes, length: str | None = None) -> None:
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in _OF_THE_WAY:
                self.send_header(name, value)
        self.send_header("Content-Length", length or str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _reset(self) -> None:
        """The connection ends as if the other machine had gone."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _hand_on  # noqa: N815 - the names that `http.server` asks for

    def log_message(self, *_: object) -> None:
        """Say nothing: the embedded AWS has a log."""
