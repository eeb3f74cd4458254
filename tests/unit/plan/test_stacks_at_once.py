"""Processors and memory bound how many stacks are worked on at once; a setting counts as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.errors import MeshctlError
from meshctl.plan.stacks_at_once import APPLIES, BYTES_OF_A_RUN, PLANS, StacksAtOnce, stacks_at_once

CORES = st.integers(1, 256)
FREE = st.integers(0, 2**42)


def test_plans_are_as_many_as_cores_and_applies_many_more() -> None:
    assert stacks_at_once(2, None, {}) == StacksAtOnce(plans=2, applies=40)


@given(CORES, FREE)
def test_no_more_is_done_at_once_than_memory_holds_but_always_something(cores: int, free: int) -> None:
    found = stacks_at_once(cores, free, {})
    assert 1 <= found.plans <= found.applies
    assert found.applies * BYTES_OF_A_RUN <= max(free, BYTES_OF_A_RUN)
    assert found.plans <= cores


@given(CORES, FREE, st.integers(1, 9999))
def test_a_setting_counts_whatever_the_machine_has(cores: int, free: int, said: int) -> None:
    unset = stacks_at_once(cores, free, {PLANS: ""})
    assert stacks_at_once(cores, free, {PLANS: str(said)}) == StacksAtOnce(said, unset.applies)
    assert stacks_at_once(cores, free, {APPLIES: str(said)}) == StacksAtOnce(unset.plans, said)


@pytest.mark.parametrize("said", ["0", "-1", "two", "1.5", "²", "10000", "1 "])
def test_a_setting_that_is_no_number_of_stacks_is_refused(said: str) -> None:
    with pytest.raises(MeshctlError, match=APPLIES):
        stacks_at_once(2, None, {APPLIES: said})
