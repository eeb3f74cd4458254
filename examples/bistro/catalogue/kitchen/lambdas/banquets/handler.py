"""Lays the tables of a banquet."""

from meshkit import Event, consumer


@consumer
def handle(event: Event) -> None:
    """One step of a workflow, which gives it the event that it began with."""
    print("laid for", event.data["guests"])
