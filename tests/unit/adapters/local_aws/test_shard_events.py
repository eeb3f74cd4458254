"""A reader of a shard is told its records as they come, until the shard or the time ends."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from botocore.eventstream import EventStreamBuffer
from hypothesis import given
from hypothesis import strategies as st

from meshctl.adapters.local_aws.streams.event_stream import event_message
from meshctl.adapters.local_aws.streams.shard_events import LASTS, MOST_BYTES, QUIET, shard_events


@dataclass
class Record:
    sequence_number: int
    data: str = "YQ=="
    partition_key: str = "key"
    created_at: float = 1.0


@dataclass
class Shard:
    shard_id: str = "shardId-000000000000"
    is_open: bool = True
    parent: str | None = None
    adjacent_parent: str | None = None
    starting_hash: int = 0
    ending_hash: int = 9
    records: dict[int, Record] = field(default_factory=dict)

    def get_min_sequence_number(self) -> int:
        return 10

    def put(self, *records: Record) -> None:
        self.records |= {record.sequence_number: record for record in records}


@dataclass
class Stream:
    shards: dict[str, Shard]
    encryption_type: str = "NONE"


def reading(shard: Shard, *others: Shard, last: int = 0, encryption: str = "NONE") -> Iterator[dict[str, Any]]:
    """A reading in which each look takes a second."""
    seconds = count().__next__
    stream = Stream({one.shard_id: one for one in (shard, *others)}, encryption)
    return shard_events(stream, shard, last, lambda: False, lambda: float(seconds()), lambda _: None)


@given(st.sets(st.integers(11, 60)), st.integers(0, 60))
def test_a_reader_is_told_each_record_behind_its_place_once_and_in_order(numbers: set[int], last: int) -> None:
    shard = Shard()
    shard.put(*(Record(number) for number in sorted(numbers)))
    told = [record["SequenceNumber"] for event in reading(shard, last=last) for record in event["Records"]]
    assert told == [str(number) for number in sorted(numbers) if number > last]


def test_a_record_that_comes_later_is_told_and_says_how_to_go_on() -> None:
    shard = Shard()
    events = reading(shard)
    shard.put(Record(11))
    assert next(events)["ContinuationSequenceNumber"] == "11"
    shard.put(Record(12))
    assert [one["SequenceNumber"] for one in next(events)["Records"]] == ["12"]


def test_a_reader_hears_of_a_quiet_shard_until_the_time_ends() -> None:
    events = list(reading(Shard()))
    assert {len(event["Records"]) for event in events} == {0}
    assert {event["ContinuationSequenceNumber"] for event in events} == {"10"}
    assert LASTS / QUIET / 3 < len(events) <= LASTS / QUIET


def test_a_closed_shard_ends_with_what_became_of_it() -> None:
    parent = Shard(is_open=False)
    parent.put(Record(11))
    children = [Shard("shardId-000000000001", parent=parent.shard_id), Shard("shardId-000000000002")]
    children[1].adjacent_parent = parent.shard_id
    first, last = reading(parent, *children)
    assert "ChildShards" not in first
    assert "ContinuationSequenceNumber" not in last
    assert [child["ShardId"] for child in last["ChildShards"]] == [child.shard_id for child in children]


def test_an_event_has_room_for_so_many_bytes_and_for_one_record_of_any_size() -> None:
    shard = Shard()
    shard.put(Record(11, "x" * (MOST_BYTES + 1)), Record(12), Record(13))
    events = reading(shard)
    assert [len(next(events)["Records"]) for _ in range(2)] == [1, 2]


@pytest.mark.parametrize(("encryption", "told"), [("NONE", None), ("KMS", "KMS")])
def test_records_say_that_they_are_encrypted(encryption: str, told: str | None) -> None:
    shard = Shard()
    shard.put(Record(11))
    assert next(reading(shard, encryption=encryption))["Records"][0].get("EncryptionType") == told


@given(st.text(max_size=20), st.dictionaries(st.text(), st.text(), max_size=3))
def test_clients_read_the_messages_that_events_are(name: str, told: dict[str, str]) -> None:
    buffer = EventStreamBuffer()
    buffer.add_data(event_message(name, told))
    (message,) = list(buffer)
    assert message.headers[":event-type"] == name
