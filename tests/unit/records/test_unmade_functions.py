"""What a pass began to make and never made is nothing that stands: its code may be in no catalogue any more."""

from collections.abc import Set as AbstractSet
from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from meshctl.records.stack_record import StackRecord
from meshctl.records.terraform_state import read_state
from meshctl.records.unmade_functions import has_new_functions, without_unmade_functions
from tests.support.kept_stage import inputs, state

PAYMENTS = ("333333333333", "system-payments")
FUNCTIONS = frozenset(inputs(PAYMENTS)["functions"])
SOME_FUNCTIONS = st.frozensets(st.sampled_from(sorted(FUNCTIONS)))


def before(functions: AbstractSet[str]) -> Any:
    """The system with these functions alone, and with the ways to them."""
    whole = inputs(PAYMENTS)
    whole["functions"] = {key: one for key, one in whole["functions"].items() if key in functions}
    whole["buffers"] = {key: one for key, one in whole["buffers"].items() if one["function"] in functions}
    nowhere = {one["arn"] for key, one in inputs(PAYMENTS)["functions"].items() if key not in functions}
    nowhere |= {one["queue"]["arn"] for one in inputs(PAYMENTS)["buffers"].values() if one["function"] not in functions}
    whole["routes"] = {key: one for key, one in whole["routes"].items() if one["target"]["arn"] not in nowhere}
    whole["mappings"] = {key: one for key, one in whole["mappings"].items() if one["function"] in functions}
    return whole


def begun(done: Any, made: AbstractSet[str]) -> Any:
    """What stands of the whole system where a pass that began with it came so far."""
    record = StackRecord(PAYMENTS, done, inputs(PAYMENTS))
    told = read_state(state(PAYMENTS, dict.fromkeys(made, "bmV3")), "a")
    return without_unmade_functions(record, told).begun


@given(SOME_FUNCTIONS, SOME_FUNCTIONS)
def test_what_stands_are_the_functions_from_before_and_those_made_with_the_ways_to_them(
    old: frozenset[str], made: frozenset[str]
) -> None:
    assert begun(before(old), made | old) == before(made | old)


@given(SOME_FUNCTIONS)
def test_of_a_first_pass_stands_what_was_made(made: frozenset[str]) -> None:
    assert begun(None, made) == before(made)


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
