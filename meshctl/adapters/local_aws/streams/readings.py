"""The readings of shards that go on: each consumer has one for each shard, and who begins another ends the first.

https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShard.html
"""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from moto.kinesis.exceptions import InvalidArgumentError, ResourceInUseError

APART = 5.0
"""Seconds of this machine that have to pass before a consumer begins to read the same shard anew."""
NUMBERED = ("AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER")


class Readings:
    """When each consumer began to read each shard; `now` is in seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._begun: dict[tuple[str, str], float] = {}
        self._now = now
        self._one_at_a_time = threading.Lock()

    def begin(self, consumer_arn: str, shard_id: str) -> Callable[[], bool]:
        """Begin a reading, and give what says whether another one has taken its place. Raises moto's ResourceInUseError."""
        reading, begun = (consumer_arn, shard_id), self._now()
        with self._one_at_a_time:
            if begun - self._begun.get(reading, -APART) < APART:
                message = f"Another active subscription exists for this consumer: {consumer_arn} and shard: {shard_id}"
                raise ResourceInUseError(message)
            self._begun[reading] = begun
        return lambda: self._begun.get(reading) != begun

    def end(self, consumer_arn: str) -> None:
        """End all readings of a consumer that is there no more."""
        with self._one_at_a_time:
            for reading in [reading for reading in self._begun if reading[0] == consumer_arn]:
                del self._begun[reading]


def last_before(shard: Any, position: Mapping[str, Any], time_now: float) -> int:
    """Give the number of the last record that a reader who begins at this position does not want.

    Raises moto's InvalidArgumentError for a position that is none; `time_now` is AWS's time.
    """
    kind = str(position["Type"])
    if kind in NUMBERED:
        return _number(position, kind) - (kind == "AT_SEQUENCE_NUMBER")
    if kind == "AT_TIMESTAMP":
        return int(shard.get_sequence_number_at(_moment(position, time_now)))
    return int(shard.get_max_sequence_number()) if kind == "LATEST" else 0


def _number(position: Mapping[str, Any], kind: str) -> int:
    number = str(position.get("SequenceNumber"))
    if not number.isdecimal():
        raise InvalidArgumentError(f"A starting position of type {kind} needs the SequenceNumber of a record.")
    return int(number)


def _moment(position: Mapping[str, Any], time_now: float) -> float:
    at = position.get("Timestamp")
    if not isinstance(at, int | float):
        raise InvalidArgumentError("A starting position of type AT_TIMESTAMP needs a Timestamp.")
    if at > time_now:
        told = f"timestampInMillis: {int(at * 1000)}, currentTimestampInMillis: {int(time_now * 1000)}"
        raise InvalidArgumentError(
            f"The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. {told}"
        )
    return float(at)
