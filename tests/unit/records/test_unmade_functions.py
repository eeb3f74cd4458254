"""What a pass began to make and never made is nothing that stands: its code may be in no catalogue any more."""

from collections.abc import Set as AbstractSet
from copy import deepcopy
from json import dumps
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.passes.generations import StackKey
from meshctl.records.stack_record import StackRecord
from meshctl.records.terraform_state import read_state
from meshctl.records.unmade_functions import has_new_functions, without_unmade_functions
from tests.support.kept_stage import built, inputs, state

PAYMENTS = ("333333333333", "system-payments")
FUNCTIONS = frozenset(inputs(PAYMENTS)["functions"])
SYSTEMS = [stack.key for stack in built() if stack.root == "system"]
MAY_USE_WHAT_IS_NOT_THERE = {"functions", "workflows", "dead_letters", "stack"}


@st.composite
def systems_with_functions(draw: st.DrawFn) -> tuple[StackKey, frozenset[str], frozenset[str]]:
    """A system of the shop, with some of its functions and some others."""
    stack = draw(st.sampled_from(SYSTEMS))
    some = st.frozensets(st.sampled_from(sorted(inputs(stack)["functions"])))
    return stack, draw(some), draw(some)


def before(functions: AbstractSet[str], stack: StackKey = PAYMENTS) -> Any:
    """The system with these functions alone, and with the ways to them."""
    whole = inputs(stack)
    whole["functions"] = {key: one for key, one in whole["functions"].items() if key in functions}
    whole["buffers"] = {key: one for key, one in whole["buffers"].items() if one["function"] in functions}
    nowhere = {one["arn"] for key, one in inputs(stack)["functions"].items() if key not in functions}
    nowhere |= {one["queue"]["arn"] for one in inputs(stack)["buffers"].values() if one["function"] not in functions}
    whole["routes"] = {key: one for key, one in whole["routes"].items() if one["target"]["arn"] not in nowhere}
    whole["mappings"] = {key: one for key, one in whole["mappings"].items() if one["function"] in functions}
    heard = whole["topic_subscriptions"].items()
    whole["topic_subscriptions"] = {key: one for key, one in heard if one["endpoint_arn"] not in nowhere}
    return whole


def begun(done: Any, made: AbstractSet[str], stack: StackKey = PAYMENTS) -> Any:
    """What stands of the whole system where a pass that began with it came so far."""
    record = StackRecord(stack, done, inputs(stack))
    told = read_state(state(stack, dict.fromkeys(made, "bmV3")), "a")
    return without_unmade_functions(record, told).begun


@given(systems_with_functions())
def test_what_stands_are_the_functions_from_before_and_those_made_with_the_ways_to_them(
    drawn: tuple[StackKey, frozenset[str], frozenset[str]],
) -> None:
    stack, old, made = drawn
    assert begun(before(old, stack), made | old, stack) == before(made | old, stack)


@given(systems_with_functions())
def test_of_a_first_pass_stands_what_was_made(drawn: tuple[StackKey, frozenset[str], frozenset[str]]) -> None:
    stack, made, _ = drawn
    assert begun(None, made, stack) == before(made, stack)


@pytest.mark.parametrize("stack", SYSTEMS, ids=lambda stack: stack[1])
def test_nothing_that_needs_a_function_names_one_that_was_never_made(stack: StackKey) -> None:
    whole, stands = inputs(stack), begun(None, frozenset(), stack)
    unmade = {*whole["functions"], *(one["arn"] for one in whole["functions"].values())}
    unmade |= {one["queue"]["arn"] for one in whole["buffers"].values()}
    made = [one for section, one in stands.items() if section not in MAY_USE_WHAT_IS_NOT_THERE]
    assert {one for one in unmade if f'"{one}"' in dumps(made)} == set()


def test_a_buffer_that_was_to_lead_to_an_unmade_function_leads_where_it_did() -> None:
    done = before(FUNCTIONS - {"risk/assess"})
    done["buffers"]["risk/expensive-order"] = {
        **deepcopy(inputs(PAYMENTS)["buffers"]["risk/expensive-order"]),
        "function": "capture/capture",
    }
    assert begun(done, FUNCTIONS - {"risk/assess"})["buffers"] == done["buffers"]


def test_a_pass_without_new_functions_leaves_nothing_open() -> None:
    assert not has_new_functions(StackRecord(PAYMENTS, inputs(PAYMENTS), inputs(PAYMENTS)))
    assert has_new_functions(StackRecord(PAYMENTS, before(frozenset()), inputs(PAYMENTS)))
