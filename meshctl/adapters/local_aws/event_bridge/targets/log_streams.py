"""Streams of CloudWatch Logs as far as they are written to: by EventBridge, functions and workflows. They live in memory."""

import threading
from collections.abc import Mapping, Sequence
from typing import Any

KEPT_EVENTS = 10_000
"""The latest of a stream."""
_one_at_a_time = threading.Lock()


def write_events(group: Any, stream: str, events: Sequence[Mapping[str, Any]]) -> None:
    """Write events, each a timestamp and a message, into a stream of a group; it is made where it is not there."""
    with _one_at_a_time:
        if stream not in group.streams:
            group.create_log_stream(stream)
        group.put_log_events(stream, list(events))
        del group.streams[stream].events[:-KEPT_EVENTS]
