"""docs/within-a-system.md does what it says, over one mesh and one apply."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.docs.documents import ROOT, blocks

from ..mesh.running_mesh import PATIENCE, clean_environment
from .console import Typed, typed

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.xdist_group("tutorial")]
PAGE = (ROOT / "docs" / "within-a-system.md").read_text("utf-8")
CATALOGUE = ROOT / "examples" / "bistro" / "catalogue"


@pytest.fixture(scope="module")
def bistro(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the catalogue, as the page has the reader make one; whatever happens, its embedded AWS is stopped."""
    copy = tmp_path_factory.mktemp("bistro") / "my-bistro"
    shutil.copytree(CATALOGUE, copy, ignore=shutil.ignore_patterns(".meshctl", "__pycache__"))
    try:
        yield copy
    finally:
        with suppress(OSError):
            run("meshctl local down", copy)


def run(command: str, directory: Path) -> str:
    """What a command says; `meshctl` is the one that is tested."""
    shell = {**clean_environment(), "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=directory,
        env=shell,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout


def commands() -> list[Typed]:
    """All that is typed into a console, in order."""
    return [one for kind, block in blocks(PAGE) if kind == "console" for one in typed(block)]


def said_as_shown(one: Typed, command: str, directory: Path) -> str:
    """What a command says, as soon as that is what the page shows: an event takes its time."""
    end = time.monotonic() + (PATIENCE if command.startswith(("meshctl trace --stage", "meshctl local logs")) else 0)
    while missing := one.missing(said := run(command, directory)):
        assert time.monotonic() < end, f"{one.command}: {missing} is not in, or not on the page:\n{said}"
        time.sleep(0.5)
    return said


def test_every_command_of_the_page_says_what_the_page_shows(bistro: Path) -> None:
    ids: dict[str, str] = {}
    for one in commands():
        ids |= one.ids(said_as_shown(one, one.with_ids(ids), bistro))


def test_every_file_of_the_example_is_on_the_page() -> None:
    services = {path.stem for path in CATALOGUE.glob("*/*.yaml")} - {"system"}
    assert {name for name in services if f"/{name}.yaml" not in PAGE} == set()


def test_what_the_page_shows_of_the_catalogue_stands_there() -> None:
    files = [path for path in sorted(CATALOGUE.rglob("*")) if path.is_file() and path.suffix != ".pyc"]
    texts = "\n".join(path.read_text("utf-8") for path in files if ".meshctl" not in path.parts)
    shown = [block for kind, block in blocks(PAGE) if kind in ("yaml", "python", "json")]
    assert shown
    assert [block for block in shown if block not in texts] == []
