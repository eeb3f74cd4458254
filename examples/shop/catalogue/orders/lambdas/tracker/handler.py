"""Tells the customer that the parcel is on its way."""

import json

from meshkit import Event, consumer


@consumer
def handle(event: Event) -> None:
    """One line in the log for each parcel; a real tracker would write to the customer."""
    print(json.dumps({"told": "customer", "order_id": event.data["order_id"], "carrier": event.data["carrier"]}))
