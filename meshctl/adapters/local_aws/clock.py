"""How long AWS's waiting takes here. Shortens waiting only; a function's own time limit is never touched."""

import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Clock:
    """With a speed of 60, an hour of AWS's waiting takes a minute."""

    speed: float

    def shorten(self, seconds: float) -> float:
        """Give the real seconds that stand for so many of AWS's."""
        return seconds / self.speed

    def aged(self, since: float) -> float:
        """Give AWS's seconds since a moment of `now()`."""
        return (time.monotonic() - since) * self.speed

    @staticmethod
    def now() -> float:
        """Give the moment that `aged` counts from."""
        return time.monotonic()
