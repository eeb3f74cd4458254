"""Activities: tasks of workflows that workers ask for."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError

from .accounts import Account
from .test_workflows import ended, workflow

pytestmark = pytest.mark.local


def activity(account: Account) -> str:
    return str(account.client("stepfunctions").create_activity(name=account.prefix)["activityArn"])


def started(account: Account, activity_arn: str, **more: Any) -> str:
    """A workflow that has begun to wait for a worker."""
    state = {"Type": "Task", "Resource": activity_arn, "End": True, **more}
    arn = workflow(account, {"StartAt": "Work", "States": {"Work": state}})
    account.client("stepfunctions").start_execution(stateMachineArn=arn, input='{"a": 1}')
    return arn


def test_a_worker_does_the_task_of_a_workflow(orders: Account) -> None:
    states, made = orders.client("stepfunctions"), activity(orders)
    arn = started(orders, made)
    task = states.get_activity_task(activityArn=made, workerName="Ada")
    states.send_task_success(taskToken=task["taskToken"], output=task["input"])
    told = ended(orders, arn)
    assert json.loads(told["output"]) == {"a": 1}
    events = states.get_execution_history(executionArn=told["executionArn"])["events"]
    kinds = [event["type"] for event in events if event["type"].startswith("Activity")]
    assert kinds == ["ActivityScheduled", "ActivityStarted", "ActivitySucceeded"]
    assert events[3]["activityStartedEventDetails"] == {"workerName": "Ada"}
    with pytest.raises(ClientError, match="TaskTimedOut"):
        states.send_task_success(taskToken=task["taskToken"], output="1")


def test_a_task_that_nobody_waits_for_any_more_is_given_to_nobody(orders: Account) -> None:
    states, made = orders.client("stepfunctions"), activity(orders)
    assert ended(orders, started(orders, made, TimeoutSeconds=1))["error"] == "States.Timeout"
    other = Account(orders.aws, orders.number, f"{orders.prefix}_other")
    with ThreadPoolExecutor(1) as worker:
        asked = worker.submit(states.get_activity_task, activityArn=made)
        with pytest.raises(TimeoutError):  # it has no task yet, and goes on waiting for one
            asked.result(timeout=1)
        started(other, made, Parameters={"b": 2})
        assert asked.result()["input"] == '{"b":2}'


def test_a_workflow_fails_where_its_activity_is_gone(orders: Account) -> None:
    states, made = orders.client("stepfunctions"), activity(orders)
    for _ in range(2):  # what is gone is deleted as well
        states.delete_activity(activityArn=made)
    told = ended(orders, started(orders, made))
    where = "An error occurred while executing the state 'Work' (entered at the event id #2)."
    assert (told["error"], told["cause"]) == ("States.Runtime", f"{where} The activity {made} does not exist.")
    for call in (states.get_activity_task, states.describe_activity):
        with pytest.raises(ClientError, match=f"Activity Does Not Exist: '{made}'"):
            call(activityArn=made)


def test_an_activity_is_made_once_by_a_name(orders: Account) -> None:
    states, made = orders.client("stepfunctions"), activity(orders)
    assert activity(orders) == made
    assert states.describe_activity(activityArn=made)["encryptionConfiguration"] == {"type": "AWS_OWNED_KEY"}
    assert made in [one["activityArn"] for one in states.list_activities()["activities"]]
    with pytest.raises(ClientError, match="ActivityAlreadyExists"):
        states.create_activity(
            name=orders.prefix, encryptionConfiguration={"type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": "alias/a"}
        )
