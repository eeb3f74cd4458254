"""What is put together for a stage asks the embedded AWS no more than it must."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from meshctl.adapters.bundle_lock import bundle_lock
from meshctl.adapters.terraform.binary import Binary
from meshctl.adapters.terraform.find_provider import ProviderSource
from meshctl.adapters.terraform.toolchain import Toolchain
from meshctl.cli.deploy.reached_stage import reach_stage
from meshctl.cli.open_catalogue import open_stage
from meshctl.cli.wiring import local_home
from tests.support.catalogues import write_catalogue
from tests.support.noted_process import noted_process

TOOLCHAIN = Toolchain(Binary("terraform", "1.10.0", "linux_amd64"), ProviderSource("nowhere", None), "5.100.0")


class _Asked(BaseHTTPRequestHandler):
    """Says yes to whatever is asked, in the name of a process; writes down what it was."""

    paths: list[str]
    pid = 0

    def do_GET(self) -> None:
        self._yes(f'{{"pid": {self.pid}}}'.encode() if "health" in self.path else b"<ListBucketResult/>")

    def do_PUT(self) -> None:
        self._yes(b"")

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def _yes(self, body: bytes) -> None:
        self.paths.append(f"{self.command} {self.path}")
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[list[str]]:
    """What is asked of something on loopback that is noted as the embedded AWS of the catalogue at `tmp_path`."""
    paths: list[str] = []
    asked: Any = type("Asked", (_Asked,), {"paths": paths})
    server = ThreadingHTTPServer(("127.0.0.1", 0), asked)
    Thread(target=server.serve_forever, daemon=True).start()
    with noted_process(local_home(tmp_path), f"http://127.0.0.1:{server.server_port}") as asked.pid:
        yield paths
    server.shutdown()
    server.server_close()


def test_the_embedded_aws_is_asked_once_how_it_is(tmp_path: Path, asked: list[str]) -> None:
    opened = open_stage(write_catalogue(tmp_path), "local")
    with bundle_lock(opened.bundle_directory, lambda about, step: None):
        reached = reach_stage(opened, TOOLCHAIN, changes=False)
    assert [path.partition("?")[0] for path in asked if "health" in path] == ["GET /_meshctl/health"]
    assert any(path.startswith("PUT /") for path in asked)
    assert not reached.standing.keys
