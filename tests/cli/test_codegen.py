"""`meshctl codegen` with the real generator: what it writes, what type checkers say of it, and what it leaves alone."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from meshctl.adapters.codegen.environment import GENERATOR
from meshctl.adapters.codegen.generated_on_disk import refuse_outside
from meshctl.adapters.environments.program_environment import python_of
from meshctl.errors import MeshctlError
from tests.support.catalogues import write_catalogue
from tests.support.running import Done, meshctl

pytestmark = pytest.mark.pip
LAMBDAS = Path(__file__).parents[2] / "lambdas"
BOTH = """\
service: checkout
functions:
  work: {source: lambdas/tally, handler: handler.handle}
publishes:
  OrderPlaced: {version: 1, schema: events/OrderPlaced.v1.json, description: A customer has paid.}
subscribes:
  paid: {event: payments/PaymentMade, deliver_to: {function: work}}
"""
PAYING = """\
service: capture
publishes:
  PaymentMade: {version: 2, schema: events/PaymentMade.v2.json, description: Money has come.}
"""
ORDER = {"type": "object", "required": ["order_id"], "properties": {
    "order_id": {"type": "string"}, "total": {"type": "number"}, "status": {"enum": ["open", "paid"]}}}  # fmt: skip
PAYMENT = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
HANDLER = "def handle(event, context):\n    return None\n"
SERVICE = ("codegen", "--service", "orders/checkout")
PACKAGE = "orders/lambdas/tally/mesh_events"


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    GENERATOR.built(os.environ)
    files = {
        "orders/checkout.yaml": BOTH,
        "orders/lambdas/tally/handler.py": HANDLER,
        "orders/events/OrderPlaced.v1.json": json.dumps(ORDER),
        "payments/capture.yaml": PAYING,
        "payments/events/PaymentMade.v2.json": json.dumps(PAYMENT),
        "payments/lambdas/charge/handler.py": None,
    }
    return write_catalogue(tmp_path / "catalogue", files)


def codegen(catalogue: Path, *more: str) -> Done:
    return meshctl(catalogue, *SERVICE, *more)


def in_the_function(catalogue: Path, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What code says that runs beside the function's sources, with pydantic."""
    paths = f"{catalogue / PACKAGE}/..:{LAMBDAS}"
    return subprocess.run(
        [python_of(GENERATOR.find(os.environ)), "-W", "error", "-c", code],
        env={"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_code_is_current_once_it_was_written_and_stale_once_a_schema_has_changed(catalogue: Path) -> None:
    assert codegen(catalogue, "--check").code == 1
    assert "written" in codegen(catalogue).out
    assert codegen(catalogue, "--check").code == 0
    changed = {**ORDER, "required": ["order_id", "total"]}
    (catalogue / "orders/events/OrderPlaced.v1.json").write_text(json.dumps(changed))
    stale = codegen(catalogue, "--check")
    assert (stale.code, stale.out.splitlines()) == (
        1,
        [f"current  {PACKAGE}/__init__.py", f"stale  {PACKAGE}/models.py"],
    )


USES = """\
from collections.abc import Callable
from meshkit import consumer
from mesh_events import OrderPlacedV1, PaymentMadeV2, publish, publish_all

publish(OrderPlacedV1(order_id="o-1", total=5, status="open"))
publish_all([OrderPlacedV1(order_id="o-1")])
publish(PaymentMadeV2(id="p-1"))  # not declared
publish_all([PaymentMadeV2(id="p-1")])  # not declared
publish(OrderPlacedV1())  # a field is missing
publish(OrderPlacedV1(order_id=5))  # of another type
publish(OrderPlacedV1(order_id="o-1", status="lost"))  # no such word
publish(OrderPlacedV1(order_id="o-1", totle=5))  # no such field

@consumer(PaymentMadeV2)
def handle(payment: PaymentMadeV2) -> None:
    print(payment.id.upper())
    print(payment.amount)  # no such field

from mesh_events import OrderLostV1  # no such event
"""


def test_what_a_service_did_not_declare_does_not_type_check(catalogue: Path, tmp_path: Path) -> None:
    codegen(catalogue)
    (catalogue / PACKAGE / "../uses.py").write_text(USES)
    mypy = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path), "--config-file", os.devnull]
    told = subprocess.run(
        [*mypy, "--python-executable", str(python_of(GENERATOR.find(os.environ))), "uses.py"],
        cwd=catalogue / PACKAGE / "..", env={**os.environ, "MYPYPATH": str(LAMBDAS)},
        capture_output=True, text=True, timeout=300, check=False,
    ).stdout  # fmt: skip
    wrong = {number for number, line in enumerate(USES.splitlines(), 1) if "  # " in line}
    assert {int(number) for number in re.findall(r"^uses\.py:(\d+): error", told, re.M)} == wrong, told
    assert "mesh_events/" not in told


