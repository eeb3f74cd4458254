"""Looks at what the ovens say."""

from meshkit import Event, consumer


@consumer
def handle(event: Event) -> None:
    """In the order in which it was measured."""
    print("oven", event.data["oven"], "has", event.data["degrees"])
