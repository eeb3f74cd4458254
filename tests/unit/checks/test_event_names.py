"""Events are named as facts; names that are not understood are let be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.checks.imperative_event_name import IRREGULAR, VERBS, in_the_past

ORDERS = {
    "CreateOrder": "OrderCreated",
    "SendInvoice": "InvoiceSent",
    "PayInvoice": "InvoicePaid",
    "PlaceOrder": "OrderPlaced",
    "UpdateCustomerAddress": "CustomerAddressUpdated",
    "CreateAPIKey": "APIKeyCreated",
    "AddItemToCart": "ItemAddedToCart",
    "OrderCancel": "OrderCancelled",
    "InvoiceSend": "InvoiceSent",
    "Cancel": "Cancelled",
}
FACTS = [
    "OrderPaid",
    "StockLow",
    "PaymentCaptured",
    "CheckoutStarted",
    "UpdateAvailable",
    "UpdateFailed",
    "SendTimeout",
]
FACTS += [
    "UpdateSentToCustomer",
    "CancelOrderRequested",
    "StatusUpdate",
    "MarketClose",
    "OrderComplete",
    "PowerReserve",
]
FACTS += [
    "AddressChanged",
    "CreatedOrder",
    "AddOnOffer",
    "OrderShipment",
    "ShipDelay",
    "RequestTimeout",
    "ReleaseNotes",
]
FACTS += ["Update", "Place", "Event", "V2", "A", "CreationDate", "ProcessExit", "PlacementFound", "SenderKnown"]


@pytest.mark.parametrize(("name", "better"), ORDERS.items())
def test_an_order_is_answered_with_the_fact(name: str, better: str) -> None:
    assert in_the_past(name) == better


@pytest.mark.parametrize("name", FACTS)
def test_a_fact_or_a_name_that_is_not_understood_is_let_be(name: str) -> None:
    assert in_the_past(name) == ""


@given(
    st.from_regex(r"\A([A-Z][a-z]{1,8}){1,4}\Z")
    | st.tuples(st.sampled_from(list(VERBS)), st.sampled_from(["", "Order", "To"])).map("".join)
)
def test_what_is_offered_is_never_called_an_order(name: str) -> None:
    assert in_the_past(in_the_past(name) or "Done") == ""


def test_every_participle_is_known_as_one() -> None:
    assert [one for one in VERBS.values() if not one.endswith("ed") and one not in IRREGULAR] == []
