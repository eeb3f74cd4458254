"""Who holds a state is told; what a killed apply of this checkout has left is released, and nothing else."""

import json
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.app.deploy.state_locks import (
    await_states,
    free_states,
    held,
    lock_keys,
    locks_of,
    refuse_alive,
    release,
    unlocking,
)
from meshctl.errors import AwsRefused, ChangedMeanwhile, MeshctlError, NotFound
from meshctl.progress.steps import Told
from meshctl.records.heartbeat import SECONDS_BETWEEN_BEATS, SILENT_AFTER, heartbeat, heartbeat_key
from meshctl.records.state_lock import StateLock, StateLockHolder, read_lock
from tests.support.memory_bucket import MemoryBucket

KEY = "shop/dev/222222222222/system-orders.tfstate.tflock"
EARLIER = "shop/dev/system-orders.tfstate.tflock"
OTHER = "shop/dev/333333333333/system-orders.tfstate.tflock"
STACKS = (("111111111111", "hub"), ("222222222222", "system-orders"))
ME = "jo@desk"
THEN = datetime(2026, 11, 26, 12, tzinfo=UTC)
HOLDER = StateLockHolder("this-run", ME, "this-bundle", THEN)
BEAT = heartbeat_key("shop", "dev", ME)


def lock(who: str = ME, created: str = "2026-11-26T12:00:00.123456789Z") -> bytes:
    """As Terraform writes it."""
    return json.dumps({"ID": "0a1b", "Operation": "OperationTypeApply", "Who": who, "Created": created}).encode()


def bucket_with(**locks: bytes) -> MemoryBucket:
    bucket = MemoryBucket()
    bucket.objects = {"shop/dev/222222222222/system-orders.tfstate": b"{}", **locks}
    return bucket


def quiet(about: str, told: Told) -> None:
    """Nobody listens."""


def freed(bucket: MemoryBucket, begun: Mapping[str, datetime]) -> Mapping[str, StateLock]:
    return free_states(bucket, "shop/dev/", {KEY: None, **begun}, HOLDER, quiet)


def test_a_lock_that_a_killed_apply_has_left_is_released() -> None:
    bucket = bucket_with(**{KEY: lock()})
    assert not freed(bucket, {KEY: THEN})
    assert KEY not in bucket.objects


@given(st.sampled_from([KEY, OTHER, EARLIER, "shop/dev/333333333333/gone.tfstate.tflock"]), st.booleans())
def test_so_is_one_of_a_meshctl_that_was_killed_in_this_bundle_wherever_it_lies(key: str, is_asked: bool) -> None:
    """Nothing else may be left of the stack, or its state may have moved."""
    bucket = bucket_with(**{key: replace(HOLDER, run_id="killed").lock_of("shop")})
    assert not free_states(bucket, "shop/dev/", {key: None} if is_asked else {}, HOLDER, quiet)
    assert key not in bucket.objects


def test_others_are_told_of_only_where_they_were_asked_about() -> None:
    bucket = bucket_with(**{KEY: lock("jo@elsewhere"), OTHER: lock("jo@elsewhere")})
    assert freed(bucket, {}).keys() == {KEY}
    assert {KEY, OTHER} <= bucket.objects.keys()


def test_the_lock_of_a_state_that_lies_elsewhere_lies_beside_it() -> None:
    orders, hub = ("222222222222", "system-orders"), ("111111111111", "hub")
    keys = lock_keys("shop", "dev", {orders: "shop/dev/system-orders.tfstate"}, (orders, hub))
    assert keys == (EARLIER, "shop/dev/111111111111/hub.tfstate.tflock")


@pytest.mark.parametrize(
    ("left", "begun"),
    [
        (replace(HOLDER, bundle="of another checkout").lock_of("shop"), {KEY: THEN}),
        (replace(HOLDER, who="jo@elsewhere").lock_of("shop"), {KEY: THEN}),
        (lock(), {}),
        (lock("jo@elsewhere"), {KEY: THEN}),
        (lock("somebody@desk"), {KEY: THEN}),
        (lock(created="2026-11-26T11:59:59Z"), {KEY: THEN}),
        (lock(created="soon"), {KEY: THEN}),
        (b"[]", {KEY: THEN}),
    ],
    ids=[
        "another bundle",
        "meshctl elsewhere",
        "nothing begun",
        "another host",
        "another user",
        "before it was begun",
        "no time",
        "no lock of Terraform's",
    ],
)
def test_any_other_stays(left: bytes, begun: Mapping[str, datetime]) -> None:
    bucket = bucket_with(**{KEY: left})
    assert freed(bucket, begun).keys() == {KEY}
    assert bucket.objects[KEY] == left


