"""Captures the money for an order."""

from uuid import NAMESPACE_URL, uuid5

from meshkit import Event, consumer, publish

LIMIT = 5_000


@consumer
def handle(event: Event) -> None:
    """Orders up to the limit are captured, dearer ones fail."""
    order = event.data
    if order["total"] > LIMIT:
        publish("PaymentFailed", {"order_id": order["order_id"], "reason": f"over the limit of {LIMIT}"})
    else:
        publish("PaymentCaptured", payment_for(order))


def payment_for(order: dict) -> dict:
    """The payment of an order: the same order always gives the same payment id, so that a repeat is harmless."""
    payment_id = str(uuid5(NAMESPACE_URL, order["order_id"]))
    return {
        "order_id": order["order_id"],
        "payment_id": payment_id,
        "amount": order["total"],
        "currency": order["currency"],
    }
