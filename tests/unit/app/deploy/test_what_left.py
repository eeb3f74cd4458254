"""What the catalogue has no more: told and left as it is, until somebody allows that it goes."""

from dataclasses import replace
from typing import Any

from meshctl.app.deploy.stage_change import StageChange, WantedStage, stage_change, stage_removal
from meshctl.passes.generations import StackKey
from meshctl.plan.stacks import Stack
from meshctl.records.stack_record import StackRecord
from tests.support.kept_stage import (
    DEV,
    MESH,
    NOW,
    OLD_ORDERS,
    ORDERS,
    apply_all,
    as_state,
    built,
    inputs,
    inputs_of,
    keep_record,
    keep_state,
    nothing_known,
    resource,
    standing,
)
from tests.support.memory_bucket import MemoryBucket

FULFILMENT: StackKey = ("444444444444", "system-fulfilment")
ARCHIVE: StackKey = ("222222222222", "system-archive")
EMPTY: StackKey = ("222222222222", "system-empty")


def without_fulfilment() -> list[Stack]:
    """The stacks of the catalogue after the system has left it."""
    return [_without(one) for one in built() if one.name != "system-fulfilment"]


def _without(stack: Stack) -> Stack:
    told: Any = inputs_of(stack)
    if stack.name == "routes":
        told["routes"] = {key: one for key, one in told["routes"].items() if not key.startswith("fulfilment/")}
    if stack.name == "hub":
        told["bus"]["publishers"].pop("fulfilment", None)
    return replace(stack, inputs=told)


def change(bucket: MemoryBucket, stacks: list[Stack] | None = None, *, allow_deletes: bool = False) -> StageChange:
    stacks = stacks if stacks is not None else [*built()]
    wanted = WantedStage(MESH, DEV, {stack.key: stack for stack in stacks}, allow_deletes)
    return stage_change(wanted, standing(bucket), NOW, nothing_known)


def applied() -> MemoryBucket:
    bucket = MemoryBucket()
    apply_all(bucket)
    return bucket


def test_a_system_that_left_is_told_and_neither_it_nor_its_routes_change() -> None:
    found = change(applied(), without_fulfilment())
    assert found.left == (FULFILMENT,)
    (only,) = found.passes
    assert only.after == only.before
    assert FULFILMENT not in {stack.key for stack in only.planned}


def test_a_system_that_left_is_retired_when_it_is_allowed_to_go_and_not_told_again() -> None:
    found = change(applied(), without_fulfilment(), allow_deletes=True)
    assert found.left == ()
    assert {one.stack for one in found.change.retired} >= {FULFILMENT}


def test_what_nobody_knows_but_its_state_is_told_and_goes_as_a_whole_when_that_is_allowed() -> None:
    bucket = applied()
    keep_state(bucket, ARCHIVE, as_state(resource("aws_sqs_queue", arn="arn:aws:sqs:x:222222222222:q")))
    assert change(bucket).left == (ARCHIVE,)
    *_, last = change(bucket, allow_deletes=True).passes
    assert [leaf.name for leaf in last.leaves] == ["system-archive@222222222222"]
    assert last.backwards


def test_what_a_system_has_in_an_account_that_it_left_is_retired_without_being_asked_for() -> None:
    bucket = applied()
    del bucket.objects["shop/dev/222222222222/system-orders.applied"]
    del bucket.objects["shop/dev/222222222222/system-orders.tfstate"]
    keep_state(bucket, OLD_ORDERS)
    keep_record(bucket, StackRecord(OLD_ORDERS, inputs(OLD_ORDERS), None))
    found = change(bucket)
    assert found.left == ()
    assert {ORDERS, OLD_ORDERS} <= found.passes[0].after.keys()
    names = {stack.key: stack.name for stack in found.passes[0].stacks}
    assert names[ORDERS] == "system-orders"
    assert names.get(OLD_ORDERS, "system-orders@999999999999") == "system-orders@999999999999"


def test_destroying_takes_all_that_a_record_or_a_state_knows() -> None:
    bucket = applied()
    keep_state(bucket, ARCHIVE)
    keep_record(bucket, StackRecord(OLD_ORDERS, None, inputs(OLD_ORDERS)))
    keep_state(bucket, EMPTY, as_state())
    (only,) = stage_removal(MESH, DEV, standing(bucket), NOW).passes
    assert {leaf.key for leaf in only.leaves} == {*(stack.key for stack in built()), ARCHIVE, OLD_ORDERS, EMPTY}
