"""The readers of streams, simulated from one moment to the next: each record is read by all who want it before it has gone. Pure.

The reader of a service may be as far behind as its mapping lets it. A service reads a stream once, by whichever of its functions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from meshctl.passes.generations import Generation, StackKey, parts_of
from meshctl.passes.pinned_events import functions_of, routes_of

FIRST = datetime(2000, 1, 1, tzinfo=UTC)
"""Before any record: where a mapping begins that names no time."""
_Key = tuple[StackKey, str]


@dataclass(frozen=True)
class ReadRecords:
    """What stood when it was looked at last, and until when something may come to each stream."""

    streams: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    readers: Mapping[_Key, Mapping[str, Any]] = field(default_factory=dict)
    written: Mapping[str, datetime] = field(default_factory=dict)

    def later(self, stands: Generation, newest: Generation, now: datetime) -> "ReadRecords":
        """The same at a later moment; those write to a stream that `newest`, the catalogue that is being applied, has still."""
        return replace(
            self,
            streams={one["arn"]: one for _, _, one in parts_of(stands, "streams")},
            readers={(stack.key, key): one for stack, key, one in parts_of(stands, "mappings") if one["stream"]},
            written={**self.written, **dict(_written(stands, newest, now))},
        )

    def wrong(self, later: "ReadRecords", newest: Generation, now: datetime) -> Iterator[str]:
        """What has gone wrong from this moment to a later one."""
        yield from (f"{arn} has gone too early" for arn in self._gone_too_early(later, now))
        for key, one in later.readers.items():
            if key in self.readers and one["stream"]["start_at"] != self.readers[key]["stream"]["start_at"]:
                yield f"{key} reads its stream from another time on"
            yield from (
                f"{key} does not read what {other} has not"
                for other in self._unread(key, one, now)
                if key not in self.readers
            )
        wanted = {one["arn"] for _, _, one in parts_of(newest, "streams")}
        reading = {_reader(key, one) for key, one in later.readers.items()}
        stay = {_reader((stack.key, key), one) for stack, key, one in parts_of(newest, "mappings")}
        for key, one in self.readers.items():
            kept = _reader(key, one) in stay or (
                one["source_arn"] not in wanted and self._holds(one["source_arn"], now)
            )
            if kept and one["source_arn"] in later.streams and _reader(key, one) not in reading:
                yield f"{_reader(key, one)} reads no more"

    def _gone_too_early(self, later: "ReadRecords", now: datetime) -> Iterator[str]:
        return (arn for arn in self.streams.keys() - later.streams.keys() if self._holds(arn, now))

    def _holds(self, arn: str, now: datetime) -> bool:
        """Whether a stream may keep something that came to it."""
        if arn not in self.streams or arn not in self.written:
            return False
        return now < self.written[arn] + timedelta(seconds=self.streams[arn]["keep_seconds"])

    def _unread(self, key: _Key, one: Mapping[str, Any], now: datetime) -> Iterator[_Key]:
        """The readers in the place of which a new one is, and that may not have read all that comes before its beginning."""
        for other, before in self.readers.items():
            if _reader(other, before) == _reader(key, one):
                behind = max(_start(before), now - timedelta(seconds=before["stream"]["max_age_seconds"]))
                yield from [other] if _start(one) > behind else []


def _start(reading: Mapping[str, Any]) -> datetime:
    said = reading["stream"]["start_at"]
    return datetime.fromisoformat(said) if said else FIRST


def _reader(key: _Key, reading: Mapping[str, Any]) -> tuple[str, str]:
    """The stream and the service that reads it."""
    return reading["source_arn"], key[1].partition("/")[0]


def _written(stands: Generation, newest: Generation, now: datetime) -> Iterator[tuple[str, datetime]]:
    """Until when something comes to each ARN of what writes there now: what EventBridge has taken may come for as long as it is
    tried again."""
    for stack, key, one in functions_of(stands):
        if stack.key in newest and key in newest[stack.key].inputs.get("functions", {}):
            yield from ((arn, now) for write in one["writes"] for arn in write["arns"])
    for _, _, one in routes_of(stands):
        if one["enabled"]:
            yield one["target"]["arn"], now + timedelta(seconds=one["retry"]["seconds"])
