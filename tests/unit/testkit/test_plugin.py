"""The fixtures as a team meets them: in a pytest of its own, over a catalogue of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.catalogues import CAPTURE, write_catalogue

HANDLER = """
import parts
from meshkit import consumer, publish

@consumer
def handle(event):
    publish("PaymentCaptured", parts.payment(event.data))
"""
TESTS = """
import pytest

KEY = "payments/capture/charge"

@pytest.mark.mesh_function(KEY)
def test_all(mesh_arrival):
    assert [one.name for one in mesh_arrival.handle()] == ["PaymentCaptured"]

def test_one(mesh_function):
    function = mesh_function(KEY)
    (paid,) = function.receive("placed", order_id="o-7")
    assert (paid.data, paid.meta["producer"]) == ({"order_id": "o-7"}, "payments/capture")
    assert function.published == [paid]
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    schema = '{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "required": ["order_id"]}'
    published = "publishes:\n  PaymentCaptured: {version: 1, schema: events/Paid.json, description: Paid.}\n"
    write_catalogue(
        tmp_path,
        {
            "payments/capture.yaml": CAPTURE + published,
            "payments/events/Paid.json": schema,
            "orders/events/OrderPlaced.v1.json": schema,
        },
    )
    code = next(tmp_path.glob("payments/lambdas/*/handler.py"))
    code.write_text(HANDLER, "utf-8")
    code.with_name("parts.py").write_text("def payment(order):\n    return {'order_id': order['order_id']}\n", "utf-8")
    return tmp_path


def tried(catalogue: Path, tests: str, *options: str, **more: str) -> str:
    (catalogue / "test_capture.py").write_text(tests, "utf-8")
    command = (
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "meshctl.testkit.plugin",
        "-p",
        "no:cacheprovider",
        "-c",
        "/dev/null",
    )
    here = {
        name: said for name, said in os.environ.items() if name != "PYTEST_ADDOPTS"
    } | more  # it would say more, or less
    done = subprocess.run(
        [*command, "--rootdir", ".", *options], cwd=catalogue, env=here, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def test_it_has_keys_of_whoever_runs_the_tests_only_where_the_settings_say_so(catalogue: Path) -> None:
    code = next(catalogue.glob("payments/lambdas/*/handler.py"))
    code.write_text("import os\n\ndef handle(event, context):\n    assert os.environ['AWS_PROFILE'] == 'mine'\n")
    test = "def test_it(mesh_function):\n    mesh_function('payments/capture/charge').handle({})\n"
    assert "KeyError: 'AWS_PROFILE'" in tried(catalogue, test, AWS_PROFILE="mine")
    assert "1 passed" in tried(catalogue, test, "-o", "mesh_reaches_aws=true", AWS_PROFILE="mine")


def test_a_function_is_tried_with_what_it_receives(catalogue: Path) -> None:
    assert "2 passed" in tried(catalogue, TESTS)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (
            "def payment(order):\n    return {}\n",
            "EventNotValid: PaymentCaptured.v1 is not as its schema says: data has no order_id",
        ),
        (
            "def payment(order):\n    raise ValueError\n",
            "EventNotHandled: the function failed; what it has logged on stderr",
        ),
        ("async def payment(order): ...\n", "EventNotHandled"),
    ],
)
def test_what_would_fail_on_aws_fails_the_test(catalogue: Path, parts: str, told: str) -> None:
    next(catalogue.glob("payments/lambdas/*/parts.py")).write_text(parts, "utf-8")
    said = tried(catalogue, TESTS.replace("assert [", "list([").replace('] == ["PaymentCaptured"]', "])"))
    assert told in said
    assert "2 failed" in said


def test_a_function_that_there_is_not_is_told_with_the_nearest(catalogue: Path) -> None:
    said = tried(catalogue, TESTS.replace("capture/charge", "capture/chrge"))
    assert 'there is no function "payments/capture/chrge"' in said


def test_a_test_of_all_that_nothing_arrives_for_is_not_left_out(catalogue: Path) -> None:
    service = next(catalogue.glob("payments/capture.yaml"))
    service.write_text(
        service.read_text("utf-8").replace("deliver_to: {function: charge}", "deliver_to: {queue: letters}"), "utf-8"
    )
    said = tried(catalogue, TESTS)
    assert 'there is no event that arrives at "payments/capture/charge" and has an example' in said
    assert "skipped" not in said
