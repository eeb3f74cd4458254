"""Keeps the books: one line in the log for each fact."""

import json

from meshkit import Event, consumer


@consumer
def handle(event: Event) -> None:
    """Books a captured payment or a judged order."""
    print(json.dumps({"booked": event.name, "order_id": event.data["order_id"]}))
