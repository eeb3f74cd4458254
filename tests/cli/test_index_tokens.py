"""A token in the path of a registry's address is whoever's who asks: neither an error nor a lock has it. Real uv, on loopback."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.support.catalogues import write_catalogue
from tests.support.running import Done, meshctl
from tests.unit.packaging.handmade_wheels import WheelDirectory

pytestmark = pytest.mark.pip
TOKEN = "aB3xY7kQ9mZ2pL5w"
CHARGE = "payments/lambdas/charge"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def index(tmp_path: Path) -> Iterator[str]:
    """A registry with one package, whose files are listed below a path with a token."""
    package = tmp_path / "files" / TOKEN / "simple" / "swift"
    package.mkdir(parents=True)
    WheelDirectory(package).add_wheel("swift", "1.0")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path / "files")))
    Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}/{TOKEN}/simple"
    server.shutdown()
    server.server_close()


def lock(tmp_path: Path, index: str, wanted: str) -> Done:
    catalogue = write_catalogue(tmp_path / "catalogue", {f"{CHARGE}/requirements.txt": wanted})
    return meshctl(catalogue, "lock", UV_DEFAULT_INDEX=index, PIP_CONFIG_FILE="/dev/null")


def test_a_lock_says_nothing_of_it(tmp_path: Path, index: str) -> None:
    assert lock(tmp_path, index, "swift>=1\n").code == 0
    written = (tmp_path / "catalogue" / CHARGE / "pylock.toml").read_text()
    assert 'version = "1.0"' in written and "swift-1.0-py3-none-any.whl" in written
    assert TOKEN not in written


@pytest.mark.parametrize("asked", ["/", "/more/", "/?page=1"])
def test_nor_does_an_error(tmp_path: Path, index: str, asked: str) -> None:
    done = lock(tmp_path, index.replace("/simple", "/nowhere") + asked, "swift>=1\n")
    assert done.code == 1
    assert "swift" in done.err
    assert TOKEN not in done.out + done.err


def test_nor_does_one_of_an_index_that_a_file_names(tmp_path: Path, index: str) -> None:
    configured = tmp_path / "pip.conf"
    configured.write_text(f"[global]\nindex-url = {index.partition('127')[0]}127.0.0.1:1/{TOKEN}/simple\n")
    catalogue = write_catalogue(tmp_path / "catalogue", {f"{CHARGE}/requirements.txt": "swift>=1\n"})
    done = meshctl(catalogue, "lock", PIP_CONFIG_FILE=str(configured), UV_HTTP_RETRIES="0")
    assert done.code == 1
    assert "127.0.0.1:1" in done.err
    assert TOKEN not in done.out + done.err
