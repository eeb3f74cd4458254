"""What stands of a stage, as its bucket says it, and what is said where the bucket cannot be believed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from meshctl.app.deploy.standing import catalogue_keys, read_standing
from meshctl.errors import MeshctlError
from meshctl.passes.generations import StackKey
from meshctl.records.stack_record import NO_STATE, Fingerprint, RecordUnusable, StackRecord
from meshctl.records.stage_keys import record_key, state_key
from tests.support.kept_stage import (
    DEV,
    MESH,
    OLD_ORDERS,
    ORDERS,
    apply_all,
    as_state,
    built,
    inputs,
    keep_record,
    keep_state,
    resource,
    standing,
    state,
)
from tests.support.memory_bucket import MemoryBucket

ROUTES = ("111111111111", "routes")
LEFT = ("222222222222", "system-archive")


@pytest.fixture
def bucket() -> MemoryBucket:
    return MemoryBucket()


def test_of_a_stage_that_was_never_applied_nothing_stands(bucket: MemoryBucket) -> None:
    assert not standing(bucket).keys


def test_the_catalogue_has_the_stacks_that_are_built_of_it() -> None:
    assert catalogue_keys(MESH, DEV) == {stack.key for stack in built()}


def test_what_was_applied_and_recorded_stands(bucket: MemoryBucket) -> None:
    apply_all(bucket)
    found = standing(bucket)
    assert found.stacks.done[ORDERS].inputs == inputs()
    assert found.keys == set(found.stacks.done) == catalogue_keys(MESH, DEV)
    assert not found.unrecorded


def test_a_state_without_a_record_stands_unrecorded_unless_it_is_empty(bucket: MemoryBucket) -> None:
    keep_state(bucket, ORDERS)
    keep_state(bucket, LEFT, as_state())
    assert set(standing(bucket).unrecorded) == {ORDERS}


@pytest.mark.parametrize("stack", sorted(catalogue_keys(MESH, DEV)))
def test_a_state_that_was_deleted_though_its_stack_was_applied_is_told(bucket: MemoryBucket, stack: StackKey) -> None:
    apply_all(bucket)
    del bucket.objects[state_key("shop", "dev", stack)]
    with pytest.raises(
        MeshctlError, match=rf"the state of {stack[1]} \({stack[0]}\) is gone, though it was applied"
    ) as error:
        standing(bucket)
    assert f"--prefix {state_key('shop', 'dev', stack)})" in error.value.hint
    del bucket.objects[error.value.hint.rpartition(" ")[2]]
    assert stack not in standing(bucket).keys


def test_the_first_of_many_states_that_were_deleted_is_told_with_their_number(bucket: MemoryBucket) -> None:
    apply_all(bucket)
    for stack in catalogue_keys(MESH, DEV):
        del bucket.objects[state_key("shop", "dev", stack)]
    with pytest.raises(MeshctlError, match=f"is gone, .* and those of {len(built()) - 1} more"):
        standing(bucket)


def test_what_was_begun_and_never_made_needs_no_state(bucket: MemoryBucket) -> None:
    keep_record(bucket, StackRecord(ORDERS, None, inputs()))
    assert not standing(bucket).keys
    assert standing(bucket).may_exist[ORDERS].inputs == inputs()
    assert set(standing(bucket).etags) == {ORDERS}


def test_routes_of_which_there_are_none_stand_without_a_state(bucket: MemoryBucket) -> None:
    keep_record(bucket, StackRecord(ROUTES, {**inputs(ROUTES), "routes": {}}, None, (), Fingerprint("code", NO_STATE)))
    assert standing(bucket).stacks.done.keys() == {ROUTES}
    assert standing(bucket).is_made_by(ROUTES, "code")


def test_what_was_made_with_another_state_than_there_is_may_exist(bucket: MemoryBucket) -> None:
    keep_state(bucket, ORDERS)
    keep_record(bucket, compared(bucket))
    assert standing(bucket).may_exist == {}
    keep_state(bucket, ORDERS, as_state())
    assert standing(bucket).may_exist[ORDERS].inputs == inputs()


def compared(bucket: MemoryBucket, **fields: Any) -> StackRecord:
    """The record of a stack that was compared with AWS when its state was as it is now."""
    state = bucket.keys(state_key("shop", "dev", ORDERS))[state_key("shop", "dev", ORDERS)]
    return replace(StackRecord(ORDERS, inputs(), None, (), Fingerprint("code", state)), **fields)


@pytest.fixture
def applied(bucket: MemoryBucket) -> MemoryBucket:
    keep_state(bucket, ORDERS)
    keep_record(bucket, compared(bucket))
    return bucket


def test_a_stack_whose_state_is_that_of_its_fingerprint_is_made_by_its_code(applied: MemoryBucket) -> None:
    assert standing(applied).is_made_by(ORDERS, "code")
    assert not standing(applied).is_made_by(ORDERS, "another code")


def pushed_by_hand(bucket: MemoryBucket) -> None:
    keep_state(bucket, ORDERS, as_state())


def begun_since(bucket: MemoryBucket) -> None:
    keep_record(bucket, compared(bucket, begun=inputs()))


def held(bucket: MemoryBucket) -> None:
    bucket.objects[f"{state_key('shop', 'dev', ORDERS)}.tflock"] = b"{}"


def never_compared(bucket: MemoryBucket) -> None:
    keep_record(bucket, compared(bucket, fingerprint=None))


def of_an_earlier_key(bucket: MemoryBucket) -> None:
    bucket.objects["shop/dev/system-orders.tfstate"] = bucket.objects[state_key("shop", "dev", ORDERS)]


@pytest.mark.parametrize("meanwhile", [pushed_by_hand, begun_since, held, never_compared, of_an_earlier_key])
def test_otherwise_nothing_is_known_of_it(applied: MemoryBucket, meanwhile: Callable[[MemoryBucket], None]) -> None:
    meanwhile(applied)
    assert not standing(applied).is_made_by(ORDERS, "code")


def test_a_stack_in_an_account_that_the_catalogue_has_left_stands_beside_the_new_one(bucket: MemoryBucket) -> None:
    for stack in (ORDERS, OLD_ORDERS):
        keep_state(bucket, stack)
        keep_record(bucket, StackRecord(stack, inputs(stack), None))
    assert standing(bucket).keys == {ORDERS, OLD_ORDERS}


def test_code_in_doubt_is_what_terraforms_state_says(bucket: MemoryBucket) -> None:
    done, begun = inputs(), inputs()
    for key in begun["functions"]:
        begun["functions"][key]["package_hash"] = "bmV3"
    keep_record(bucket, StackRecord(ORDERS, done, begun))
    keep_state(bucket, ORDERS, state(ORDERS, dict.fromkeys(begun["functions"], "bmV3")))
    told = standing(bucket).stacks
    assert told.done[ORDERS] == told.begun[ORDERS]


def test_a_function_that_was_begun_and_never_made_does_not_stand(bucket: MemoryBucket) -> None:
    keep_record(bucket, StackRecord(ORDERS, None, inputs()))
    keep_state(bucket, ORDERS, state(ORDERS, {"tracker/tracker": "bmV3"}))
    assert [*standing(bucket).stacks.begun[ORDERS].inputs["functions"]] == ["tracker/tracker"]


def test_a_record_that_cannot_be_read_stops_everything_with_a_sentence(bucket: MemoryBucket) -> None:
    apply_all(bucket)
    bucket.objects["shop/dev/222222222222/system-orders.applied"] = b"{}"
    with pytest.raises(RecordUnusable, match=r'the record "shop/dev/222222222222/system-orders.applied"'):
        standing(bucket)


def test_an_earlier_state_is_that_of_the_account_in_which_it_stands_whatever_the_catalogue_says(
    bucket: MemoryBucket,
) -> None:
    bucket.objects["shop/dev/system-orders.tfstate"] = state(OLD_ORDERS)
    bucket.objects["shop/dev/hub.tfstate"] = as_state()
    found = standing(bucket)
    assert found.elsewhere == {
        OLD_ORDERS: "shop/dev/system-orders.tfstate",
        ("111111111111", "hub"): "shop/dev/hub.tfstate",
    }
    assert set(found.unrecorded) == {OLD_ORDERS}


def test_an_earlier_state_that_was_copied_and_not_yet_deleted_is_one_state(bucket: MemoryBucket) -> None:
    keep_state(bucket, ORDERS)
    bucket.objects["shop/dev/system-orders.tfstate"] = state(ORDERS)
    found = standing(bucket)
    assert (found.elsewhere, found.copied) == ({}, {ORDERS: "shop/dev/system-orders.tfstate"})


def test_two_states_of_one_stack_are_told_of_and_none_is_believed(bucket: MemoryBucket) -> None:
    keep_state(bucket, ORDERS, as_state(resource("aws_sqs_queue", arn="arn:aws:sqs:eu-central-1:222222222222:q")))
    bucket.objects["shop/dev/system-orders.tfstate"] = state(ORDERS)
    with pytest.raises(MeshctlError, match="are states of one stack, and differ"):
        standing(bucket)


def test_a_state_that_spreads_over_accounts_is_nobodys(bucket: MemoryBucket) -> None:
    buses = [resource("aws_cloudwatch_event_bus", arn=f"arn:aws:events:x:{account}:event-bus/b") for account in (1, 2)]
    bucket.objects["shop/dev/system-orders.tfstate"] = as_state(*buses)
    with pytest.raises(MeshctlError, match="stands in several accounts: 1, 2"):
        standing(bucket)


@pytest.mark.parametrize("key", ["store/dev/222222222222/system-orders.tfstate", "store/dev/system-orders.tfstate"])
def test_a_renamed_mesh_is_refused(bucket: MemoryBucket, key: str) -> None:
    bucket.objects[key] = state(ORDERS)
    with pytest.raises(
        MeshctlError, match='the mesh "store" stands in accounts of the stage "dev": 222222222222'
    ) as error:
        standing(bucket)
    assert "Destroy it under the old name first" in error.value.hint


def test_another_mesh_in_other_accounts_or_beside_a_mesh_that_stands_is_none_of_ours(bucket: MemoryBucket) -> None:
    bucket.objects["store/dev/888888888888/system-orders.tfstate"] = b"not even looked at"
    assert not standing(bucket).keys
    bucket.objects["store/dev/222222222222/system-orders.tfstate"] = b""
    apply_all(bucket)
    assert ORDERS in standing(bucket).keys


class Kept:
    """A file on this machine; `content` may be changed, as by somebody else."""

    content = b""

    def read(self) -> bytes:
        return self.content

    def write(self, content: bytes) -> None:
        self.content = content


class CountingBucket(MemoryBucket):
    def __init__(self) -> None:
        super().__init__()
        self.was_read: list[str] = []

    def read(self, key: str, most_bytes: int) -> tuple[bytes, str] | None:
        self.was_read.append(key)
        return super().read(key, most_bytes)


@pytest.fixture
def counting() -> CountingBucket:
    bucket = CountingBucket()
    apply_all(bucket)
    return bucket


def test_records_that_are_as_they_were_are_not_read_again(counting: CountingBucket) -> None:
    kept = Kept()
    first = read_standing(counting, MESH, DEV, kept)
    assert counting.was_read
    counting.was_read.clear()
    assert read_standing(counting, MESH, DEV, kept) == first
    assert not counting.was_read


def test_of_records_only_the_changed_one_is_read_again(counting: CountingBucket) -> None:
    kept = Kept()
    read_standing(counting, MESH, DEV, kept)
    counting.was_read.clear()
    keep_record(counting, StackRecord(ORDERS, None, inputs()))
    assert ORDERS in read_standing(counting, MESH, DEV, kept).stacks.begun
    assert [key for key in counting.was_read if key.endswith(".applied")] == [record_key("shop", "dev", ORDERS)]


@pytest.mark.parametrize(
    "damage", [lambda kept: kept[:-9], lambda kept: kept.replace(b"orders", b"others"), bytes.upper]
)
def test_kept_records_that_are_not_those_of_the_bucket_count_for_nothing(
    counting: CountingBucket, damage: Callable[[bytes], bytes]
) -> None:
    kept = Kept()
    first = read_standing(counting, MESH, DEV, kept)
    kept.content = damage(kept.content)
    assert read_standing(counting, MESH, DEV, kept) == first
