"""The event being handled right now, which whatever the handler publishes names as its cause. Knows no AWS.

A thread started by a handler does not see it, unless it runs in a copy of the handler's context.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from meshkit.envelope import Event, Meta

_handled: ContextVar[Event | None] = ContextVar("handled_event", default=None)


@contextmanager
def handling(event: Event) -> Iterator[None]:
    """Within the block, `event` is what new events are caused by."""
    token = _handled.set(event)
    try:
        yield
    finally:
        _handled.reset(token)


def handled_event() -> Event | None:
    """The event being handled; None outside of a handler."""
    return _handled.get()


def cause() -> Meta | None:
    """The meta of the event being handled; None outside of a handler."""
    event = handled_event()
    return event.meta if event else None
