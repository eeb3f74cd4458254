"""Keeps an eye on a table."""

from meshkit import Event, consumer


@consumer
def handle(event: Event) -> None:
    """Events of several forms, from several services."""
    print("table", event.data["table"], "now:", event.name)
