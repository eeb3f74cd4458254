"""Which variables the states of a workflow read, wherever they may; the cases are what AWS was seen to tell."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.adapters.local_aws.workflows.variable_references import variable_references


def machine(**states: dict[str, Any]) -> dict[str, Any]:
    return {"StartAt": next(iter(states)), "States": states}


@pytest.mark.parametrize(
    ("state", "read"),
    [
        ({"Parameters": {"a": {"b.$": "$result"}}}, ["result"]),
        ({"Parameters": {"a.$": "States.Format('$no {}', $name.first, $$.Execution.Id, $.a, $place[0])"}}, ["name", "place"]),
        ({"Assign": {"a.$": "States.MathAdd($y, States.MathAdd($x, 1))", "b": "$no"}}, ["x", "y"]),
        ({"ItemSelector": {"value.$": "$$.Map.Item.Value", "bucketName": "$no"}}, []),
        ({"Choices": [{"Variable": "$guess", "StringEqualsPath": "$answer"}]}, ["answer", "guess"]),
        ({"Choices": [{"And": [{"Not": {"Variable": "$deep.er"}}], "Assign": {"a.$": "$kept"}}]}, ["deep", "kept"]),
        ({"SecondsPath": "$waitTime", "InputPath": "$in", "OutputPath": "$out", "ResultPath": "$.no"}, ["in", "out", "waitTime"]),
        ({"ErrorPath": "$error", "CausePath": "States.Format('{}', $cause)"}, ["cause", "error"]),
        ({"ItemReader": {"ReaderConfig": {"MaxItemsPath": "$most"}, "Parameters": {"Key.$": "$key"}}}, ["key", "most"]),
        ({"Catch": [{"ErrorEquals": ["$no"], "Assign": {"a.$": "$one"}}]}, ["one"]),
        ({"Result": {"a.$": "$no", "ItemsPath": "$no"}}, []),
    ],
)  # fmt: skip
def test_a_state_tells_the_variables_that_its_paths_begin_with(state: dict[str, Any], read: list[str]) -> None:
    assert variable_references(machine(One=state)) == ({"One": read} if read else {})


def test_states_within_a_state_tell_for_themselves() -> None:
    inner = machine(Inner={"InputPath": "$a"})
    outer = {"ItemProcessor": inner, "ItemsPath": "$b", "Branches": [machine(Branch={"OutputPath": "$c"})]}
    assert variable_references(machine(Outer=outer, Other={})) == {"Outer": ["b"], "Inner": ["a"], "Branch": ["c"]}


FIELDS = st.sampled_from(["States", "Assign", "a.$", "ItemsPath", "Branches", "ItemProcessor", "Result", "Variable"])
ANYTHING = st.recursive(
    st.none() | st.text("$a.'", max_size=3), lambda inner: st.lists(inner) | st.dictionaries(FIELDS, inner)
)


@given(ANYTHING)
def test_whatever_a_definition_is_its_variables_are_told(definition: Any) -> None:
    assert all(variable_references({"States": {"A": definition}}).values())
