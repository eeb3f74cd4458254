"""AWS's time. It is this machine's, ahead by as much as somebody has moved it; waiting passes faster besides, by the speed.

A function's own time limit is never touched.
"""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime


class Clock:
    """With a speed of 60, an hour of AWS's waiting takes a minute. Moved by an hour, it takes nothing."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._moved = 0.0
        self._jumped = threading.Condition()
        self._listeners: list[Callable[[], None]] = []

    def time(self) -> float:
        """Give AWS's time, in seconds since the epoch."""
        return time.time() + self._moved

    @property
    def ahead(self) -> float:
        """By how many seconds it has been moved."""
        return self._moved

    def now(self) -> float:
        """Give the moment that `aged` counts from; it passes as AWS's waiting does."""
        return time.monotonic() * self._speed + self._moved

    def aged(self, since: float) -> float:
        """Give AWS's seconds since a moment of `now()`."""
        return self.now() - since

    def shorten(self, seconds: float) -> float:
        """Give the real seconds that stand for so many of AWS's, as long as nobody moves the clock."""
        return seconds / self._speed

    def lengthen(self, seconds: float) -> float:
        """Give AWS's seconds that pass in so many real ones."""
        return seconds * self._speed

    def sleep(self, seconds: float, is_over: Callable[[], bool] = lambda: False) -> None:
        """Wait for so many of AWS's seconds, or until something is over, which is asked ten times a second."""
        end = self.now() + seconds
        with self._jumped:
            while (left := end - self.now()) > 0 and not is_over():
                self._jumped.wait(min(self.shorten(left), 0.1))

    def move(self, seconds: float) -> None:
        """Let so many seconds have passed for everything that waits."""
        with self._jumped:
            self._moved += seconds
            self._jumped.notify_all()
        for told in self._listeners:
            told()

    def when_moved(self, told: Callable[[], None]) -> None:
        """Have somebody told each time the clock is moved."""
        self._listeners.append(told)


def timestamp(seconds: float) -> str:
    """Give a moment as AWS writes it, in UTC and to the millisecond; `seconds` are since the epoch."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
