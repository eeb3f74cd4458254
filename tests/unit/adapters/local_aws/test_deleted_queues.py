"""A queue's name is kept from others for a minute of AWS's time, and no longer."""

from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.queues.deleted_names import SECONDS, DeletedQueues

MOVES = st.lists(st.integers(1, 3 * SECONDS), max_size=5)


@settings(max_examples=50, deadline=None)
@given(MOVES)
def test_a_name_is_kept_for_a_minute_after_the_last_deletion(moves: list[int]) -> None:
    clock = Clock(speed=1)
    deleted = DeletedQueues(clock)
    deleted.add(("1", "eu-west-1", "a"))
    for moved in moves:
        clock.move(moved)
        deleted.add(("1", "eu-west-1", "other"))
        assert not deleted.has(("2", "eu-west-1", "a"))
    assert deleted.has(("1", "eu-west-1", "a")) == (sum(moves) < SECONDS)
