"""In which Regions AWS is asked what hangs on the resources of a stage, whichever the catalogue names by now."""

import re
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import pytest

from meshctl.adapters.aws.stage_aws import StageAws
from tests.unit.drift.standing import BUS_ARN, QUEUE_ARN, ROLE_ARN, STACK, own

KEYS = "<AccessKeyId>x</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>x</SessionToken>"
TAKEN_ON = (
    f"<AssumeRoleResponse><AssumeRoleResult><Credentials>{KEYS}</Credentials></AssumeRoleResult></AssumeRoleResponse>"
)
REFUSED = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>Nobody may look.</Message></Error></ErrorResponse>"
SIGNED = re.compile(r"Credential=[^/]+/\d+/(?P<region>[^/]+)/(?P<service>[^/]+)/")
BUS, QUEUE, ROLE = (re.split("[:/]", arn)[-1] for arn in (BUS_ARN, QUEUE_ARN, ROLE_ARN))


class Aws(ThreadingHTTPServer):
    """Lets everybody take on a role that may do nothing; `asked` has the Regions in which each resource was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Refusing)
        self.asked: set[tuple[str, str]] = set()


class Refusing(BaseHTTPRequestHandler):
    server: Aws

    def do_POST(self) -> None:
        signed = SIGNED.search(self.headers["Authorization"])
        assert signed
        said = unquote(self.path + self.rfile.read(int(self.headers["Content-Length"] or 0)).decode())
        self.server.asked.update(
            (signed["region"], name) for name in (BUS, QUEUE, ROLE) if re.search(rf"\b{name}\b", said)
        )
        status, told = (200, TAKEN_ON) if signed["service"] == "sts" else (403, REFUSED)
        self.send_response(status)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told.encode())

    do_GET = do_POST  # noqa: N815 - the name that `http.server` asks for

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def aws() -> Iterator[Aws]:
    with Aws() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_each_resource_is_asked_for_where_it_stands(aws: Aws) -> None:
    bus, queue, role = (next(one for one in own() if one.arn == arn) for arn in (BUS_ARN, QUEUE_ARN, ROLE_ARN))
    moved = replace(queue, arn=QUEUE_ARN.replace("eu-west-1", "eu-north-1"))
    embedded: Any = SimpleNamespace(endpoint=f"http://127.0.0.1:{aws.server_port}", access_key="x", secret_key="x")
    StageAws("eu-central-1", "Reads", embedded).hanging_resources(STACK[0], [bus, moved, role], Event())
    assert aws.asked == {("eu-west-1", BUS), ("eu-north-1", QUEUE), ("eu-central-1", ROLE)}
