"""The sign of life of whoever applies a stage: an object in its bucket that is written again and again. Pure.

A lock says who holds a state, and not whether that is still at work. How old a sign is, is counted by the bucket's own times.
"""

from hashlib import sha256
from json import dumps

from meshctl.records.stage_keys import beginning

SECONDS_BETWEEN_BEATS = 20
SILENT_AFTER = 120
"""Seconds without a sign after which a holder no longer counts as at work: five beats may be lost."""


def heartbeat_key(mesh: str, stage: str, who: str) -> str:
    """Where the sign of life of `who` (USER@HOST) lies; whatever that is called, it is a key."""
    return f"{beginning(mesh, stage)}{sha256(who.encode()).hexdigest()[:16]}.heartbeat"


def heartbeat(who: str, run_id: str) -> bytes:
    """What one run writes there; to readers only counts when it was."""
    return dumps({"who": who, "run": run_id}).encode()
