"""What is told of an execution: in its history, on the default bus, and when its time is over."""

import json
from typing import Any

import pytest

from .accounts import Account, eventually, let_in
from .test_workflow_tasks import passing, run
from .test_workflows import DONE, workflow

pytestmark = pytest.mark.local

WAIT = {"Type": "Wait", "Seconds": 600, "End": True}


def waiting(seconds: int, **more: Any) -> dict[str, Any]:
    return {"StartAt": "Wait", "States": {"Wait": {**WAIT, "Seconds": seconds}}, **more}


def test_a_workflow_that_waits_longer_than_it_may_times_out(orders: Account) -> None:
    told = run(orders, waiting(600, TimeoutSeconds=300))
    assert (told["status"], told["redriveStatus"], "output" in told) == ("TIMED_OUT", "REDRIVABLE", False)


def test_states_that_wait_beside_one_another_spend_the_same_time(orders: Account) -> None:
    branches = {"Type": "Parallel", "Branches": [waiting(60), waiting(50), waiting(60)], "End": True}
    told = run(orders, {"StartAt": "All", "States": {"All": branches}, "TimeoutSeconds": 150})
    assert told["status"] == "SUCCEEDED"


def test_a_state_cannot_wait_for_longer_than_a_lifetime(orders: Account) -> None:
    told = run(orders, waiting(2**31))
    assert told["cause"].endswith("'Wait' (entered at the event id #2). Wait state delay is too long.")


@pytest.mark.parametrize("seconds", [True, False, 1.5, None, "1", [1]])
def test_a_state_waits_for_a_whole_number_of_seconds(orders: Account, seconds: Any) -> None:
    state = {"Type": "Wait", "SecondsPath": "$.seconds", "End": True}
    told = run(orders, {"StartAt": "Wait", "States": {"Wait": state}}, given={"seconds": seconds})
    words = "The SecondsPath parameter cannot be parsed as a long value: $.seconds == "
    assert told["status"] == "FAILED"
    assert words in told["cause"]


def test_the_input_is_told_as_it_was_given_until_something_is_made_of_it(orders: Account) -> None:
    states, given = orders.client("stepfunctions"), '[1,  {"a": 2}]'
    item = {"StartAt": "Item", "States": {"Item": {"Type": "Pass", "End": True}}}
    arn = workflow(orders, passing(First={}, All={"Type": "Map", "ItemProcessor": item}, Last={}))
    execution = states.start_execution(stateMachineArn=arn, input=given)["executionArn"]
    assert eventually(lambda: states.describe_execution(executionArn=execution)["status"] == "SUCCEEDED")
    told = [
        details.get("input", details.get("output"))
        for event in states.get_execution_history(executionArn=execution)["events"]
        for name, details in event.items()
        if name in ("stateEnteredEventDetails", "stateExitedEventDetails") and details["name"] != "Item"
    ]
    compact = '[1,{"a":2}]'
    assert told == [given, given, given, compact, compact, compact]


def test_the_default_bus_hears_of_executions_of_standard_workflows(orders: Account) -> None:
    queue = orders.queue("heard", let_in({"Service": "events.amazonaws.com"}, "sqs:SendMessage"))
    orders.rule("default", {"source": ["aws.states"], "detail": {"name": [{"prefix": orders.prefix}]}}, Arn=queue)
    for kind in ("EXPRESS", "STANDARD"):
        arn = workflow(Account(orders.aws, orders.number, f"{orders.prefix}_{kind}"), DONE, kind=kind)
        name = f"{orders.prefix}_{kind}"
        orders.client("stepfunctions").start_execution(stateMachineArn=arn, name=name, input="[1]")
    told = sorted(
        (json.loads(one["Body"])["detail"] for one in orders.receive(queue, 2)), key=lambda one: one["status"]
    )
    assert [(one["name"], one["status"]) for one in told] == [(name, "RUNNING"), (name, "SUCCEEDED")]
    assert [one["input"] for one in told] == ["[1]", "[1]"]
    assert [(one["stopDate"] is None, one["output"]) for one in told] == [(True, None), (False, '{"a":1}')]


@pytest.mark.parametrize("more", [{"Type": "Parallel", "Branches": []}, {"Type": "Map", "ItemProcessor": {}}])
def test_what_fails_within_a_state_is_caught_around_it(orders: Account, more: dict[str, Any]) -> None:
    failing = {"StartAt": "Fail", "States": {"Fail": {"Type": "Fail", "Error": "Broken", "Cause": "by us"}}}
    within = {"Branches": [failing]} if "Branches" in more else {"ItemProcessor": failing, "ItemsPath": "$.items"}
    caught = {"Catch": [{"ErrorEquals": ["Broken"], "Next": "Done"}], "End": True}
    states = {"Around": {**more, **within, **caught}, "Done": {"Type": "Pass", "End": True}}
    told = run(orders, {"StartAt": "Around", "States": states}, given={"items": [1]})
    assert json.loads(told["output"]) == {"Error": "Broken", "Cause": "by us"}


def test_a_time_limit_that_is_not_there_fails_the_execution_and_is_told_once(orders: Account) -> None:
    task = {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "TimeoutSecondsPath": "$.no", "End": True}
    told = run(orders, {"StartAt": "Send", "States": {"Send": task | {"Parameters": {"QueueUrl": "a"}}}})
    where = "An error occurred while executing the state 'Send' (entered at the event id #2)."
    assert (told["error"], told["cause"]) == (
        "States.Runtime",
        f"{where} Invalid path '$.no' : No results for path: $['no']",
    )
    history = orders.client("stepfunctions").get_execution_history(executionArn=told["executionArn"])["events"]
    assert [event["type"] for event in history] == ["ExecutionStarted", "TaskStateEntered", "ExecutionFailed"]
