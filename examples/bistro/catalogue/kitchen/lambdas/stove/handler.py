"""Cooks what was ordered."""

from meshkit import Event, consumer, publish, send


@consumer
def handle(event: Event) -> None:
    """A dish that nobody can cook fails, and comes back to the queue."""
    table, dish = event.data["table"], event.data["dish"]
    if dish == "unicorn":
        raise ValueError("no such animal")
    plate = {"order": event.meta.event_id, "table": table, "dish": dish}
    send("queue", "plates", plate, group=f"table-{table}")
    publish("DishReady", {"table": table, "dish": dish})
