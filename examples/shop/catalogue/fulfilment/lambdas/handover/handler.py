"""Gives parcels to their carriers."""

from meshkit import Event, consumer, send


@consumer
def handle(event: Event) -> None:
    """What a carrier takes is written down in the order in which it was packed."""
    carrier = event.data["carrier"].replace(" ", "-")  # a group has no spaces
    send("topic", "handed-over", event.data, group=carrier)
