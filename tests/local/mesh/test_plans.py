"""What `meshctl plan` says of the shop: nothing when nothing has changed, and else who receives what."""

from pathlib import Path
from typing import Any

import pytest

from ..skipped.asked import differing
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


def test_terraform_is_to_hash_no_provider_that_nobody_has_locked(shop: RunningMesh) -> None:
    locks = [path.read_text() for path in shop.bundle.glob("stacks/*/.terraform.lock.hcl")]
    assert len(locks) == 5
    assert not [lock for lock in locks if "hashicorp/aws" not in lock or "hashes" in lock]


@pytest.fixture(scope="session")
def planned(shop: RunningMesh) -> Any:
    """The plan of a change: one function's source, one new subscription, one less."""
    were = {path: (shop.catalogue / path).read_text() for path in (HANDLER, TRACKER, RETURNS)}
    without = were[RETURNS].split("subscribes:")[0]
    written({HANDLER: were[HANDLER] + "\n", TRACKER: were[TRACKER] + CAPTURED, RETURNS: without}, shop.catalogue)
    try:
        return shop.answer("plan", "--stage", STAGE, "--exit-code", code=3)
    finally:
        written(were, shop.catalogue)


@pytest.fixture(scope="session")
def changes(planned: Any) -> dict[str, Any]:
    """By whom they are about."""
    return {change["about"]: change for change in planned["changes"]}


def test_where_terraform_is_not_asked_it_has_nothing_to_do(shop: RunningMesh, planned: Any, tmp_path: Path) -> None:
    skipped = {one["stack"] for one in planned["not_compared"]}
    assert skipped == {"hub", "system-fulfilment", "system-payments"}  # where something goes, it goes in a later pass
    assert list(differing(shop, skipped, tmp_path)) == []


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
