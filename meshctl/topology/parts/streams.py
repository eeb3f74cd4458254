"""Streams. Plain data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StreamPart:
    """A stream; it grows with its traffic where no number of `shards` is said. Nobody of another account gets in."""

    name: str
    arn: str
    shards: int | None
    keep_seconds: int
