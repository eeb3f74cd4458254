"""Two meshes for the end-to-end tests, each applied once by real Terraform to an embedded AWS of its own."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from . import catalogues
from .running_mesh import STAGE, RunningMesh


@contextmanager
def embedded_aws(catalogue: Path, stage: str = STAGE) -> Iterator[RunningMesh]:
    """A rendered catalogue with its embedded AWS, which is taken down whatever happens."""
    mesh = RunningMesh(catalogue, stage)
    mesh.meshctl("local", "up", "--port", "0")
    process = mesh.answer("local", "status")["pid"]
    try:
        mesh.meshctl("render", "--stage", stage)
        yield mesh
        mesh.meshctl("local", "down")
    except BaseException as problem:
        problem.add_note(_what_it_does(process, catalogue))
        raise
    finally:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGTERM)


def _what_it_does(process: int, catalogue: Path) -> str:
    """The log of an embedded AWS, with where each of its threads is."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGUSR1)
        time.sleep(1)
    return f"--- the embedded AWS\n{(catalogue / '.meshctl/local/server.log').read_text()[-20000:]}"


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningMesh]:
    """examples/shop with a function that always fails, over four accounts, applied."""
    with embedded_aws(catalogues.shop(tmp_path_factory.mktemp("shop"))) as mesh:
        mesh.meshctl("apply", "--stage", STAGE, "--yes")
        yield mesh


@pytest.fixture(scope="session")
def gazette(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningMesh]:
    """A small mesh of two systems, not applied yet."""
    with embedded_aws(catalogues.gazette(tmp_path_factory.mktemp("gazette"))) as mesh:
        yield mesh
