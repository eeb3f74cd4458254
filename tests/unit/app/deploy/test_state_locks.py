"""Who holds a state is told; what a killed apply of this checkout has left is released, and nothing else."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.app.deploy.state_locks import await_states, free_states, held, locks_of, release
from meshctl.errors import ChangedMeanwhile, MeshctlError
from meshctl.progress.steps import Told
from meshctl.records.state_lock import StateLock, read_lock
from tests.support.memory_bucket import MemoryBucket

KEY = "shop/dev/222222222222/system-orders.tfstate.tflock"
OTHER = "shop/dev/333333333333/system-orders.tfstate.tflock"
ME = "jo@desk"
THEN = datetime(2026, 11, 26, 12, tzinfo=UTC)
NOW = THEN + timedelta(minutes=3)


def lock(who: str = ME, created: str = "2026-11-26T12:00:00.123456789Z") -> bytes:
    """As Terraform writes it."""
    return json.dumps({"ID": "0a1b", "Operation": "OperationTypeApply", "Who": who, "Created": created}).encode()


def bucket_with(**locks: bytes) -> MemoryBucket:
    bucket = MemoryBucket()
    bucket.objects = {"shop/dev/222222222222/system-orders.tfstate": b"{}", **locks}
    return bucket


def silent(about: str, told: Told) -> None:
    """Nobody listens."""


def freed(bucket: MemoryBucket, begun: Mapping[str, datetime]) -> Mapping[str, StateLock]:
    return free_states(bucket, held(bucket, "shop/dev/", {KEY}), ME, begun, silent)


def test_a_lock_that_a_killed_apply_has_left_is_released() -> None:
    bucket = bucket_with(**{KEY: lock()})
    assert not freed(bucket, {KEY: THEN})
    assert KEY not in bucket.objects


@pytest.mark.parametrize(
    ("left", "begun"),
    [
        (lock(), {}),
        (lock("jo@elsewhere"), {KEY: THEN}),
        (lock("somebody@desk"), {KEY: THEN}),
        (lock(created="2026-11-26T11:59:59Z"), {KEY: THEN}),
        (lock(created="soon"), {KEY: THEN}),
        (b"[]", {KEY: THEN}),
    ],
    ids=["nothing begun", "another host", "another user", "before it was begun", "no time", "no lock of Terraform's"],
)
def test_any_other_stays(left: bytes, begun: Mapping[str, datetime]) -> None:
    bucket = bucket_with(**{KEY: left})
    assert freed(bucket, begun).keys() == {KEY}
    assert bucket.objects[KEY] == left


def test_who_holds_a_state_is_told_with_command_host_and_age() -> None:
    with pytest.raises(MeshctlError) as error:
        await_states(lambda: {KEY: read_lock(lock())}, 0, lambda seconds: None, NOW, silent)
    assert (
        error.value.message == "222222222222/system-orders is held by terraform apply of jo@desk for 2 min (lock 0a1b)"
    )
    assert error.value.hint.endswith(
        "only where nobody is at work: meshctl unlock 222222222222/system-orders --stage dev"
    )


def test_who_has_patience_waits_until_it_is_free() -> None:
    looks, waited = [{KEY: read_lock(lock())}, {KEY: read_lock(lock())}, {}], list[float]()
    await_states(lambda: looks.pop(0), 10, waited.append, NOW, silent)
    assert waited == [2, 2]


@given(
    st.one_of(
        st.binary(max_size=40),
        st.dictionaries(st.sampled_from(["ID", "Who", "Created"]), st.integers()).map(json.dumps).map(str.encode),
    )
)
def test_whatever_lies_there_is_a_lock_that_can_be_told(content: bytes) -> None:
    assert "held" not in read_lock(content).words(NOW)
    assert not read_lock(content).was_left_by("", THEN)


def test_a_lock_is_found_by_the_name_of_its_stack() -> None:
    assert locks_of(bucket_with(**{KEY: lock()}), "shop/dev/", "system-orders").keys() == {KEY}


def test_where_two_have_the_name_one_is_named_with_its_account() -> None:
    bucket = bucket_with(**{KEY: lock(), OTHER: lock()})
    with pytest.raises(MeshctlError, match="222222222222/system-orders, 333333333333/system-orders"):
        locks_of(bucket, "shop/dev/", "system-orders")
    assert locks_of(bucket, "shop/dev/", "333333333333/system-orders").keys() == {OTHER}


def test_a_lock_that_is_another_s_by_now_is_not_released() -> None:
    bucket = bucket_with(**{KEY: lock()})
    asked_about = locks_of(bucket, "shop/dev/", "system-orders")
    bucket.objects[KEY] = lock("somebody@desk")
    with pytest.raises(ChangedMeanwhile):
        release(bucket, "shop/dev/", asked_about)
    assert bucket.objects[KEY] == lock("somebody@desk")


def test_the_one_that_was_asked_about_is() -> None:
    bucket = bucket_with(**{KEY: lock()})
    release(bucket, "shop/dev/", locks_of(bucket, "shop/dev/", "system-orders"))
    assert KEY not in bucket.objects


def test_a_state_that_nobody_holds_needs_no_unlocking() -> None:
    with pytest.raises(MeshctlError, match="nobody holds the state of hub"):
        locks_of(bucket_with(**{KEY: lock()}), "shop/dev/", "hub")
