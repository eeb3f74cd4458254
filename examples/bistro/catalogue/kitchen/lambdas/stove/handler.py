"""Cooks what was ordered."""

from meshkit import Event, consumer, publish


@consumer
def handle(event: Event) -> None:
    """A dish that nobody can cook fails, and comes back to the queue."""
    if event.data["dish"] == "unicorn":
        raise ValueError("no such animal")
    publish("DishReady", {"table": event.data["table"], "dish": event.data["dish"]})
