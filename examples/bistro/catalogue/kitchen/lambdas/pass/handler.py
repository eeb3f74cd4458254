"""Rings the bell."""

from meshkit import Event, consumer


@consumer
def handle(event: Event) -> None:
    """For the table that has to be served at once."""
    print("table", event.data["table"])
