"""What cannot be handled or delivered is kept, and what somebody took away by hand comes back with the next apply."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from .running_mesh import STAGE, Journey, RunningMesh, steps

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.xdist_group("mesh")]
DISPATCHED = "shop_local_orders_tracker_dispatched"
SHIPMENT = {"order_id": "o-1", "shipment_id": "s-1", "carrier": "Shop Express"}


def test_an_event_that_its_function_never_handles_ends_in_the_dead_letters(shop: RunningMesh) -> None:
    order = shop.send("orders/OrderPlaced", order_id="o-1", currency="EUR", total=0, customer_id="wants-a-seal")
    journey = shop.journey(order, lambda told: steps(told, "redriven", dead_letters="payments_notary_to-seal_dead"))
    kept = json.loads(shop.message("payments", "shop_local_payments_notary_to-seal_dead")["Body"])
    assert kept["detail"]["meta"]["event_id"] == order
    assert len(steps(journey, "invoked", outcome="failed", function="payments_notary_seal")) == 5


@dataclass(frozen=True)
class Drift:
    """A buffer was deleted by hand, an event came, and the next apply repaired it."""

    journey: Journey
    letter: dict[str, Any]
    repair: str


@pytest.fixture(scope="session")
def drift(shop: RunningMesh) -> Drift:
    sqs = shop.aws("sqs", "orders")
    sqs.delete_queue(QueueUrl=sqs.get_queue_url(QueueName=f"{DISPATCHED}_buffer")["QueueUrl"])
    shipment = shop.send("fulfilment/ShipmentDispatched", **SHIPMENT)
    journey = shop.journey(shipment, lambda told: steps(told, "dead-lettered", queue=f"{DISPATCHED}_dead"))
    letter = shop.message("orders", f"{DISPATCHED}_dead")
    return Drift(journey, letter, shop.meshctl("apply", "--stage", STAGE, "--refresh", "--yes").stdout)


def test_an_event_whose_queue_is_gone_is_kept_in_the_dead_letters(drift: Drift) -> None:
    kept = json.loads(drift.letter["Body"])
    assert kept["detail"]["meta"]["event_id"] == drift.journey["events"][0]["event_id"]
    assert kept["detail"]["data"] == SHIPMENT


def test_a_dead_letter_says_which_rule_could_not_reach_what_and_why(shop: RunningMesh, drift: Drift) -> None:
    attributes = {name: value["StringValue"] for name, value in drift.letter["MessageAttributes"].items()}
    assert attributes["RULE_ARN"] == shop.arn("events", "hub", f"rule/shop_local_hub/{DISPATCHED}")
    assert attributes["TARGET_ARN"] == shop.arn("sqs", "orders", f"{DISPATCHED}_buffer")
    assert attributes["ERROR_CODE"] == "NO_RESOURCE"
    assert attributes["ERROR_MESSAGE"]
    assert attributes["RETRY_ATTEMPTS"] == "0"


def test_the_next_apply_repairs_what_was_deleted_and_nothing_else(drift: Drift) -> None:
    assert '+ module.buffer["tracker/dispatched"].module.queue.aws_sqs_queue.queue' in drift.repair
    assert "In all: 1 to add." in drift.repair


def test_events_are_handled_again_after_the_repair(shop: RunningMesh, drift: Drift) -> None:
    shipment = shop.send("fulfilment/ShipmentDispatched", **SHIPMENT)
    tracked = {"outcome": "handled", "function": "orders_tracker_tracker"}
    journey = shop.journey(shipment, lambda told: steps(told, "invoked", **tracked))
    assert steps(journey, "delivered", target=f"{DISPATCHED}_buffer")
