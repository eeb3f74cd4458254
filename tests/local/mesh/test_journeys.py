"""Events on their way through the accounts of the shop."""

import json
from pathlib import Path

import pytest

from meshctl.adapters.catalogue_files import read_catalogue_files
from meshctl.catalogue.read_catalogue import read_catalogue

from ..ways.arrivals import Arrivals
from ..ways.messages import messages_of, reached_by_events
from .running_mesh import Journey, RunningMesh, event, steps

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.xdist_group("mesh")]
ORDER = {"order_id": "o-1", "currency": "EUR", "customer_id": "c-7"}


def test_an_order_travels_through_the_accounts_of_all_systems(shop: RunningMesh) -> None:
    order = shop.send("orders/OrderPlaced", **ORDER, total=42.5)
    systems = {shop.accounts[system] for system in ("orders", "payments", "fulfilment")}
    journey = shop.journey(order, lambda told: systems <= handled_in(told))
    assert [one["detail_type"] for one in journey["events"]] == [
        "OrderPlaced.v1",
        "PaymentCaptured.v1",
        "ShipmentDispatched.v1",
    ]
    publishers = [step["account"] for step in steps(journey, "published")]
    assert publishers == [shop.accounts[system] for system in ("orders", "payments", "fulfilment")]
    assert handled_in(journey) == systems


def handled_in(journey: Journey) -> set[str]:
    """The accounts whose functions have handled something of it."""
    return {step["account"] for step in steps(journey, "invoked", outcome="handled")}


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


def test_what_was_foreseen_of_every_subscription_comes_to_pass(shop: RunningMesh, tmp_path: Path) -> None:
    mesh = read_catalogue(read_catalogue_files(shop.catalogue)).mesh
    assert mesh
    arrivals = Arrivals(shop, mesh)
    sent = [arrivals.send(message, tmp_path / "event.json") for message in messages_of(mesh)]
    lines = arrivals.settled(sent)
    assert {one.id: arrivals.receivers(lines[one.id]) for one in sent} == {one.id: one.receivers for one in sent}
    for key in reached_by_events(mesh):
        assert 0 < sum(key in one.receivers for one in sent) < len(sent), key
    arrivals.drain()


def test_a_private_event_stays_within_its_system(shop: RunningMesh) -> None:
    order = shop.send("orders/OrderPlaced", **ORDER, total=1_000)
    journey = shop.journey(order, lambda told: steps(told, "delivered", rule="payments_ledger_assessed"))
    assessed = event(journey, "RiskAssessed.v1")
    assert {step["account"] for step in assessed["steps"]} == {shop.accounts["payments"]}
    (published,) = [step["facts"]["bus"] for step in assessed["steps"] if step["kind"] == "published"]
    assert published == shop.arn("events", "payments", "event-bus/shop_local_payments")


def test_a_private_event_is_refused_on_the_hub(shop: RunningMesh) -> None:
    assert shop.publish("payments", "payments.risk", "RiskAssessed.v1")["ErrorCode"] == "AccessDeniedException"