def test_who_holds_a_state_is_told_with_command_host_and_age() -> None:
    refused = refusal(age=150)
    assert refused.message == "222222222222/system-orders is held by terraform apply of jo@desk for 2 min (lock 0a1b)"
    assert refused.hint.endswith("only where nobody is at work: meshctl unlock 222222222222/system-orders --stage dev")


def test_of_a_holder_that_is_at_work_no_unlocking_is_told() -> None:
    refused = refusal(age=150, silent=20)
    assert "no sign of life" not in refused.message
    assert "unlock" not in refused.hint


def test_a_holder_without_a_sign_of_life_is_looked_for_on_its_host_first() -> None:
    refused = refusal(age=600, silent=420)
    assert refused.message.endswith("for 10 min (lock 0a1b), no sign of life for 7 min")
    unlock = "meshctl unlock 222222222222/system-orders --stage dev"
    assert refused.hint == f"look on desk first whether anybody is at work, then: {unlock}"


def seen(age: float, silent: float | None) -> Mapping[str, StateLock]:
    """The lock as somebody sees it that comes so many seconds later."""
    bucket = bucket_with(**{KEY: lock()})
    bucket.ages[KEY] = age
    if silent is not None:
        bucket.put(BEAT, heartbeat(ME, "1"))
        bucket.ages[BEAT] = silent
    return held(bucket, "shop/dev/", {KEY})


def refusal(age: float, silent: float | None = None) -> MeshctlError:
    with pytest.raises(MeshctlError) as error:
        await_states(lambda: seen(age, silent), 0, lambda seconds: None, quiet)
    return error.value


@given(st.floats(0, 10_000), st.none() | st.floats(0, 10_000))
def test_a_state_is_unlocked_only_when_its_holder_gives_no_sign_of_life(age: float, silent: float | None) -> None:
    locks = seen(age, silent)
    is_at_work = silent is not None and silent < SILENT_AFTER and silent <= age + 2 * SECONDS_BETWEEN_BEATS
    with pytest.raises(MeshctlError, match="it is at work") if is_at_work else nullcontext():
        refuse_alive(locks)
    assert not (locks[KEY].is_alive and locks[KEY].is_gone)


def test_a_sign_of_an_earlier_run_says_nothing_of_this_one() -> None:
    assert seen(age=60, silent=86_400)[KEY].silent is None


def test_a_bucket_that_tells_no_ages_has_locks_all_the_same() -> None:
    class Secretive(MemoryBucket):
        def age(self, key: str) -> float | None:
            raise AwsRefused("403")

    bucket = Secretive()
    bucket.objects = {KEY: lock()}
    assert held(bucket, "shop/dev/", {KEY})[KEY].words == "terraform apply of jo@desk (lock 0a1b)"


def test_who_has_patience_waits_until_it_is_free() -> None:
    looks, waited = [{KEY: read_lock(lock())}, {KEY: read_lock(lock())}, {}], list[float]()
    await_states(lambda: looks.pop(0), 10, waited.append, quiet)
    assert waited == [2, 2]


@given(
    st.one_of(
        st.binary(max_size=40),
        st.dictionaries(st.sampled_from(["ID", "Who", "Created"]), st.integers()).map(json.dumps).map(str.encode),
    )
)
def test_whatever_lies_there_is_a_lock_that_can_be_told(content: bytes) -> None:
    assert "held" not in read_lock(content).words
    assert not read_lock(content).was_left_by(replace(HOLDER, who=""), THEN)


def test_a_lock_is_found_by_the_name_of_its_stack() -> None:
    assert locks_of(bucket_with(**{KEY: lock()}), "shop/dev/", "system-orders", STACKS).keys() == {KEY}


