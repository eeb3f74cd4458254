"""Executions of workflows are logged where the workflow says, if that is there and its role may."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from .accounts import REGION, Account, allow, eventually
from .test_workflows import DONE, workflow

pytestmark = pytest.mark.local


@pytest.mark.parametrize("kind", ["STANDARD", "EXPRESS"])
def test_executions_are_logged_where_the_workflow_says(orders: Account, kind: str) -> None:
    states, logs = orders.client("stepfunctions"), orders.client("logs")
    logs.create_log_group(logGroupName=f"/aws/vendedlogs/states/{orders.prefix}")
    group = f"arn:aws:logs:{REGION}:{orders.number}:log-group:/aws/vendedlogs/states/{orders.prefix}:*"
    arn = workflow(orders, DONE, allow("logs:CreateLogDelivery", "*"), kind=kind)
    logged = {"level": "ALL", "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": group}}]}
    states.update_state_machine(stateMachineArn=arn, loggingConfiguration=logged)
    execution = states.start_execution(stateMachineArn=arn)["executionArn"]

    def written() -> list[dict[str, Any]]:
        found = logs.filter_log_events(logGroupName=f"/aws/vendedlogs/states/{orders.prefix}")["events"]
        return [json.loads(one["message"]) for one in found]

    assert eventually(lambda: len(written()) == 4)
    entered = written()[1]
    assert (entered["type"], entered["details"], entered["redrive_count"]) == (
        "PassStateEntered",
        {"name": "Done"},
        "0",
    )
    assert entered["execution_arn"] == execution


def test_a_workflow_is_logged_to_one_log_group_that_is_there_and_by_a_role_that_may(orders: Account) -> None:
    update, arn, name = (
        orders.client("stepfunctions").update_state_machine,
        workflow(orders, DONE),
        f"{orders.prefix}_logs",
    )
    place = {"cloudWatchLogsLogGroup": {"logGroupArn": f"arn:aws:logs:{REGION}:{orders.number}:log-group:{name}:*"}}

    def refuses(told: str, *places: dict[str, Any]) -> None:
        with pytest.raises(ClientError, match=told):
            update(stateMachineArn=arn, loggingConfiguration={"level": "ALL", "destinations": list(places)})

    refuses("Invalid Logging Configuration: Must specify exactly one Log Destination.")
    refuses("Invalid Logging Configuration: Must specify exactly one Log Destination.", place, place)
    refuses("Invalid Logging Configuration: Log Destination not found.", place)
    orders.client("logs").create_log_group(logGroupName=name)
    refuses("is not authorized to access the Log Destination", place)
