"""Follows high scores."""

from meshkit import Event, consumer


@consumer
def handle(event: Event) -> None:
    """Write down whose it was."""
    print(f"{event.data['order_id']} has a score of {event.data['score']}")
