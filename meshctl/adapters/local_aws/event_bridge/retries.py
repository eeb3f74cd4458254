"""When EventBridge tries again, and when it gives up. Pure; seconds are AWS's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ATTEMPTS = 185
SECONDS = 24 * 3600
LONGEST_WAIT = 600  # so that 185 attempts fill about the 24 hours


@dataclass(frozen=True)
class RetryPolicy:
    """How often and for how long a delivery is tried again."""

    attempts: int = ATTEMPTS
    seconds: int = SECONDS

    @classmethod
    def of(cls, target: Mapping[str, Any]) -> "RetryPolicy":
        """Give a target's policy, or AWS's defaults."""
        given = target.get("RetryPolicy") or {}
        return cls(given.get("MaximumRetryAttempts", ATTEMPTS), given.get("MaximumEventAgeInSeconds", SECONDS))

    def exhausted(self, attempts: int, age: float) -> str | None:
        """Give AWS's word for what is used up after so many retries at such an age, or nothing."""
        if attempts >= self.attempts:
            return "MaximumRetryAttempts"
        return "MaximumEventAgeInSeconds" if age >= self.seconds else None


def wait_before(attempt: int, jitter: float) -> float:
    """Give the wait before a retry, the first being 1; `jitter` from 0 to 1 takes up to half of it away."""
    return float(min(2 ** min(attempt, 20), LONGEST_WAIT)) * (1 - jitter / 2)
