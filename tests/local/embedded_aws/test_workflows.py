"""Workflows that run: begun by an event or by hand, as their own role, told in the journal."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from .accounts import Account, allow, eventually

pytestmark = pytest.mark.local

ANY = {"source": [{"prefix": ""}]}
DONE = {"StartAt": "Done", "States": {"Done": {"Type": "Pass", "Result": {"a": 1}, "End": True}}}
HOUR = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 3600, "End": True}}}
MONTH = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 2_592_000, "End": True}}}
"""Over a test, it does not end by itself: shortened time makes more than an hour of a month, and some seconds of an hour."""


def asking(function: str, **more: Any) -> dict[str, Any]:
    """A workflow that has a function handle its input."""
    state = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": True, "OutputPath": "$.Payload"}
    return {
        "StartAt": "Ask",
        "States": {"Ask": state | {"Parameters": {"FunctionName": function, "Payload.$": "$"}} | more},
    }


def workflow(account: Account, definition: dict[str, Any], *rights: dict[str, Any], kind: str = "STANDARD") -> str:
    role = account.role("workflow", "states.amazonaws.com", *rights)
    made = account.client("stepfunctions").create_state_machine(
        name=account.prefix, definition=json.dumps(definition), roleArn=role, type=kind
    )
    return str(made["stateMachineArn"])


def ended(account: Account, arn: str) -> dict[str, Any]:
    """The only execution of a workflow, when it has come to an end."""
    states = account.client("stepfunctions")

    def found() -> list[Any]:
        return [one for one in states.list_executions(stateMachineArn=arn)["executions"] if one["status"] != "RUNNING"]

    assert eventually(lambda: bool(found()))
    return dict(states.describe_execution(executionArn=found()[0]["executionArn"]))


def test_an_event_begins_a_workflow_whose_states_act_as_its_role(orders: Account, told: Callable[..., Any]) -> None:
    function = orders.function("def handle(event, context): return {'id': event['id']}")
    arn = workflow(orders, asking(function), allow("lambda:InvokeFunction", function))
    role = orders.role("delivery", "events.amazonaws.com", allow("states:StartExecution", arn))
    orders.rule(bus := orders.bus(), ANY, Arn=arn, RoleArn=role)
    event_id = orders.publish(bus)["EventId"]
    execution = ended(orders, arn)
    assert (execution["status"], json.loads(execution["output"])) == ("SUCCEEDED", {"id": event_id})
    assert told("state-entered")[0]["state"] == "Ask"
    assert {told(kind)[0]["id"] for kind in ("workflow-started", "invoked", "workflow-succeeded")} == {event_id}


def test_a_state_may_do_no_more_than_the_workflows_role(orders: Account, told: Callable[..., Any]) -> None:
    function = orders.function("def handle(event, context): return 1")
    arn = workflow(orders, asking(function))
    orders.client("stepfunctions").start_execution(stateMachineArn=arn)
    assert ended(orders, arn)["status"] == "FAILED"
    assert "AccessDenied" in told("workflow-failed")[0]["error"]


def test_a_workflow_is_begun_many_times_and_once_by_a_name(orders: Account) -> None:
    states, arn = orders.client("stepfunctions"), workflow(orders, MONTH)
    first, again, other = (
        states.start_execution(stateMachineArn=arn, name=name)["executionArn"] for name in ("one", "one", "two")
    )
    assert first == again != other
    with pytest.raises(ClientError, match="Execution Already Exists"):
        states.start_execution(stateMachineArn=arn, name="one", input='{"b": 2}')
    states.stop_execution(executionArn=first)
    assert eventually(lambda: states.describe_execution(executionArn=first)["status"] == "ABORTED")


def test_a_state_waits_on_shortened_time(orders: Account) -> None:
    arn = workflow(orders, HOUR)
    orders.client("stepfunctions").start_execution(stateMachineArn=arn)
    assert ended(orders, arn)["status"] == "SUCCEEDED"


def test_the_history_of_an_execution_is_told(orders: Account) -> None:
    states, arn = orders.client("stepfunctions"), workflow(orders, DONE)
    execution = states.start_execution(stateMachineArn=arn)["executionArn"]
    ended(orders, arn)
    events = states.get_execution_history(executionArn=execution)["events"]
    kinds = ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"]
    assert [event["type"] for event in events] == kinds


def test_the_cause_is_what_the_function_answered_of_its_error(orders: Account) -> None:
    function = orders.function("def handle(event, context): raise ValueError('no')")
    itself = {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "Resource": function, "End": True}}}
    arn = workflow(orders, itself, allow("lambda:InvokeFunction", function))
    orders.client("stepfunctions").start_execution(stateMachineArn=arn)
    written = '{"errorMessage": "no", "errorType": "ValueError", "requestId": "'
    assert ended(orders, arn)["cause"].startswith(written)
    other = Account(orders.aws, orders.number, f"{orders.prefix}_invoked")
    arn = workflow(other, asking(function), allow("lambda:InvokeFunction", function))
    orders.client("stepfunctions").start_execution(stateMachineArn=arn)
    assert ended(orders, arn)["cause"].startswith(written.replace(" ", ""))


def test_a_state_is_told_when_it_and_its_execution_began(orders: Account) -> None:
    asked = {
        "began.$": "$$.Execution.StartTime",
        "entered.$": "$$.State.EnteredTime",
        "redriven.$": "$$.Execution.RedriveCount",
    }
    arn = workflow(orders, {"StartAt": "Tell", "States": {"Tell": {"Type": "Pass", "Parameters": asked, "End": True}}})
    orders.client("stepfunctions").start_execution(stateMachineArn=arn)
    told = json.loads(ended(orders, arn)["output"])
    assert told["redriven"] == 0
    assert [re.sub(r"\d", "0", told[name]) for name in ("began", "entered")] == ["0000-00-00T00:00:00.000Z"] * 2


def test_an_express_workflow_keeps_its_type_and_no_executions(orders: Account, told: Callable[..., Any]) -> None:
    states, arn = orders.client("stepfunctions"), workflow(orders, DONE, kind="EXPRESS")
    execution = states.start_execution(stateMachineArn=arn)["executionArn"]
    assert states.describe_state_machine(stateMachineArn=arn)["type"] == "EXPRESS"
    assert told("workflow-succeeded")
    with pytest.raises(ClientError, match="This operation is not supported by this type of state machine"):
        states.list_executions(stateMachineArn=arn)
    with pytest.raises(ClientError, match="Resource type not valid in this context: express"):
        states.describe_execution(executionArn=execution)


def test_a_role_has_to_let_step_functions_in(orders: Account) -> None:
    role = orders.role("other", "lambda.amazonaws.com")
    with pytest.raises(ClientError, match="is authorized to assume the provided role"):
        orders.client("stepfunctions").create_state_machine(
            name=orders.prefix, definition=json.dumps(DONE), roleArn=role
        )


def test_a_name_belongs_to_one_definition(orders: Account) -> None:
    states, arn = orders.client("stepfunctions"), workflow(orders, DONE)
    role = states.describe_state_machine(stateMachineArn=arn)["roleArn"]
    states.create_state_machine(name=orders.prefix, definition=json.dumps(DONE), roleArn=role)
    with pytest.raises(ClientError, match="State Machine Already Exists"):
        states.create_state_machine(name=orders.prefix, definition=json.dumps(HOUR), roleArn=role)


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        (" ", "SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object"),
        ("not a definition", "INVALID_JSON_DESCRIPTION: Unrecognized token 'not'"),
        ("{}", "SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /"),
        (json.dumps({**DONE, "StartAt": "Gone"}), "MISSING_TRANSITION_TARGET: Missing 'Next' target: Gone at /StartAt"),
        (json.dumps({**DONE, "QueryLanguage": "JSONata"}), "the embedded AWS does not run JSONata"),
    ],
)
def test_a_definition_that_cannot_run_is_refused_when_it_is_made(orders: Account, definition: str, said: str) -> None:
    states = orders.client("stepfunctions")
    role = f"arn:aws:iam::{orders.number}:role/any"
    with pytest.raises(ClientError) as refused:
        states.create_state_machine(name=orders.prefix, definition=definition, roleArn=role)
    assert said.partition(":")[2] in str(refused.value)
    assert states.validate_state_machine_definition(definition=definition)["result"] == "FAIL"


def test_what_cannot_be_express_is_refused(orders: Account) -> None:
    waiting = asking("any", Resource="arn:aws:states:::lambda:invoke.waitForTaskToken")
    states = orders.client("stepfunctions")
    found = states.validate_state_machine_definition(definition=json.dumps(waiting), type="EXPRESS")["diagnostics"]
    (only,) = found
    assert only["location"] == "/States/Ask/Resource"
    assert (
        states.validate_state_machine_definition(definition=json.dumps(waiting), type="STANDARD")["diagnostics"] == []
    )


def test_a_version_is_what_the_workflow_was_when_it_was_published(orders: Account) -> None:
    states, arn = orders.client("stepfunctions"), workflow(orders, DONE)
    first = states.publish_state_machine_version(stateMachineArn=arn)["stateMachineVersionArn"]
    assert states.publish_state_machine_version(stateMachineArn=arn)["stateMachineVersionArn"] == first == f"{arn}:1"
    updated = states.update_state_machine(stateMachineArn=arn, definition=json.dumps(HOUR), publish=True)
    assert updated["stateMachineVersionArn"] == f"{arn}:2"
    listed = states.list_state_machine_versions(stateMachineArn=arn)["stateMachineVersions"]
    assert [one["stateMachineVersionArn"] for one in listed] == [f"{arn}:2", f"{arn}:1"]
    states.start_execution(stateMachineArn=first)
    execution = ended(orders, arn)
    assert (execution["stateMachineVersionArn"], execution["stateMachineArn"]) == (first, arn)
    assert json.loads(execution["output"]) == {"a": 1}
    states.start_execution(stateMachineArn=f"{arn}:2")  # is the later one
    assert len(states.list_executions(stateMachineArn=first, maxResults=1)["executions"]) == 1
    assert len(states.list_executions(stateMachineArn=arn, maxResults=1)["nextToken"]) > 1
    with pytest.raises(ClientError, match=f"State Machine Does Not Exist: '{first}'"):
        states.update_state_machine(stateMachineArn=first, roleArn=arn)
    for number in ("1", "2²", "²", "٢", "02"):  # the others are no versions
        states.delete_state_machine_version(stateMachineVersionArn=f"{arn}:{number}")
    assert len(states.list_state_machine_versions(stateMachineArn=arn)["stateMachineVersions"]) == 1


def test_only_an_update_that_changes_something_is_a_new_revision(orders: Account) -> None:
    states, arn = orders.client("stepfunctions"), workflow(orders, DONE)
    assert "revisionId" not in states.update_state_machine(stateMachineArn=arn, definition=json.dumps(DONE))
    revision = states.update_state_machine(stateMachineArn=arn, definition=json.dumps(HOUR))["revisionId"]
    assert states.describe_state_machine(stateMachineArn=arn)["revisionId"] == revision
    with pytest.raises(ClientError, match="Failed to publish the State Machine version for revision other"):
        states.publish_state_machine_version(stateMachineArn=arn, revisionId="other")
    with pytest.raises(ClientError, match="Either the definition, the role ARN, the LoggingConfiguration"):
        states.update_state_machine(stateMachineArn=arn)


@pytest.mark.parametrize(
    ("call", "asked"),
    [
        ("describe_state_machine", {"stateMachineArn": "nothing"}),
        ("list_executions", {"stateMachineArn": "nothing"}),
        ("describe_execution", {"executionArn": "nothing"}),
        ("get_execution_history", {"executionArn": "nothing"}),
    ],
)
def test_what_is_no_arn_is_refused(orders: Account, call: str, asked: dict[str, str]) -> None:
    with pytest.raises(ClientError, match="Invalid Arn: 'Invalid ARN prefix: nothing'"):
        getattr(orders.client("stepfunctions"), call)(**asked)


def test_a_history_is_told_from_either_end_and_in_pages(orders: Account) -> None:
    states, arn = orders.client("stepfunctions"), workflow(orders, DONE)
    execution = states.start_execution(stateMachineArn=arn)["executionArn"]
    ended(orders, arn)
    pages = states.get_paginator("get_execution_history").paginate(
        executionArn=execution, reverseOrder=True, PaginationConfig={"PageSize": 3}
    )
    assert [[event["id"] for event in page["events"]] for page in pages] == [[4, 3, 2], [1]]


@pytest.mark.parametrize("token", ["2", "-1", "x"])
@pytest.mark.parametrize(
    "call", ["list_state_machines", "list_state_machine_versions", "list_executions", "get_execution_history"]
)
def test_a_token_that_nobody_was_given_is_refused(orders: Account, call: str, token: str) -> None:
    states, arn = orders.client("stepfunctions"), workflow(orders, DONE)
    execution = states.start_execution(stateMachineArn=arn)["executionArn"]
    known = {"stateMachineArn": arn, "executionArn": execution, "nextToken": token}
    takes = states.meta.service_model.operation_model(states.meta.method_to_api_mapping[call]).input_shape.members
    with pytest.raises(ClientError, match="InvalidToken"):
        getattr(states, call)(**{name: known[name] for name in takes if name in known})
