"""Cancels an order whose payment failed."""

from meshkit import Event, consumer, publish


@consumer
def handle(event: Event) -> None:
    """A failed payment cancels its order."""
    publish("OrderCancelled", {"order_id": event.data["order_id"], "reason": "payment-failed"})
