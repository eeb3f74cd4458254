"""FIFO topics: what was published within the last five minutes, and the number of each message. In memory.

https://docs.aws.amazon.com/sns/latest/dg/fifo-message-dedup.html
"""

import threading
from collections import OrderedDict
from dataclasses import replace

from meshctl.adapters.local_aws.topics.publishing import TopicMessage

SECONDS = 300
FIRST_NUMBER = 10**19
"""AWS's numbers have 20 digits."""


class TopicMemory:
    """What a FIFO topic remembers. Whoever asks holds `order` until the message is handed out, so that all keep one order."""

    def __init__(self) -> None:
        self.order = threading.Lock()
        self._number = FIRST_NUMBER
        self._known: OrderedDict[str, tuple[float, TopicMessage]] = OrderedDict()

    def before(self, message: TopicMessage, by_group: bool, now: float) -> TopicMessage | None:
        """Give the message that this one repeats, or nothing. `now` is in seconds."""
        while self._known and next(iter(self._known.values()))[0] <= now - SECONDS:
            self._known.popitem(last=False)
        known = self._known.get(_key(message, by_group))
        return known[1] if known else None

    def numbered(self, message: TopicMessage, by_group: bool, now: float) -> TopicMessage:
        """Give the message with its number, and remember it."""
        self._number += 1
        numbered = replace(message, sequence=str(self._number))
        self._known[_key(message, by_group)] = (now, numbered)
        return numbered


def _key(message: TopicMessage, by_group: bool) -> str:
    """Deduplication is the topic's, or each group's own where its throughput is (FifoThroughputScope)."""
    return f"{message.deduplication} {message.group if by_group else ''}"
