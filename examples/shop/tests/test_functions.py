"""The shop's functions, each with every event that it receives, as it arrives on AWS. Run: pytest examples/shop"""

import pytest

FUNCTIONS = [
    "fulfilment/handover/hand-over",
    "fulfilment/warehouse/dispatch",
    "orders/cancellations/cancel",
    "orders/support/note",
    "orders/tracker/tracker",
    "payments/fraud/watch",
    "payments/ledger/book",
    "payments/review/note",
    "payments/risk/assess",
]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_handles_all_that_it_receives(mesh_function, name):
    function = mesh_function(name)
    assert function.arrivals
    for event in function.arrivals:
        function.handle(event.payload())


@pytest.mark.mesh_function("payments/capture/capture")
def test_an_order_is_paid(mesh_arrival):
    assert [one.name for one in mesh_arrival.handle(order_id="o-7", total=42.5)] == ["PaymentCaptured"]


def test_what_cannot_be_paid_is_said_to_have_failed(mesh_function):
    capture = mesh_function("payments/capture/capture")
    (failed,) = capture.receive("order-placed", order_id="o-7", total=9_000)
    assert (failed.name, failed.data["order_id"]) == ("PaymentFailed", "o-7")
