"""What `meshctl plan` says of the shop: nothing when nothing has changed, and else who receives what."""

from typing import Any

import pytest

from .catalogues import written
from .running_mesh import STAGE, RunningMesh

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.xdist_group("mesh")]
HANDLER, TRACKER, RETURNS = "payments/lambdas/ledger/handler.py", "orders/tracker.yaml", "fulfilment/returns.yaml"
CAPTURED = """
  captured:
    event: payments/PaymentCaptured
    deliver_to: {function: tracker}
"""


def test_of_what_stands_as_it_was_applied_terraform_is_not_asked(shop: RunningMesh) -> None:
    planned = shop.meshctl("plan", "--stage", STAGE, "--exit-code", code=0)
    assert planned.stdout == (
        "Nothing to do: local is as the catalogue says.\n\n"
        "5 stacks stand as they were applied last, by the records, and were not compared with AWS: --refresh does it.\n"
    )
    assert "planning" not in planned.stderr


def test_the_second_plan_is_empty_for_every_stack(shop: RunningMesh) -> None:
    planned = shop.meshctl("plan", "--stage", STAGE, "--refresh", "--exit-code", "--format", "json", code=0)
    assert '"changes": []' in planned.stdout
    assert planned.stderr.count("planned: nothing to do") == len(shop.manifest["stacks"]) == 5


@pytest.fixture(scope="session")
def changes(shop: RunningMesh) -> dict[str, Any]:
    """By whom they are about: one function's source, one new subscription, one less."""
    were = {path: (shop.catalogue / path).read_text() for path in (HANDLER, TRACKER, RETURNS)}
    without = were[RETURNS].split("subscribes:")[0]
    written({HANDLER: were[HANDLER] + "\n", TRACKER: were[TRACKER] + CAPTURED, RETURNS: without}, shop.catalogue)
    try:
        planned = shop.answer("plan", "--stage", STAGE, "--exit-code", code=3)
    finally:
        written(were, shop.catalogue)
    return {change["about"]: change for change in planned["changes"]}


def test_a_changed_source_changes_its_function_and_no_other(changes: dict[str, Any]) -> None:
    book = changes["function payments/ledger/book"]
    assert [one["about"] for one in book["differences"]] == ["the code"]
    assert book["resources"] == []  # its code is switched in a later pass


def test_a_new_subscription_says_who_now_receives_what(changes: dict[str, Any]) -> None:
    change = changes["subscription orders/tracker/captured"]
    assert change["sentence"] == "orders/tracker now receives payments/PaymentCaptured"
    assert {one["action"] for one in change["resources"]} == {"create"}
    assert {one["stack"] for one in change["resources"]} == {"system-orders", "routes"}


def test_a_removed_subscription_says_who_no_longer_receives_what(changes: dict[str, Any]) -> None:
    change = changes["subscription fulfilment/returns/cancelled"]
    assert change["sentence"] == "fulfilment/returns no longer receives orders/OrderCancelled"
    assert change["resources"] == []  # nothing of it goes before its day has come


def test_nobody_else_is_spoken_of(changes: dict[str, Any]) -> None:
    assert set(changes) - {"function orders/tracker/tracker"} == {
        "function payments/ledger/book",
        "subscription orders/tracker/captured",
        "subscription fulfilment/returns/cancelled",
    }
