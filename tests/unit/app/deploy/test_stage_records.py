"""Records are kept while stacks are applied, and states move to where they belong, whoever else is at work."""

from datetime import timedelta

import pytest

from meshctl.app.deploy.stage_change import stage_removal
from meshctl.app.deploy.stage_records import StageRecords
from meshctl.app.deploy.state_locks import free_states
from meshctl.errors import ChangedMeanwhile, MeshctlError
from meshctl.passes.generations import Retired
from meshctl.records.stack_record import StackRecord
from tests.support.kept_stage import (
    CODE,
    DEV,
    HOLDER,
    MESH,
    NOW,
    ORDERS,
    as_state,
    inputs,
    keep_record,
    keep_state,
    standing,
    state,
)
from tests.support.memory_bucket import MemoryBucket

RECORD, STATE = "shop/dev/222222222222/system-orders.applied", "shop/dev/222222222222/system-orders.tfstate"
EARLIER = "shop/dev/system-orders.tfstate"
ROUTES = ("111111111111", "routes")
RETIRED = Retired(ORDERS, "queue", "checkout/old", NOW + timedelta(hours=24))


@pytest.fixture
def bucket() -> MemoryBucket:
    kept = MemoryBucket()
    keep_state(kept, ORDERS)
    return kept


def records(bucket: MemoryBucket) -> StageRecords:
    return StageRecords(bucket, "shop", "dev", standing(bucket), meshctl="0.2.0", holder=HOLDER, code=CODE)


def changed() -> dict[str, object]:
    return {**inputs(), "routes": {}}


def test_who_comes_after_a_run_that_was_killed_knows_both_what_stood_and_what_was_begun(bucket: MemoryBucket) -> None:
    keep_record(bucket, StackRecord(ORDERS, inputs(), None, (RETIRED,)))
    records(bucket).begin(ORDERS, changed())
    told = standing(bucket).stacks
    assert (told.done[ORDERS].inputs, told.begun[ORDERS].inputs) == (inputs(), changed())
    assert told.retired == (RETIRED,)


def test_what_is_done_is_all_that_stands(bucket: MemoryBucket) -> None:
    kept = records(bucket)
    kept.begin(ORDERS, inputs())
    kept.applied(ORDERS, changed(), (RETIRED,))
    told = standing(bucket).stacks
    assert (told.done[ORDERS].inputs, dict(told.begun), told.retired) == (changed(), {}, (RETIRED,))


def test_of_two_machines_that_apply_one_stack_the_second_stops_before_it_begins(bucket: MemoryBucket) -> None:
    one, other = records(bucket), records(bucket)
    one.begin(ORDERS, inputs())
    with pytest.raises(ChangedMeanwhile, match="somebody else has changed"):
        other.begin(ORDERS, changed())
    one.applied(ORDERS, inputs(), ())
    assert standing(bucket).stacks.done[ORDERS].inputs == inputs()


def test_nor_does_it_begin_another_stack_whose_change_may_rest_on_the_first_one(bucket: MemoryBucket) -> None:
    for stack in (ORDERS, ROUTES):
        keep_state(bucket, stack)
        keep_record(bucket, StackRecord(stack, inputs(stack), None))
    one, other = records(bucket), records(bucket)
    one.begin(ORDERS, changed())
    with pytest.raises(ChangedMeanwhile, match=r"system-orders\.applied"):
        other.begin(ROUTES, {})
    one.applied(ORDERS, changed(), ())
    with pytest.raises(ChangedMeanwhile, match=r"routes\.applied"):
        one.begin(ORDERS, inputs())


def test_who_applies_alone_begins_stacks_that_come_and_go_in_any_order(bucket: MemoryBucket) -> None:
    keep_record(bucket, StackRecord(ORDERS, inputs(), None))
    kept = records(bucket)
    kept.begin(ROUTES, inputs(ROUTES))
    kept.gone(ORDERS)
    kept.applied(ROUTES, inputs(ROUTES), ())
    kept.begin(ROUTES, {})


