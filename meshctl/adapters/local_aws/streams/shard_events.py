"""What a reader of a shard is told while its records come: events of some records each, until the shard or the time ends."""

import time
from collections.abc import Callable, Generator, Sequence
from typing import Any

MOST_BYTES = 2_097_152
"""Of an event's data; a shard gives each of its consumers so much in a second."""
LASTS, QUIET, LOOKS = 300.0, 5.0, 0.05
"""Seconds of this machine: a reading, as long as nothing comes until an event without records, and between two looks."""
Told = dict[str, Any]


def shard_events(
    stream: Any,
    shard: Any,
    last: int,
    is_over: Callable[[], bool],
    now: Callable[[], float] = time.monotonic,
    wait: Callable[[float], None] = time.sleep,
) -> Generator[Told]:
    """Give the events of a reading that goes on behind the record of this number."""
    end, silent_until = now() + LASTS, now() + QUIET
    while now() < end and not is_over():
        is_closed, records = not shard.is_open, next_records(shard, last)
        if records:
            last = records[-1].sequence_number
        if records or now() >= silent_until:
            silent_until = now() + QUIET
            yield _told(stream, shard, records, last)
        elif is_closed:
            yield _ended(stream, shard)
            return
        else:
            wait(LOOKS)


def next_records(shard: Any, last: int) -> list[Any]:
    """Give the records behind this number, as many as one event has room for."""
    found, room = list[Any](), MOST_BYTES
    for record in [record for number, record in list(shard.records.items()) if number > last]:
        room -= len(record.data)
        if found and room < 0:
            break
        found.append(record)
    return found


def child_shards(stream: Any, shard: Any) -> list[Told]:
    """Give the shards that one was split into or merged to."""
    return [_child(one) for one in stream.shards.values() if shard.shard_id in (one.parent, one.adjacent_parent)]


def _child(shard: Any) -> Told:
    hashes = {"StartingHashKey": str(shard.starting_hash), "EndingHashKey": str(shard.ending_hash)}
    parents = [parent for parent in (shard.parent, shard.adjacent_parent) if parent]
    return {"ShardId": shard.shard_id, "ParentShards": parents, "HashKeyRange": hashes}


def _told(stream: Any, shard: Any, records: Sequence[Any], last: int) -> Told:
    newest = next(reversed(list(shard.records.values())), None)
    behind = newest.created_at - records[-1].created_at if records and newest else 0
    return {
        "Records": [_record(stream, record) for record in records],
        "ContinuationSequenceNumber": str(max(last, shard.get_min_sequence_number())),
        "MillisBehindLatest": max(0, int(behind * 1000)),
    }


def _ended(stream: Any, shard: Any) -> Told:
    return {"Records": [], "MillisBehindLatest": 0, "ChildShards": child_shards(stream, shard)}


def _record(stream: Any, record: Any) -> Told:
    return {
        "SequenceNumber": str(record.sequence_number),
        "ApproximateArrivalTimestamp": round(record.created_at, 3),
        "Data": record.data,
        "PartitionKey": record.partition_key,
        **encryption_of(stream),
    }


def encryption_of(stream: Any) -> dict[str, str]:
    """Give how a stream is encrypted, and nothing where it is not."""
    return {} if stream.encryption_type == "NONE" else {"EncryptionType": stream.encryption_type}
