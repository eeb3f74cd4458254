"""Keeps the books: one line in the log for each fact, and one when a day is closed."""

import json

from meshkit import Event, consumer


@consumer
def handle(event: Event) -> None:
    """Books a captured payment or a judged order; at night, a schedule says that the day before is to be closed."""
    if event.name == "Scheduled":
        print(json.dumps({"closed_at": event.data["due"]}))
    else:
        print(json.dumps({"booked": event.name, "order_id": event.data["order_id"]}))