def _after_each_deletion(bucket: MemoryBucket) -> list[dict[str, bytes]]:
    """What lies in the bucket after each step of forgetting the stack of orders."""
    steps: list[dict[str, bytes]] = []

    class Watched(MemoryBucket):
        def delete(self, key: str, only: str | None = None) -> None:
            super().delete(key, only)
            steps.append(dict(self.objects))

    watched = Watched()
    watched.objects = bucket.objects
    records(watched).gone(ORDERS)
    return steps


def test_what_is_gone_leaves_neither_record_nor_state(bucket: MemoryBucket) -> None:
    keep_record(bucket, StackRecord(ORDERS, inputs(), None))
    keep_state(bucket, ORDERS, as_state())
    records(bucket).gone(ORDERS)
    assert bucket.objects == {}


def test_who_is_killed_while_a_stack_is_forgotten_leaves_no_record_without_a_state(bucket: MemoryBucket) -> None:
    keep_record(bucket, StackRecord(ORDERS, inputs(), None))
    keep_state(bucket, ORDERS, as_state())
    for kept in _after_each_deletion(bucket):
        assert RECORD not in kept or STATE in kept


def test_nor_does_the_next_one_leave_what_is_left_of_it(bucket: MemoryBucket) -> None:
    keep_record(bucket, StackRecord(ORDERS, inputs(), None))
    keep_state(bucket, ORDERS, as_state())
    for kept in _after_each_deletion(bucket):
        left = MemoryBucket()
        left.objects = kept
        free_states(left, "shop/dev/", {}, HOLDER, lambda about, step: None)
        for leaf in stage_removal(MESH, DEV, standing(left), NOW).passes[0].leaves:
            records(left).gone(leaf.key)
        assert left.objects == {}


@pytest.mark.parametrize("place", [STATE, EARLIER])
def test_what_went_before_a_killed_terraform_wrote_it_down_leaves_nothing_either(place: str) -> None:
    bucket = MemoryBucket()
    bucket.objects[place] = state(ORDERS)
    keep_record(bucket, StackRecord(ORDERS, inputs(), None))
    records(bucket).gone(ORDERS)
    assert bucket.objects == {}


def test_a_state_that_somebody_has_written_meanwhile_stays_with_its_record(bucket: MemoryBucket) -> None:
    keep_record(bucket, StackRecord(ORDERS, inputs(), None))
    known = records(bucket)
    keep_state(bucket, ORDERS, state(ORDERS, {"checkout/total": "abc"}))
    before = dict(bucket.objects)
    with pytest.raises(ChangedMeanwhile, match="somebody else has changed"):
        known.gone(ORDERS)
    assert bucket.objects == before


def test_a_state_moves_to_the_key_that_holds_the_account_when_its_stack_is_done(bucket: MemoryBucket) -> None:
    bucket.objects = {EARLIER: state(ORDERS)}
    records(bucket).applied(ORDERS, inputs(), ())
    assert set(bucket.objects) == {STATE, RECORD}
    assert bucket.objects[STATE] == state(ORDERS)


def test_after_a_run_that_was_killed_when_it_had_copied_a_state_only_the_copy_is_written(bucket: MemoryBucket) -> None:
    bucket.objects[EARLIER] = state(ORDERS)
    kept = records(bucket)
    kept.finish_moves()
    bucket.objects[kept.elsewhere.get(ORDERS, STATE)] = state(ORDERS, {"checkout/total": "abc"})
    kept.applied(ORDERS, inputs(), ())
    assert set(bucket.objects) == {STATE, RECORD}
    assert bucket.objects[STATE] == state(ORDERS, {"checkout/total": "abc"})


def test_a_state_that_somebody_holds_does_not_move(bucket: MemoryBucket) -> None:
    bucket.objects = {EARLIER: state(ORDERS), f"{EARLIER}.tflock": b"{}"}
    with pytest.raises(MeshctlError, match=r'somebody is at work on "shop/dev/system-orders.tfstate"'):
        records(bucket).applied(ORDERS, inputs(), ())
    assert STATE not in bucket.objects
    assert f"{EARLIER}.tflock" in bucket.objects
