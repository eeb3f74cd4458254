"""FIFO topics: what was published within the last five minutes, and the number of each message. In memory.

https://docs.aws.amazon.com/sns/latest/dg/fifo-message-dedup.html
"""

import threading
from collections import OrderedDict
from dataclasses import replace
from typing import NamedTuple

from meshctl.adapters.local_aws.topics.publishing import TopicMessage

SECONDS = 300
FIRST_NUMBER = 10**19
"""AWS's numbers have 20 digits."""


class _Taken(NamedTuple):
    """What is remembered of a message: when it came, and what its publisher was told."""

    at: float
    id: str
    sequence: str


class TopicMemory:
    """What a FIFO topic remembers. Whoever asks holds `order` until the message is handed out, so that all keep one order."""

    def __init__(self) -> None:
        self.order = threading.Lock()
        self._number = FIRST_NUMBER
        self._known: OrderedDict[str, _Taken] = OrderedDict()

    def before(self, message: TopicMessage, by_group: bool, now: float) -> TopicMessage | None:
        """Give a message that repeats another one that other's id and number, or nothing. `now` is in seconds."""
        while self._known and next(iter(self._known.values())).at <= now - SECONDS:
            self._known.popitem(last=False)
        known = self._known.get(_key(message, by_group))
        return replace(message, id=known.id, sequence=known.sequence) if known else None

    def numbered(self, message: TopicMessage, by_group: bool, now: float) -> TopicMessage:
        """Give the message with its number, and remember it."""
        self._number += 1
        taken = _Taken(now, message.id, str(self._number))
        self._known[_key(message, by_group)] = taken
        return replace(message, sequence=taken.sequence)


def _key(message: TopicMessage, by_group: bool) -> str:
    """Deduplication is the topic's, or each group's own where its throughput is (FifoThroughputScope)."""
    return f"{message.deduplication} {message.group if by_group else ''}"
