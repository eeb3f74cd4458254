"""What would become of an event, as people and programs read it."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from meshctl.report.events.simulation import simulation_as_json, simulation_as_text
from meshctl.results.events.simulation import SimulatedDelivery, Simulation, SimulationCosts, SimulationMismatch

CHARGE = SimulatedDelivery(
    subscription="payments/capture/placed",
    channel="function charge",
    buffered=True,
    account="333333333333",
    bus="shop_dev_hub",
    hops=0,
    bytes=9,
    content='{"sum":9}',
    dead_letters=None,
    cost_per_million=Decimal("0.05"),
)
DELIVERED = Simulation(
    detail_type="OrderPlaced.v1",
    source="orders.checkout",
    account="222222222222",
    event="orders/OrderPlaced",
    publisher="orders/checkout",
    refusal=None,
    deliveries=(CHARGE,),
    costs=SimulationCosts(Decimal("1.00"), Decimal("0.05"), "USD", "2026-11-01", "us-east-1"),
)
REFUSED = Simulation("Nothing.v1", "orders.checkout", None, None, None, "no service publishes it")


@pytest.mark.parametrize(("hops", "way"), [(0, "direct"), (1, "over 1 further bus"), (2, "over 2 further buses")])
def test_a_delivery_tells_its_way(hops: int, way: str) -> None:
    told = simulation_as_text(replace(DELIVERED, deliveries=(replace(CHARGE, hops=hops),)))
    assert f"   {way}   " in " ".join(told.split("\n"))


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (1, "1 subscription on the same bus wants another event."),
        (2, "2 subscriptions on the same bus want another event."),
    ],
)
def test_who_wants_another_event_is_counted(count: int, sentence: str) -> None:
    other = SimulationMismatch("payments/capture/kept", False, "detail-type", "detail-type is something else")
    assert sentence in simulation_as_text(replace(DELIVERED, undelivered=(other,) * count)).split("\n")


def test_why_a_subscription_to_the_event_does_not_get_it_is_told() -> None:
    missed = SimulationMismatch("payments/capture/placed", True, "detail.data.total", "detail.data.total is 0")
    told = simulation_as_text(replace(DELIVERED, deliveries=(), undelivered=(missed,)))
    assert "It is delivered to nobody." in told
    assert "  payments/capture/placed   detail.data.total is 0" in told


def test_the_sum_of_the_costs_comes_first() -> None:
    told = simulation_as_text(DELIVERED).split("\n")[-1]
    assert told.startswith("1.05 USD: 1.00 for publishing and 0.05 for delivering a million")


def test_what_is_refused_has_no_costs() -> None:
    told = json.loads(simulation_as_json(REFUSED))["foresight"]
    assert (told["refusal"], told["costs"], told["deliveries"]) == ("no service publishes it", {}, [])
    assert simulation_as_text(REFUSED).endswith("is refused: no service publishes it")


def test_programs_read_money_as_text() -> None:
    told = json.loads(simulation_as_json(DELIVERED))["foresight"]
    assert (told["costs"]["publishing_a_million"], told["deliveries"][0]["cost_per_million"]) == ("1.00", "0.05")
