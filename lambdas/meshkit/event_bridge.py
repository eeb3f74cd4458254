"""The one door to EventBridge. It is the only module that imports boto3, and only once something is published."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, Protocol


class EventBridge(Protocol):
    """The part of boto3's `events` client a function needs."""

    def put_events(self, **request: Any) -> Mapping[str, Any]:
        """PutEvents: `Entries` in, `FailedEntryCount` and one answer per entry out."""


_given: ContextVar[EventBridge | None] = ContextVar("event_bridge", default=None)


@contextmanager
def publishing_through(client: EventBridge) -> Iterator[None]:
    """Within the block, events go to `client`: for tests of functions that publish."""
    token = _given.set(client)
    try:
        yield
    finally:
        _given.reset(token)


def event_bridge() -> EventBridge:
    """The client given by `publishing_through`, or else boto3's, made once."""
    given = _given.get()
    return boto3_client() if given is None else given


@cache
def boto3_client() -> EventBridge:
    """boto3's own client, with the Region, endpoint and credentials of the environment."""
    import boto3  # noqa: PLC0415  late: most functions only consume

    client: EventBridge = boto3.client("events")
    return client
