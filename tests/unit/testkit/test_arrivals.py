"""What the test kit hands a function is what the catalogue brings to it, wrapped as AWS wraps it, and allowed by its schema."""

from typing import Any

import pytest
from meshkit import Event, consumer

from meshctl.contracts.validation.data_faults import data_faults
from meshctl.testkit.arrivals import EventArrival, arrivals_at
from meshctl.testkit.examples import example_of
from tests.support.shop import shop_mesh

MESH = shop_mesh()
ALL = [
    (f"{service.key}/{function.name}", one)
    for service in MESH.services
    for function in service.functions
    for one in arrivals_at(MESH, service.key, function.name)
]


def test_every_function_that_an_event_gets_to_is_given_it_by_its_last_channel() -> None:
    assert [f"{function} {one.name}" for function, one in ALL] == [
        "fulfilment/handover/hand-over next: ShipmentDispatched.v1 by fifo queue",
        "fulfilment/warehouse/dispatch paid: PaymentCaptured.v1 by queue",
        "orders/cancellations/cancel payment-failed: PaymentFailed.v1 by queue",
        "orders/support/note noted: ShipmentDispatched.v1 by topic",
        "orders/support/note noted: OrderCancelled.v1 by topic",
        "orders/tracker/tracker dispatched: ShipmentDispatched.v1 by queue",
        "payments/capture/capture order-placed: OrderPlaced.v1 by queue",
        "payments/fraud/watch high: RiskAssessed.v1 by stream",
        "payments/ledger/book captured: PaymentCaptured.v1 by direct",
        "payments/ledger/book assessed: RiskAssessed.v1 by queue",
        "payments/ledger/book closing: Scheduled.v1 by direct",
        "payments/review/note risky: RiskAssessed.v1 by workflow",
        "payments/risk/assess expensive-order: OrderPlaced.v1 by queue",
    ]


@pytest.mark.parametrize(("function", "arrival"), ALL, ids=[f"{function} {one.name}" for function, one in ALL])
def test_it_is_an_event_that_meshkit_reads_and_its_schema_allows(function: str, arrival: EventArrival) -> None:
    got: list[Event] = []
    consumer(got.append)(arrival.payload(), None)
    assert (f"{got[0].name}.v{got[0].version}", got[0].source) == (arrival.detail_type, arrival.source)
    assert got[0].data == arrival.data
    assert arrival.schema is None or data_faults(arrival.schema, got[0].data) == []


def test_a_filter_lets_the_example_pass() -> None:
    by_name = {one.subscription: one.data for _, one in ALL}
    assert (by_name["expensive-order"]["total"], by_name["risky"]["score"], by_name["high"]["score"]) == (1000, 80, 20)


def test_changes_are_held_against_the_schema() -> None:
    arrival = next(one for _, one in ALL if one.subscription == "order-placed")
    with pytest.raises(ValueError, match=r"data\.total is not as the schema says: minimum 0"):
        arrival.payload({"total": -1})


@pytest.mark.parametrize(
    ("schema", "where", "example"),
    [
        ({}, None, {}),
        ({"minProperties": 1, "required": ["a"], "properties": {"a": {"const": 7}}}, None, {"a": 7}),
        ({"properties": {"a": {"enum": ["x", "y"]}}}, {"a": ["y"]}, {"a": "y"}),
        ({"properties": {"a": {"enum": ["x", "y"]}}}, {"a": ["z"]}, None),
        (False, None, None),
    ],
)
def test_an_example_is_allowed_and_let_pass_or_there_is_none(schema: Any, where: Any, example: Any) -> None:
    assert example_of(schema, where) == example
