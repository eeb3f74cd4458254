"""Definitions of workflows: what Step Functions would refuse is found, at its place; nothing crashes the reader."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.catalogue.documents.json_files import MOST_FAULTS
from meshctl.catalogue.workflows import definition_faults
from meshctl.model.faults import FileFault
from tests.support.bounded import without_exploding

PACK = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Ship"}
SHIP = {"Type": "Pass", "End": True}


def machine(**states: Any) -> dict[str, Any]:
    """A state machine that packs and ships, unless said otherwise."""
    return {"StartAt": "Pack", "States": {"Pack": PACK, "Ship": SHIP, **states}}


def faults(definition: Any) -> tuple[FileFault, ...]:
    return definition_faults(
        "flow.asl.json", definition if isinstance(definition, bytes) else json.dumps(definition).encode()
    )


CHOICE = {"Type": "Choice", "Choices": [{"Variable": "$.ok", "BooleanEquals": True, "Next": "Ship"}], "Default": "Pack"}
CATCH = {**PACK, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Ship"}]}
BRANCHES = {"Type": "Parallel", "Branches": [machine()], "Next": "Ship"}
SOUND: dict[str, Any] = {
    "the smallest one": {"StartAt": "Ship", "States": {"Ship": SHIP}},
    "two states": machine(),
    "a choice": machine(Pack=CHOICE),
    "a caught error": machine(Pack=CATCH),
    "branches with states of their own": machine(Pack=BRANCHES),
    "what is done with each item": machine(Pack={"Type": "Map", "ItemProcessor": machine(), "End": True}),
    "the older name of that": machine(Pack={"Type": "Map", "Iterator": machine(), "End": True}),
    "ends": machine(
        Ship={"Type": "Succeed"}, Fail={"Type": "Fail", "Error": "Lost"}, Wait={"Type": "Wait", "End": True}
    ),
    "a query language": machine() | {"QueryLanguage": "JSONata"},
}
NOWHERE = "Shp"
WRONG: dict[str, tuple[Any, str]] = {
    "no object": ([], "there is no state machine here"),
    "no states": ({"StartAt": "Pack"}, "there is no state machine here"),
    "empty states": ({"StartAt": "Pack", "States": {}}, "there is no state machine here"),
    "states in a list": ({"StartAt": "Pack", "States": ["Pack"]}, "there is no state machine here"),
    "no start": ({"States": {"Ship": SHIP}}, "`StartAt` is wanted here"),
    "a start that is none": (machine() | {"StartAt": NOWHERE}, 'no state "Shp"'),
    "a start that is no text": (machine() | {"StartAt": {}}, "no state {}"),
    "a state that is no object": (machine(Pack="Ship"), 'the state "Pack" has no type'),
    "a type that is none": (machine(Pack={**PACK, "Type": "Tsk"}), 'the state "Pack" has no type'),
    "a type that is no text": (machine(Pack={**PACK, "Type": {}}), 'the state "Pack" has no type'),
    "a long name": (machine(**{"x" * 81: SHIP}), "has a name of more than 80 characters"),
    "a next that is none": (machine(Pack={**PACK, "Next": NOWHERE}), 'no state "Shp"'),
    "a default that is none": (machine(Pack={**CHOICE, "Default": NOWHERE}), 'no state "Shp"'),
    "a choice that leads nowhere": (machine(Pack={**CHOICE, "Choices": [{"Next": NOWHERE}]}), 'no state "Shp"'),
    "a choice without next": (machine(Pack={**CHOICE, "Choices": [{}]}), "`Next` is wanted here"),
    "nothing to choose from": (machine(Pack={**CHOICE, "Choices": []}), "has nothing to choose from"),
    "an error caught into nothing": (machine(Pack={**PACK, "Catch": [{"Next": NOWHERE}]}), 'no state "Shp"'),
    "neither next nor end": (machine(Ship={"Type": "Pass"}), 'what comes after the state "Ship"'),
    "both next and end": (machine(Pack={**PACK, "End": True}), 'what comes after the state "Pack"'),
    "a branch that leaves its machine": (
        machine(Pack={**BRANCHES, "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Ship"}}}]}),
        'no state "Ship"',
    ),
    "no branches": (machine(Pack={**BRANCHES, "Branches": []}), "there is no state machine here"),
    "nothing done with an item": (machine(Pack={"Type": "Map", "End": True}), "there is no state machine here"),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_definition_has_no_faults(name: str) -> None:
    assert faults(SOUND[name]) == ()


@pytest.mark.parametrize("name", WRONG)
def test_what_step_functions_would_refuse_is_found(name: str) -> None:
    definition, message = WRONG[name]
    (one,) = faults(definition)
    assert message in one.message
    assert one.help


def test_a_fault_stands_where_it_is_in_the_file() -> None:
    text = (
        b'{"StartAt": "Pack",\n "States": {\n  "Pack": {"Type": "Pass", "Next": "Shp"},\n  "Ship": {"Type": "Pass"}}}'
    )
    assert [(one.place.line, one.place.column) for one in faults(text)] == [(3, 36), (4, 11)]


def test_a_state_that_is_missing_is_answered_with_the_nearest() -> None:
    (one,) = faults(machine(Pack={**PACK, "Next": "Shp"}))
    assert one.help == 'did you mean "Ship"?'


HOSTILE = {
    "nested a hundred thousand times": b'{"States":' * 100_000,
    "nested a hundred times": b'{"StartAt": "a", "States": {"a": {"Type": "Succeed"}}, "x": '
    + b"[" * 99
    + b"]" * 99
    + b"}",
    "a megabyte and more": json.dumps({**machine(), "Comment": "x" * 1_000_000}).encode(),
    "a key twice": b'{"StartAt": "a", "StartAt": "b", "States": {"a": {"Type": "Succeed"}}}',
    "NaN": b'{"StartAt": NaN, "States": {}}',
    "a very long number": b'{"StartAt": ' + b"9" * 10_000 + b"}",
    "half a character": b'{"StartAt": "\\ud800", "States": {"\\ud800": {"Type": "Succeed"}}}',
    "no UTF-8": b'{"StartAt": "\xff"}',
    "NUL": b"\x00",
    "nothing": b"",
    "very many wrong states": json.dumps({"StartAt": "x", "States": {str(n): {} for n in range(50_000)}}).encode(),
    "very long names": json.dumps({"StartAt": "x" * 400_000, "States": {"y" * 400_000: 1}}).encode(),
    "a name that is nearly another": json.dumps({**machine(**{"Pick\u202e": SHIP}), "StartAt": "Pick"}).encode(),
    "an odd name": json.dumps({"StartAt": "\u202e${x}\n", "States": {"\u202e%{x}": 1}}).encode(),
}


@pytest.mark.bounds
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_definition_is_refused_in_few_words(name: str) -> None:
    with without_exploding():
        found = faults(HOSTILE[name])
    assert 1 <= len(found) <= MOST_FAULTS
    assert all(len(one.message + one.help) < 600 for one in found)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["StartAt", "States", "Type", "Next", "Choices", "Catch", "Branches", "a"]), inner
        )
    ),
    max_leaves=20,
)


@given(values)
def test_no_json_is_too_odd_to_be_judged(value: Any) -> None:
    assert faults({"StartAt": "a", "States": {"a": {"Type": "Parallel", "Branches": value}, "b": value}})
