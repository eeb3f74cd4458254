"""Keeps at hand what customers may ask for."""

import json

from meshkit import Event, consumer


@consumer
def handle(event: Event) -> None:
    """One line in the log for each piece of news."""
    print(json.dumps({"noted": event.name, "order_id": event.data["order_id"]}))
