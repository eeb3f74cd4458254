"""Remembers within this process which events were handled: for tests, and where duplicates across processes do no harm."""

import time
from collections.abc import Callable
from threading import Lock

from meshkit.errors import InProgress
from meshkit.idempotency.once import BEGUN


class MemoryStore:
    """A store of one process. `keep` is for how many seconds an event stays done, `now` a clock in seconds."""

    def __init__(self, keep: float = 3600.0, now: Callable[[], float] = time.monotonic) -> None:
        self._keep, self._now = keep, now
        self._lock = Lock()
        self._until: dict[str, tuple[bool, float]] = {}

    def begin(self, key: str, seconds: float) -> bool:
        """As `Store` says."""
        with self._lock:
            is_done, until = self._until.get(key, (False, 0.0))
            if until > self._now():
                if is_done:
                    return False
                raise InProgress(BEGUN)
            self._until[key] = False, self._now() + seconds
            return True

    def finish(self, key: str) -> None:
        """As `Store` says."""
        with self._lock:
            self._until[key] = True, self._now() + self._keep

    def give_up(self, key: str) -> None:
        """As `Store` says."""
        with self._lock:
            self._until.pop(key, None)
