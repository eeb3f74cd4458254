"""Cleans the kitchen."""

from meshkit import Event, consumer


@consumer
def handle(event: Event) -> None:
    """A schedule says which time it is that has come, and nothing else."""
    print("cleaned:", event.data["schedule"])