PUBLISHES = """\
import meshkit, mesh_events
class Taken:
    def put_events(self, Entries):
        print(Entries[0]["DetailType"], Entries[0]["Detail"].partition('"data":')[2])
        return {"FailedEntryCount": 0, "Entries": [{"EventId": "1"}]}
with meshkit.publishing_through(Taken()):
    mesh_events.publish(mesh_events.OrderPlacedV1(order_id="o-1", total=5))
    try:
        mesh_events.publish(mesh_events.PaymentMadeV2(id="p-1"))
    except meshkit.NotDeclared as refused:
        print(refused)
"""


def test_what_a_service_did_not_declare_is_not_published(catalogue: Path) -> None:
    codegen(catalogue)
    told = in_the_function(
        catalogue, PUBLISHES, MESH_PUBLISHES='{"OrderPlaced.v1": {"bus": "arn:aws:events:r:1:event-bus/hub"}}',
        MESH_SOURCE="orders.checkout", MESH_PRODUCER="orders/checkout",
    )  # fmt: skip
    assert told.stdout.splitlines() == [
        'OrderPlaced.v1 {"order_id":"o-1","total":5}}',
        "this service does not publish PaymentMade.v2; it publishes OrderPlaced.v1",
    ], told.stderr


def test_a_file_that_somebody_else_wrote_is_left_alone(catalogue: Path) -> None:
    (catalogue / PACKAGE).mkdir()
    (catalogue / PACKAGE / "__init__.py").write_text("mine = 1\n")
    done = codegen(catalogue)
    assert (done.code, "is not a file that" in done.err) == (1, True)
    assert (catalogue / PACKAGE / "__init__.py").read_text() == "mine = 1\n"


@pytest.mark.parametrize("path", ["mesh_events", "mesh_events/models.py", ""])
def test_a_link_is_not_written_through(catalogue: Path, tmp_path: Path, path: str) -> None:
    (outside := tmp_path / "outside").mkdir()
    link = catalogue / "orders/lambdas/tally" / path
    if path:
        link.parent.mkdir(exist_ok=True)
    else:
        (link / "handler.py").rename(outside / "handler.py")
        link.rmdir()
    link.symlink_to(outside)
    before = sorted(outside.iterdir())
    assert codegen(catalogue).code == 1
    assert sorted(outside.iterdir()) == before


def test_a_source_outside_the_catalogue_is_not_written_into(catalogue: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (catalogue / "away").symlink_to(tmp_path / "outside")
    with pytest.raises(MeshctlError, match="outside the catalogue"):
        refuse_outside(catalogue / "away", catalogue)


@pytest.mark.parametrize("there", ["mesh_events", "mesh_events/models.py/x", "mesh_events/__init__.py/x"])
def test_what_is_no_file_where_one_belongs_is_told(catalogue: Path, there: str) -> None:
    path = catalogue / "orders/lambdas/tally" / there
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    done = codegen(catalogue)
    assert (done.code, "mesh_events" in done.err, "--out DIR" in done.err) == (1, True, True)


def test_types_of_typescript_need_no_generator(catalogue: Path, tmp_path: Path) -> None:
    done = meshctl(catalogue, *SERVICE, "--language", "typescript", "--out", "types", XDG_CACHE_HOME=str(tmp_path))
    assert done.out == "written  types/mesh_events.ts\n"
    assert '"status"?: "open" | "paid";' in (catalogue / "types/mesh_events.ts").read_text()


def test_without_its_environment_it_says_how_to_set_it_up(catalogue: Path, tmp_path: Path) -> None:
    done = meshctl(catalogue, *SERVICE, XDG_CACHE_HOME=str(tmp_path))
    assert (done.code, "meshctl codegen --set-up" in done.err) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["codegen"], 2, "--service"),
        (["codegen", "--service", "orders/chekout"], 1, 'there is no service "orders/chekout"'),
        ([*SERVICE, "--language", "typescript"], 2, "--out DIR"),
        (["codegen", "--service", "payments/capture"], 2, "--out DIR: payments/capture has no function"),
    ],
)
def test_what_cannot_be_written_is_said(catalogue: Path, arguments: list[str], code: int, told: str) -> None:
    done = meshctl(catalogue, *arguments)
    assert (done.code, told in done.err) == (code, True)
