"""How far a mapping is with a shard, and what it does next. Changes nothing but itself; knows no function.

With a parallelization factor, a shard has several lanes: records with the same key stay in one, so that their order is kept.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

PAYLOAD_BYTES = 6 * 1024 * 1024
"""Of a batch: what Lambda can give a function."""
FIRST_WAIT, LONGEST_WAIT = 0.25, 60.0
"""Seconds before a batch is tried again; they double. AWS does not say how many: recorded are eight attempts in 60 seconds."""


@dataclass
class Lane:
    """The records of a shard whose keys fall on `number` of `lanes`; all up to `position` are done with.

    A batch that failed is tried again as it was: no further than the last of `ends`. `attempts` at it have failed.
    """

    number: int
    lanes: int
    position: int
    ends: list[int] = field(default_factory=list)
    attempts: int = 0
    busy: bool = False
    not_before: float = 0.0
    gathering_since: float | None = None

    def next(self, shard: Any, count: int) -> list[Any]:
        """Give the records that come next, at most so many."""
        end = self.ends[-1] if self.ends else getattr(shard, "numbered", 0)
        if end <= self.position:
            return []
        found = [one for at, one in list(shard.records.items()) if self.position < at <= end and self._has(one)]
        if not found:
            self.advance(end)
        return _fitting(found[:count])

    def advance(self, position: int) -> None:
        """Be done with all records up to this one."""
        self.position, self.attempts = position, 0
        while self.ends and self.ends[-1] <= position:
            self.ends.pop()

    def fail(self, batch: Sequence[Any], bisects: bool) -> bool:
        """Remember that a batch failed; a bisected one is tried again in halves, which is no further attempt at it."""
        last, middle = batch[-1].sequence_number, batch[(len(batch) - 1) // 2].sequence_number
        self.stop_at(last)
        if bisects and middle < last:
            self.ends.append(middle)
            return False
        self.attempts += 1
        return True

    def stop_at(self, last: int) -> None:
        """Read no further than this record, until it is done with."""
        if not self.ends or self.ends[-1] > last:
            self.ends.append(last)

    def is_done_with(self, shard: Any) -> bool:
        """Whether no record of a closed shard is left."""
        return not self.busy and self.position >= getattr(shard, "numbered", 0)

    @property
    def wait(self) -> float:
        """AWS's seconds before the next attempt."""
        return float(min(FIRST_WAIT * 2 ** min(self.attempts - 1, 20), LONGEST_WAIT))

    def _has(self, record: Any) -> bool:
        if self.lanes == 1:
            return True
        digest = hashlib.sha256(record.partition_key.encode()).digest()
        return int.from_bytes(digest[:4]) % self.lanes == self.number


def _fitting(records: list[Any]) -> list[Any]:
    """As many as a function can be given at once, and one at least."""
    size = 0
    for number, record in enumerate(records):
        size += len(record.data)
        if size > PAYLOAD_BYTES:
            return records[: max(1, number)]
    return records
