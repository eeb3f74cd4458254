"""The faulty proxy breaks what it is asked to break, and nothing else; what it breaks is tried again by AWS's own clients."""

from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError, HTTPClientError

from ..mesh.proxy import serving
from .faulty_proxy import LOST, RETRIED, FaultyProxy

REQUESTS = 60


class Aws(ThreadingHTTPServer):
    """Answers everything with nothing, and counts."""

    daemon_threads = True
    asked = 0


class Answering(BaseHTTPRequestHandler):
    server: Aws
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked += 1
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def aws() -> Iterator[Aws]:
    with Aws(("127.0.0.1", 0), Answering) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def asking(proxy: FaultyProxy, attempts: int) -> Any:
    keys = {"aws_access_key_id": "x", "aws_secret_access_key": "x"}
    patience = Config(retries={"total_max_attempts": attempts, "mode": "standard"}, read_timeout=60)
    return boto3.client("sqs", endpoint_url=proxy.endpoint, region_name="eu-west-1", config=patience, **keys)


@pytest.mark.parametrize("fault", [*RETRIED, LOST])
def test_a_fault_happens_to_the_share_that_it_is_asked_for(aws: Aws, fault: str) -> None:
    with serving(FaultyProxy(f"http://127.0.0.1:{aws.server_port}", [fault], seed=1, pause=0)) as proxy:
        client = asking(proxy, attempts=1)
        client.list_queues()
        assert proxy.happened == Counter()
        proxy.share = 0.5
        outcomes = Counter(_outcome(client) for _ in range(REQUESTS))
    broken = proxy.happened[fault]
    assert 0 < broken < REQUESTS
    assert outcomes["answered"] == (REQUESTS if fault == "slow" else REQUESTS - broken)
    assert aws.asked == 1 + (REQUESTS if fault in ("slow", LOST) else REQUESTS - broken)


def _outcome(client: Any) -> str:
    try:
        client.list_queues()
    except (ClientError, ConnectionClosedError, HTTPClientError):
        return "broken"
    return "answered"


def test_who_tries_again_gets_an_answer(aws: Aws) -> None:
    with serving(FaultyProxy(f"http://127.0.0.1:{aws.server_port}", RETRIED, seed=1, pause=0)) as proxy:
        proxy.share = 0.3
        client = asking(proxy, attempts=10)
        assert {_outcome(client) for _ in range(10)} == {"answered"}
        assert proxy.happened
