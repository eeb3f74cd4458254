"""Events on their way through the accounts of the shop."""

import json
from pathlib import Path

import pytest

from .running_mesh import Journey, RunningMesh, event, steps

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.xdist_group("mesh")]
ORDER = {"order_id": "o-1", "currency": "EUR", "customer_id": "c-7"}


def test_an_order_travels_through_the_accounts_of_all_systems(shop: RunningMesh) -> None:
    order = shop.send("orders/OrderPlaced", **ORDER, total=42.5)
    journey = shop.journey(order, lambda told: steps(told, "invoked", function="orders_tracker_tracker"))
    assert [one["detail_type"] for one in journey["events"]] == [
        "OrderPlaced.v1",
        "PaymentCaptured.v1",
        "ShipmentDispatched.v1",
    ]
    publishers = [step["account"] for step in steps(journey, "published")]
    assert publishers == [shop.accounts[system] for system in ("orders", "payments", "fulfilment")]
    handled = {step["account"] for step in steps(journey, "invoked", outcome="handled")}
    assert handled == {shop.accounts[system] for system in ("orders", "payments", "fulfilment")}


def test_every_event_of_a_chain_names_its_first_event_and_its_cause(shop: RunningMesh) -> None:
    order = shop.send("orders/OrderPlaced", **ORDER, total=9_000)
    journey = shop.journey(order, lambda told: steps(told, "delivered", target="returns_to-stop_queue"))
    cancelled = json.loads(shop.message("fulfilment", "shop_local_fulfilment_returns_to-stop_queue")["Body"])
    assert cancelled["detail-type"] == "OrderCancelled.v1"
    assert cancelled["account"] == shop.accounts["orders"]
    assert cancelled["detail"]["meta"]["correlation_id"] == order
    assert cancelled["detail"]["meta"]["causation_id"] == event(journey, "PaymentFailed.v1")["event_id"]


def test_a_free_order_reaches_nobody(shop: RunningMesh) -> None:
    order = shop.send("orders/OrderPlaced", **ORDER, total=0)
    journey = shop.journey(order, lambda told: steps(told, "unmatched"))
    assert not steps(journey, "delivered")
    assert len(journey["events"]) == 1


def test_a_cheap_order_is_captured_and_not_assessed(shop: RunningMesh) -> None:
    order = shop.send("orders/OrderPlaced", **ORDER, total=999.99)
    journey = shop.journey(order, lambda told: steps(told, "invoked", function="orders_tracker_tracker"))
    assert steps(journey, "delivered", rule="payments_capture_order-placed")
    assert not steps(journey, "delivered", rule="payments_risk_expensive-order")


@pytest.mark.parametrize("total", [10, 2_000])
def test_what_was_foreseen_comes_to_pass(shop: RunningMesh, tmp_path: Path, total: int) -> None:
    data = {**ORDER, "total": total}
    envelope = {"source": "orders.checkout", "detail-type": "OrderPlaced.v1", "detail": {"meta": {}, "data": data}}
    (tmp_path / "event.json").write_text(json.dumps(envelope))
    foreseen = shop.answer("trace", str(tmp_path / "event.json"), "--stage", "local")["foresight"]["deliveries"]
    rules = {f"shop_local_{one['subscription'].replace('/', '_')}" for one in foreseen}
    order = shop.send("orders/OrderPlaced", **data)
    journey = shop.journey(order, lambda told: len(deliveries(told)) >= len(rules))
    assert set(deliveries(journey)) == rules


def deliveries(journey: Journey) -> list[str]:
    """The rules by which the order itself was delivered, not what it caused."""
    placed: Journey = {"events": [event(journey, "OrderPlaced.v1")]}
    return [step["facts"]["rule"].rpartition("/")[2] for step in steps(placed, "delivered")]


def test_a_private_event_stays_within_its_system(shop: RunningMesh) -> None:
    order = shop.send("orders/OrderPlaced", **ORDER, total=1_000)
    journey = shop.journey(order, lambda told: steps(told, "delivered", rule="payments_ledger_assessed"))
    assessed = event(journey, "RiskAssessed.v1")
    assert {step["account"] for step in assessed["steps"]} == {shop.accounts["payments"]}
    (published,) = [step["facts"]["bus"] for step in assessed["steps"] if step["kind"] == "published"]
    assert published == shop.arn("events", "payments", "event-bus/shop_local_payments")


def test_a_private_event_is_refused_on_the_hub(shop: RunningMesh) -> None:
    assert shop.publish("payments", "payments.risk", "RiskAssessed.v1")["ErrorCode"] == "AccessDeniedException"
