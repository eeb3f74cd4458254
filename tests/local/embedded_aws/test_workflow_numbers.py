"""A boolean is no number, wherever a workflow needs one, and equals none."""

import json
import uuid
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .accounts import Account
from .conftest import ORDERS, EmbeddedAws
from .test_workflow_tasks import passing, run

pytestmark = pytest.mark.local

ITEM = {"StartAt": "Item", "States": {"Item": {"Type": "Pass", "End": True}}}
DISTRIBUTED = {**ITEM, "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}
TASK = {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueUrl": "a"}}
MAP = {"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": ITEM}
FIELDS: dict[str, dict[str, Any]] = {
    "SecondsPath": {"Type": "Wait"},
    "TimeoutSecondsPath": TASK,
    "HeartbeatSecondsPath": TASK | {"Resource": f"{TASK['Resource']}.waitForTaskToken"},
    "MaxConcurrencyPath": MAP,
    "ToleratedFailureCountPath": MAP | {"ItemProcessor": DISTRIBUTED},
    "ToleratedFailurePercentagePath": MAP | {"ItemProcessor": DISTRIBUTED},
}
FUNCTIONS = (
    "ArrayRange({}, 9, 2)",
    "ArrayRange(0, {}, 2)",
    "ArrayRange(0, 9, {})",
    "ArrayPartition($.items, {})",
    "ArrayGetItem($.items, {})",
    "MathRandom({}, 9)",
    "MathRandom(0, {})",
    "MathRandom(0, 9, {})",
    "MathAdd({}, 1)",
    "MathAdd(1, {})",
)
BOOLEANS = st.booleans()
VALUES = st.recursive(
    st.booleans() | st.integers(0, 1), lambda one: st.lists(one, max_size=3) | st.dictionaries(st.just("a"), one)
)


def account(aws: EmbeddedAws) -> Account:
    return Account(aws.running, ORDERS, uuid.uuid4().hex[:8])


def only(state: dict[str, Any]) -> dict[str, Any]:
    return {"StartAt": "Only", "States": {"Only": {**state, "End": True}}}


@pytest.mark.parametrize("field", FIELDS)
@given(found=BOOLEANS)
@settings(max_examples=1, deadline=None)
def test_a_path_to_a_boolean_fails_the_execution_and_says_so(aws: EmbeddedAws, field: str, found: bool) -> None:
    state = FIELDS[field] | {field: "$.found"}
    told = run(account(aws), only(state), given={"found": found, "items": [1, 2, 3]})
    assert (told["status"], told["error"]) == ("FAILED", "States.Runtime")
    assert f"The {field} " in told["cause"]
    assert json.dumps(found) in told["cause"]


@pytest.mark.parametrize("function", FUNCTIONS)
@given(found=BOOLEANS, literal=st.booleans())
@settings(max_examples=1, deadline=None)
def test_a_function_of_numbers_takes_no_boolean(aws: EmbeddedAws, function: str, found: bool, literal: bool) -> None:
    argument = json.dumps(found) if literal else "$.found"
    asked = passing(Ask={"Parameters": {"all.$": f"States.{function.format(argument)}"}})
    assert run(account(aws), asked, given={"found": found, "items": [1, 2, 3]})["status"] == "FAILED"


@given(array=st.lists(VALUES, max_size=6), value=VALUES)
@settings(max_examples=4, deadline=None)
def test_an_array_has_what_json_tells_to_be_in_it(aws: EmbeddedAws, array: list[Any], value: Any) -> None:
    asked = {"has.$": "States.ArrayContains($.array, $.value)", "once.$": "States.ArrayUnique($.array)"}
    told = run(account(aws), passing(Ask={"Parameters": asked}), given={"array": array, "value": value})
    output, texts = json.loads(told["output"]), [json.dumps(one) for one in array]
    assert output["has"] == (json.dumps(value) in texts)
    assert [json.dumps(one) for one in output["once"]] == list(dict.fromkeys(texts))


@pytest.mark.parametrize("compared", [True, False])
def test_a_choice_finds_no_number_to_equal_a_boolean(orders: Account, compared: bool) -> None:
    choice = {"Variable": "$.number", "NumericEqualsPath": "$.compared", "Next": "Equal"}
    ends = {name: {"Type": "Fail", "Error": name} for name in ("Equal", "Other")}
    states = {"Choose": {"Type": "Choice", "Choices": [choice], "Default": "Other"}, **ends}
    told = run(orders, {"StartAt": "Choose", "States": states}, given={"number": int(compared), "compared": compared})
    assert told["error"] == "Other"


@pytest.mark.parametrize("limit", ["5", 1.5, None, [1]])
def test_a_limit_of_time_is_a_whole_number_of_seconds(orders: Account, limit: Any) -> None:
    told = run(orders, only(TASK | {"TimeoutSecondsPath": "$.limit"}), given={"limit": limit})
    assert "The TimeoutSecondsPath parameter cannot be parsed as a long value: $.limit == " in told["cause"]
