"""Judges expensive orders."""

from meshkit import Event, consumer, publish


@consumer
def handle(event: Event) -> None:
    """The score grows with the total and stays within 0 to 100."""
    score = min(100, int(event.data["total"] // 100))
    publish("RiskAssessed", {"order_id": event.data["order_id"], "score": score})