def test_where_two_have_the_name_one_is_named_with_its_account() -> None:
    bucket = bucket_with(**{KEY: lock(), OTHER: lock()})
    with pytest.raises(MeshctlError, match="222222222222/system-orders, 333333333333/system-orders"):
        locks_of(bucket, "shop/dev/", "system-orders", STACKS)
    assert locks_of(bucket, "shop/dev/", "333333333333/system-orders", STACKS).keys() == {OTHER}


@pytest.mark.parametrize("wanted", [KEY, EARLIER])
def test_each_of_them_can_be_released_as_its_refusal_says(wanted: str) -> None:
    bucket = bucket_with(**{KEY: lock(), EARLIER: lock()})
    named = unlocking(wanted).split()[2]
    assert locks_of(bucket, "shop/dev/", named, STACKS).keys() == {wanted}


def test_a_lock_that_is_another_s_by_now_is_not_released() -> None:
    bucket = bucket_with(**{KEY: lock()})
    asked_about = locks_of(bucket, "shop/dev/", "system-orders", STACKS)
    bucket.objects[KEY] = lock("somebody@desk")
    with pytest.raises(ChangedMeanwhile):
        release(bucket, "shop/dev/", asked_about)
    assert bucket.objects[KEY] == lock("somebody@desk")


def test_a_lock_whose_holder_is_at_work_again_is_not_released() -> None:
    bucket = bucket_with(**{KEY: lock()})
    asked_about = locks_of(bucket, "shop/dev/", "system-orders", STACKS)
    bucket.put(BEAT, heartbeat(ME, "1"))
    with pytest.raises(MeshctlError, match="it is at work"):
        release(bucket, "shop/dev/", asked_about)
    assert KEY in bucket.objects


def test_a_lock_that_is_gone_by_now_is_let_be() -> None:
    bucket = bucket_with(**{KEY: lock()})
    asked_about = locks_of(bucket, "shop/dev/", "system-orders", STACKS)
    bucket.delete(KEY)
    release(bucket, "shop/dev/", asked_about)
    assert KEY not in bucket.objects


@pytest.mark.parametrize("frees", [True, False], ids=["an apply", "unlock"])
def test_a_lock_that_is_another_s_when_it_is_deleted_stays(frees: bool) -> None:
    class Raced(MemoryBucket):
        def delete(self, key: str, only: str | None = None) -> None:
            self.objects[KEY] = lock("somebody@desk")
            super().delete(key, only)

    bucket = Raced()
    bucket.objects = {KEY: lock()}
    locks = held(bucket, "shop/dev/", {KEY})
    with pytest.raises(ChangedMeanwhile):
        freed(bucket, {KEY: THEN}) if frees else release(bucket, "shop/dev/", locks)
    assert bucket.objects[KEY] == lock("somebody@desk")


def test_the_one_that_was_asked_about_is() -> None:
    bucket = bucket_with(**{KEY: lock()})
    release(bucket, "shop/dev/", locks_of(bucket, "shop/dev/", "system-orders", STACKS))
    assert KEY not in bucket.objects


def test_a_state_that_nobody_holds_needs_no_unlocking() -> None:
    with pytest.raises(MeshctlError, match="nobody holds the state of hub"):
        locks_of(bucket_with(**{KEY: lock()}), "shop/dev/", "hub", STACKS)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("system-order", "system-orders"),
        ("hubb", "hub"),
        ("111111111111/hubs", "111111111111/hub"),
        ("system-lef", "system-left"),
    ],
)
def test_a_stack_that_there_is_not_is_told_with_the_nearest(asked: str, meant: str) -> None:
    bucket = bucket_with(**{KEY: lock(), BEAT: b"{}", "shop/dev/444444444444/system-left.applied": b"{}"})
    with pytest.raises(NotFound) as error:
        locks_of(bucket, "shop/dev/", asked, STACKS)
    assert (error.value.message, error.value.hint) == (f'there is no stack "{asked}"', f'did you mean "{meant}"?')


@given(st.text(max_size=30))
def test_whatever_is_asked_for_is_held_by_nobody_or_is_no_stack(asked: str) -> None:
    is_known = asked in {name for account, name in STACKS} | {"/".join(one) for one in STACKS}
    with pytest.raises(MeshctlError) as error:
        locks_of(MemoryBucket(), "shop/dev/", asked, STACKS)
    assert isinstance(error.value, NotFound) == (not is_known)
