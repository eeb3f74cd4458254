"""Who calls what of AWS: stands between AWS's clients and an embedded AWS, and notes each call by whose it is. Changes nothing."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from functools import cache
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from botocore.loaders import Loader

OF_OBJECTS = {"GET": "GetObject", "HEAD": "GetObject", "PUT": "PutObject", "DELETE": "DeleteObject"}
"""The action that S3 wants for a call on an object. Source: Service Authorization Reference, "Amazon S3"."""
_SIGNED = re.compile(r"Credential=(?P<key>[^/]+)/\d+/[^/]+/(?P<service>[^/]+)/")
_KEY, _ROLE = (
    re.compile(one) for one in (r"<AccessKeyId>(\w+)<", r"<Arn>arn:aws:sts::(\d{12}):assumed-role/([\w-]+)/")
)
_OF_THE_WAY = ("transfer-encoding", "content-length", "connection", "date", "server")


class Call(NamedTuple):
    """An action as IAM names it; the ARN of what it is for is known for S3 alone."""

    action: str
    resource: str


class Caller(NamedTuple):
    """A role in an account."""

    account: str
    role: str


WHOEVER = Caller("", "")
"""Whoever calls meshctl."""


class RecordedCalls(ThreadingHTTPServer):
    """Hands every request on to `endpoint`; `calls` has by role those with its keys, and those of `WHOEVER`."""

    daemon_threads = True

    def __init__(self, endpoint: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behind = urlsplit(endpoint).netloc
        self.calls: defaultdict[Caller, set[Call]] = defaultdict(set)
        self._roles: dict[str, Caller] = {}

    @property
    def endpoint(self) -> str:
        """Where clients are to ask."""
        return f"http://127.0.0.1:{self.server_port}"

    def note(self, request: "_Handler", body: bytes, answer: bytes) -> None:
        """Note a call, and whose the keys are that it was answered with."""
        signed = _SIGNED.search(request.headers.get("Authorization", ""))
        assert signed, f"nobody signed {request.command} {request.path}"
        call = _call(signed["service"], request, body)
        self.calls[self._roles.get(signed["key"], WHOEVER)].add(call)
        if call.action == "sts:AssumeRole":
            key, role = (one.search(answer.decode()) for one in (_KEY, _ROLE))
            assert key, answer
            assert role, answer
            self._roles[key[1]] = Caller(*role.groups())


@contextmanager
def recorded_calls(endpoint: str) -> Iterator[RecordedCalls]:
    """Stands there for as long as it is entered."""
    with RecordedCalls(endpoint) as recorded:
        Thread(target=recorded.serve_forever, daemon=True).start()
        try:
            yield recorded
        finally:
            recorded.shutdown()


class _Handler(BaseHTTPRequestHandler):
    server: RecordedCalls
    protocol_version = "HTTP/1.1"

    def _hand_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        behind = HTTPConnection(self.server.behind)
        behind.request(self.command, self.path, body, dict(self.headers))
        answered = behind.getresponse()
        answer = answered.read()
        self.server.note(self, body, answer)
        self._answer(answered, answer)
        behind.close()

    def _answer(self, answered: HTTPResponse, answer: bytes) -> None:
        self.send_response(answered.status)
        for name, value in answered.getheaders():
            if name.lower() not in _OF_THE_WAY:
                self.send_header(name, value)
        of_head = answered.getheader("Content-Length", "0") if self.command == "HEAD" else None
        self.send_header("Content-Length", of_head or str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _hand_on  # noqa: N815 - the names that `http.server` asks for

    def log_message(self, *_: object) -> None:
        """Say nothing: the embedded AWS has a log."""


def _call(service: str, request: _Handler, body: bytes) -> Call:
    place = urlsplit(request.path)
    if service == "s3":
        bucket, _, key = place.path.strip("/").partition("/")
        action = OF_OBJECTS[request.command] if key else "ListBucket"
        return Call(f"s3:{action}", f"arn:aws:s3:::{bucket}" + (f"/{key}" if key else ""))
    if service == "lambda":
        return Call(f"lambda:{_lambda_operation(request.command, place.path)}", "")
    return Call(f"{service.replace('monitoring', 'cloudwatch')}:{_operation(request.headers, body)}", "")


def _operation(headers: Message, body: bytes) -> str:
    target = headers.get("X-Amz-Target")
    return target.rpartition(".")[2] if target else parse_qs(body.decode())["Action"][0]


def _lambda_operation(method: str, path: str) -> str:
    (found,) = [
        name for name, way, where in _lambda_operations() if way == method and where.fullmatch(path.rstrip("/"))
    ]
    return found


@cache
def _lambda_operations() -> list[tuple[str, str, re.Pattern[str]]]:
    """Name, method and path of each operation, from AWS's own model."""
    operations = Loader().load_service_model("lambda", "service-2")["operations"]
    paths = {name: one["http"]["requestUri"].partition("?")[0].rstrip("/") for name, one in operations.items()}
    return [
        (name, operations[name]["http"]["method"], re.compile(re.sub(r"\{\w+\}", "[^/]+", path)))
        for name, path in paths.items()
    ]
