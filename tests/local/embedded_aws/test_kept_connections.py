"""An SDK asks again on the same connection; whoever asks but once sees it closed."""

import http.client
import socket
import threading
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from meshctl.adapters.local_aws.requests import connections

from .accounts import PATIENCE
from .conftest import EmbeddedAws

pytestmark = [pytest.mark.local, pytest.mark.xdist_group("embedded_aws")]
NOBODY = {"Authorization": "AWS4-HMAC-SHA256 Credential=AKIANOBODYNOBODYNOBO/20261126/eu-central-1/sqs/aws4_request"}


def by_an_sdk() -> dict[str, str]:
    return {"amz-sdk-invocation-id": str(uuid.uuid4())}


class Connection:
    def __init__(self, aws: EmbeddedAws) -> None:
        self.kept = http.client.HTTPConnection(urlsplit(aws.endpoint).netloc, timeout=PATIENCE)
        scope = f"{aws.running.access_key}/20261126/eu-central-1/sqs/aws4_request"
        self.signed = {"Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"}
        self.listing = {"X-Amz-Target": "AmazonSQS.ListQueues", "Content-Type": "application/x-amz-json-1.0"}

    def ask(self, method: str, path: str, body: Any, **headers: str) -> int:
        self.kept.request(method, path, body, headers, encode_chunked="Transfer-Encoding" in headers)
        answer = self.kept.getresponse()
        answer.read()
        return answer.status

    def list_queues(self) -> int:
        return self.ask("POST", "/", b"{}", **self.signed, **self.listing, **by_an_sdk())

    @property
    def is_open(self) -> bool:
        return self.kept.sock is not None


@pytest.fixture
def connection(aws: EmbeddedAws) -> Iterator[Connection]:
    connection = Connection(aws)
    yield connection
    connection.kept.close()


def test_an_sdk_asks_again_on_the_same_connection(connection: Connection) -> None:
    assert [connection.list_queues() for _ in range(3)] == [200, 200, 200]
    assert connection.is_open


def test_who_asks_but_once_sees_the_connection_closed(connection: Connection) -> None:
    assert connection.ask("POST", "/", b"{}", **connection.signed, **connection.listing) == 200
    assert not connection.is_open


def test_a_body_that_nobody_looked_at_is_not_the_next_request(connection: Connection) -> None:
    assert connection.ask("POST", "/", b"x" * 1_000_000, **NOBODY, **by_an_sdk()) == 403
    assert connection.is_open
    assert connection.list_queues() == 200


def test_what_is_asked_by_head_is_answered_without_a_body(connection: Connection) -> None:
    assert connection.ask("HEAD", "/", None, **NOBODY, **by_an_sdk()) == 403
    assert connection.list_queues() == 200


def test_behind_a_body_in_chunks_the_connection_is_closed(connection: Connection) -> None:
    asked = {**connection.signed, **connection.listing, **by_an_sdk(), "Transfer-Encoding": "chunked"}
    assert connection.ask("POST", "/", iter([b"{", b"}"]), **asked) == 200
    assert not connection.is_open


def test_who_asks_whether_to_send_a_body_is_told_so_before_it_is_sent(aws: EmbeddedAws) -> None:
    place = urlsplit(aws.endpoint)
    with socket.create_connection((place.hostname, place.port), PATIENCE) as asking:
        asking.sendall(b"PUT /b/k HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n")
        answers = asking.makefile("rb")
        assert [answers.readline(), answers.readline()] == [b"HTTP/1.1 100 Continue\r\n", b"\r\n"]
        asking.sendall(b"x")
        assert answers.readline() == b"HTTP/1.1 403 Forbidden\r\n"


def test_half_a_body_is_no_call(aws: EmbeddedAws, connection: Connection) -> None:
    place, form = urlsplit(aws.endpoint), "Action=ListTopics&Version=2010-03-31"
    head = f"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(form) + 5}\r\n"
    signed = connection.signed["Authorization"].replace("/sqs/", "/sns/")
    kind = "application/x-www-form-urlencoded"
    with socket.create_connection((place.hostname, place.port), PATIENCE) as asking:
        asking.sendall(f"{head}Authorization: {signed}\r\nContent-Type: {kind}\r\n\r\n{form}".encode())
        asking.shutdown(socket.SHUT_WR)
        assert asking.makefile("rb").readline() == b"HTTP/1.1 400 Bad Request\r\n"


class HastyConnection(connections.Connection):
    timeout = 0.1


@pytest.mark.parametrize("sent", [b"", b"POST / HT", b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n123"])
def test_who_is_silent_for_too_long_sees_the_connection_closed(sent: bytes) -> None:
    server = make_server("127.0.0.1", 0, Response(), threaded=True, request_handler=HastyConnection)
    threading.Thread(target=server.serve_forever, args=(0.1,)).start()
    try:
        with socket.create_connection(server.server_address, PATIENCE) as asking:
            asking.sendall(sent)
            assert asking.makefile("rb").read()[:9] in (b"", b"HTTP/1.1 ")
    finally:
        server.shutdown()
        server.server_close()
