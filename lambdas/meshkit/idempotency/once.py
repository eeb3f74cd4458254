"""One effect for an event that arrives more than once. Knows stores only by what they promise.

Before a handler is called, its event is written down as begun; afterwards as done. Whoever finds it done leaves it; whoever finds
it begun by somebody else fails, and gets it again later. A handler that fails takes its mark back. One that is killed leaves its
mark for as long as its invocation could have lasted.
"""

import os
from collections.abc import Callable
from typing import Protocol

from meshkit.envelope import Event

LONGEST_INVOCATION = 900.0
"""Seconds (AWS: "Lambda quotas"): how long an event stays begun where nobody knows better."""
BEGUN = "the event is being handled by another invocation: it comes again"


class Store(Protocol):
    """What remembers which events a function has handled."""

    def begin(self, key: str, seconds: float) -> bool:
        """Marks `key` as begun for so many seconds; False where it is done. Raises InProgress where somebody else has begun it."""

    def finish(self, key: str) -> None:
        """Marks `key` as done."""

    def give_up(self, key: str) -> None:
        """Takes back that this process has begun `key`."""


def once(store: Store, event: Event, seconds: float, handle: Callable[[], None]) -> None:
    """Calls `handle`, unless the event is done already. Raises what it raises, and InProgress."""
    key = key_of(event)
    if not store.begin(key, seconds):
        return
    try:
        handle()
    except BaseException:
        store.give_up(key)
        raise
    store.finish(key)


def key_of(event: Event) -> str:
    """What an event is known by in a store that several functions share. Its source counts: of that nobody else can make ids."""
    return "/".join((os.environ.get("AWS_LAMBDA_FUNCTION_NAME", ""), event.source, event.meta.event_id))
