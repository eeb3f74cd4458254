"""What a function is run for: an event with an id of its own. Pure but for the ids that it makes up."""

import secrets
import time
import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class InvocationRequest:
    """One event for a function; `id` and `trace`, X-Ray's header, are the same for all attempts at it.

    `qualifier` is the version or alias that was asked for, if any was.
    """

    event: bytes
    id: str
    trace: str
    qualifier: str | None = None

    @classmethod
    def of(cls, event: bytes, trace: str | None = None, qualifier: str | None = None) -> "InvocationRequest":
        """Give an event an id, and unless it came with one a header that says that nothing is sampled."""
        return cls(event, str(uuid.uuid4()), trace or _unsampled(), qualifier)


def _unsampled() -> str:
    root = f"1-{int(time.time()):08x}-{secrets.token_hex(12)}"
    return f"Root={root};Parent={secrets.token_hex(8)};Sampled=0"
