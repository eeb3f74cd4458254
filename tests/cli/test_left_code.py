"""`meshctl codegen` tells of what it wrote once and would not write any more, and touches none of it."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from meshctl.adapters.codegen.environment import GENERATOR
from meshctl.app.write.event_code import ALL_FILES
from meshctl.codegen.generated_files import GeneratedForService
from tests.support.catalogues import write_catalogue
from tests.support.running import Done, meshctl

EVENT = (
    "publishes:\n  OrderPlaced: {version: 1, schema: events/OrderPlaced.v1.json, description: A customer has paid.}\n"
)
WORKS = "functions:\n  work: {source: lambdas/tally, handler: handler.handle}\n"
TYPES = ("--language", "typescript", "--out", "types")
MODELS = "mesh_events/models.py"


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    files = {
        "orders/checkout.yaml": f"service: checkout\n{EVENT}",
        "orders/events/OrderPlaced.v1.json": json.dumps({"type": "object", "properties": {"id": {"type": "string"}}}),
        "orders/lambdas/tally/handler.py": "def handle(event, context):\n    return None\n",
        "payments/capture.yaml": "service: capture\n",
        "payments/lambdas/charge/handler.py": None,
    }
    return write_catalogue(tmp_path / "catalogue", files)


def checked(catalogue: Path, *more: str) -> Done:
    """What `codegen --check` says, which changes nothing."""
    before = contents(catalogue)
    done = meshctl(catalogue, "codegen", "--service", "orders/checkout", "--check", *more)
    assert contents(catalogue) == before
    return done


def contents(catalogue: Path) -> Mapping[Path, bytes]:
    found = (path for path in catalogue.rglob("*") if path.is_file() and ".meshctl" not in path.parts)
    return {path: path.read_bytes() for path in found}


def left_in(catalogue: Path, path: str, written: GeneratedForService) -> str:
    (catalogue / path).parent.mkdir(parents=True, exist_ok=True)
    (catalogue / path).write_text(f"{written.head(path)}\n")
    return f"left  {path}"


def test_types_of_a_service_without_events_are_left(catalogue: Path) -> None:
    meshctl(catalogue, "codegen", "--service", "orders/checkout", *TYPES)
    assert checked(catalogue, *TYPES).out == "current  types/mesh_events.ts\n"
    (catalogue / "orders/checkout.yaml").write_text("service: checkout\n")
    done = checked(catalogue, *TYPES)
    assert (done.code, done.out, "remove it" in done.err) == (1, "left  types/mesh_events.ts\n", True)


@pytest.mark.parametrize("path", ALL_FILES)
def test_what_was_written_outside_the_catalogue_is_left_there(catalogue: Path, tmp_path: Path, path: str) -> None:
    (catalogue / "orders/checkout.yaml").write_text("service: checkout\n")
    left_in(tmp_path / "away", path, GeneratedForService("orders/checkout", elsewhere=True))
    assert checked(catalogue, "--out", "../away").out == f"left  ../away/{path}\n"


@pytest.mark.parametrize("elsewhere", [False, True])
def test_files_of_a_service_that_is_gone_are_left(catalogue: Path, elsewhere: bool) -> None:
    told = left_in(catalogue, f"orders/lambdas/old/{MODELS}", GeneratedForService("orders/checkout", elsewhere))
    (catalogue / "orders/checkout.yaml").unlink()
    done = checked(catalogue)
    assert (done.code, done.out.splitlines(), "there is no service" in done.err) == (1, [told], True)


def test_files_of_a_service_that_has_lost_its_functions_are_left(catalogue: Path) -> None:
    told = left_in(catalogue, f"orders/lambdas/tally/{MODELS}", GeneratedForService("orders/checkout"))
    done = checked(catalogue)
    assert (done.code, done.out.splitlines()) == (2, [told])


def test_what_others_wrote_is_not_told(catalogue: Path) -> None:
    left_in(catalogue, f"payments/lambdas/charge/{MODELS}", GeneratedForService("payments/capture"))
    left_in(catalogue, f"shared/{MODELS}", GeneratedForService("orders/checkout", elsewhere=True))
    (catalogue / "mesh_events").mkdir()
    (catalogue / "mesh_events/models.py").write_text("mine = 1\n")
    (catalogue / "mesh_events/link.py").symlink_to(catalogue / "nowhere.py")
    assert [line for line in checked(catalogue, *TYPES).out.splitlines() if line.startswith("left")] == []


def test_a_service_that_took_the_place_of_another_is_told_whose_files_lie_there(catalogue: Path) -> None:
    left_in(catalogue, "types/mesh_events.ts", GeneratedForService("orders/shop", elsewhere=True))
    done = checked(catalogue, *TYPES)
    assert (done.code, "remove it, if orders/shop is no longer here" in done.err) == (1, True)


@pytest.mark.pip
@pytest.mark.parametrize("renamed", ["lambdas/tallys", "lambdas/tally/more"])
def test_what_lies_beside_a_function_of_another_name_is_left(catalogue: Path, renamed: str) -> None:
    GENERATOR.built(os.environ)
    service = catalogue / "orders/checkout.yaml"
    service.write_text(f"service: checkout\n{EVENT}{WORKS}")
    meshctl(catalogue, "codegen", "--service", "orders/checkout")
    (catalogue / "orders" / renamed).mkdir()
    (catalogue / "orders" / renamed / "handler.py").write_text("def handle(event, context): ...\n")
    service.write_text(service.read_text().replace("lambdas/tally", renamed))
    written = meshctl(catalogue, "codegen", "--service", "orders/checkout")
    left = [f"left  orders/lambdas/tally/mesh_events/{one}" for one in ("__init__.py", "models.py")]
    assert (written.code, written.out.splitlines()[:2], "remove it" in written.err) == (0, left, True)
    done = checked(catalogue)
    assert (done.code, done.out.splitlines()[:2]) == (1, left)
    assert (catalogue / "orders/lambdas/tally" / MODELS).is_file()
