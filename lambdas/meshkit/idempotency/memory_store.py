"""Remembers within this process which events were handled: for tests, and where duplicates across processes do no harm."""

import time
from collections.abc import Callable
from heapq import heappop, heappush
from threading import Lock

from meshkit.errors import InProgress
from meshkit.idempotency.once import BEGUN


class MemoryStore:
    """A store of one process. `keep` is for how many seconds an event stays done, `now` a clock in seconds.

    What is over is forgotten when the next event begins, so that it grows only with the events of the last `keep` seconds.
    """

    def __init__(self, keep: float = 3600.0, now: Callable[[], float] = time.monotonic) -> None:
        self._keep, self._now = keep, now
        self._lock = Lock()
        self._until: dict[str, tuple[bool, float]] = {}
        self._ends: list[tuple[float, str]] = []

    def __len__(self) -> int:
        """How many events it remembers."""
        return len(self._until)

    def begin(self, key: str, seconds: float) -> bool:
        """As `Store` says."""
        with self._lock:
            self._forget()
            if key not in self._until:
                self._remember(key, seconds, is_done=False)
                return True
            is_done, _ = self._until[key]
            if is_done:
                return False
            raise InProgress(BEGUN)

    def finish(self, key: str) -> None:
        """As `Store` says."""
        with self._lock:
            self._remember(key, self._keep, is_done=True)

    def give_up(self, key: str) -> None:
        """As `Store` says."""
        with self._lock:
            self._until.pop(key, None)

    def _remember(self, key: str, seconds: float, *, is_done: bool) -> None:
        until = self._now() + seconds
        self._until[key] = is_done, until
        heappush(self._ends, (until, key))

    def _forget(self) -> None:
        """An end may be of an earlier mark of the key, which has become another one or was taken back."""
        now = self._now()
        while self._ends and self._ends[0][0] <= now:
            end, key = heappop(self._ends)
            if key in self._until and self._until[key][1] == end:
                del self._until[key]
