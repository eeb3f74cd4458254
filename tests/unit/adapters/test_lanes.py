"""A lane of a shard: whatever fails, each record is done with once, and records with one key in their order."""

from dataclasses import dataclass
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.adapters.local_aws.mappings.lanes import Lane


@dataclass(frozen=True)
class Put:
    sequence_number: int
    partition_key: str
    data: str = ""


def shard_of(keys: list[str]) -> SimpleNamespace:
    records = {number: Put(number, key) for number, key in enumerate(keys, 1)}
    return SimpleNamespace(records=records, numbered=len(keys))


def read(lane: Lane, shard: SimpleNamespace, size: int, poison: set[int], bisects: bool, retries: int) -> list[int]:
    """Read a lane to its end, as a function that fails on poison; gives the numbers as they were done with."""
    done: list[int] = []
    while batch := lane.next(shard, size):
        numbers = [one.sequence_number for one in batch]
        if poison.isdisjoint(numbers) or (lane.fail(batch, bisects) and lane.attempts > retries):
            done += numbers
            lane.advance(numbers[-1])
    return done


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sampled_from("abcdefgh"), max_size=30),
    st.integers(1, 4),
    st.integers(1, 8),
    st.sets(st.integers(1, 30), max_size=5),
    st.booleans(),
    st.integers(0, 3),
)
def test_each_record_is_done_with_once_and_in_order(
    keys: list[str], lanes: int, size: int, poison: set[int], bisects: bool, retries: int
) -> None:
    shard = shard_of(keys)
    read_by = [read(Lane(number, lanes, 0), shard, size, poison, bisects, retries) for number in range(lanes)]
    assert sorted(number for one in read_by for number in one) == [*shard.records]
    assert all(one == sorted(one) for one in read_by)
    for key in set(keys):
        assert sum(any(shard.records[number].partition_key == key for number in one) for one in read_by) == 1
