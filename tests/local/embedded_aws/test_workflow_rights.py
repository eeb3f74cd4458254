"""Who may call workflows, their executions and activities: by the policies of who asks, as Step Functions names what is asked for."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from .accounts import Account, allow, eventually
from .test_workflow_activities import activity
from .test_workflow_aliases import routes
from .test_workflow_endings import Waiting, history, nested
from .test_workflows import MONTH, workflow

pytestmark = pytest.mark.local


class Asked:
    """A workflow that runs, and who asks for it: a role with one right."""

    def __init__(self, account: Account) -> None:
        states, self.account = account.client("stepfunctions"), account
        self.workflow = workflow(account, MONTH)
        self.execution = str(states.start_execution(stateMachineArn=self.workflow)["executionArn"])
        self.version = str(
            states.publish_state_machine_version(stateMachineArn=self.workflow)["stateMachineVersionArn"]
        )
        self.activity = activity(account)

    def by(self, name: str, *rights: dict[str, Any]) -> Any:
        """Step Functions as a role with these rights."""
        return self.account.client("stepfunctions", self.account.role(name, "lambda.amazonaws.com", *rights))


def is_denied(call: Callable[[], Any]) -> bool:
    try:
        call()
    except ClientError as refused:
        return bool(refused.response["Error"]["Code"] == "AccessDeniedException")
    return False


CALLS: dict[str, tuple[str, Callable[[Any, Asked], Any]]] = {
    "StartExecution": ("workflow", lambda states, asked: states.start_execution(stateMachineArn=asked.workflow)),
    "DescribeStateMachine": ("workflow", lambda states, asked: states.describe_state_machine(stateMachineArn=asked.version)),
    "ListExecutions": ("workflow", lambda states, asked: states.list_executions(stateMachineArn=asked.workflow)),
    "CreateStateMachineAlias": (
        "workflow",
        lambda states, asked: states.create_state_machine_alias(name="a", routingConfiguration=routes(**{asked.version: 100})),
    ),
    "DeleteStateMachineVersion": (
        "workflow",
        lambda states, asked: states.delete_state_machine_version(stateMachineVersionArn=asked.version),
    ),
    "TagResource": ("workflow", lambda states, asked: states.tag_resource(resourceArn=asked.workflow, tags=[])),
    "DescribeExecution": ("execution", lambda states, asked: states.describe_execution(executionArn=asked.execution)),
    "GetExecutionHistory": ("execution", lambda states, asked: states.get_execution_history(executionArn=asked.execution)),
    "StopExecution": ("execution", lambda states, asked: states.stop_execution(executionArn=asked.execution)),
    "DescribeActivity": ("activity", lambda states, asked: states.describe_activity(activityArn=asked.activity)),
    "ListStateMachines": ("*", lambda states, _: states.list_state_machines()),
    "SendTaskHeartbeat": ("*", lambda states, _: states.send_task_heartbeat(taskToken="nobody's")),
}  # fmt: skip


@pytest.mark.parametrize("action", CALLS)
def test_a_call_needs_the_right_on_what_it_is_about(orders: Account, action: str) -> None:
    asked, (on, call) = Asked(orders), CALLS[action]
    named = on if on == "*" else getattr(asked, on)
    another = Account(orders.aws, orders.number, f"{orders.prefix}_none")
    elsewhere = (allow("states:*", workflow(another, MONTH)), allow("states:ListActivities", "*"))
    assert is_denied(lambda: call(asked.by("without", *elsewhere), asked))
    assert not is_denied(lambda: call(asked.by("with", allow(f"states:{action}", named)), asked))


def test_a_right_may_be_for_a_version_alone(orders: Account) -> None:
    asked = Asked(orders)
    first = {"StringEquals": {"states:StateMachineQualifier": "1"}}
    states = asked.by("first", allow("states:StartExecution", asked.workflow, Condition=first))
    assert states.start_execution(stateMachineArn=asked.version)["executionArn"]
    assert is_denied(lambda: states.start_execution(stateMachineArn=asked.workflow))


def test_who_publishes_what_it_changes_needs_the_right_to(orders: Account) -> None:
    asked = Asked(orders)
    states = asked.by("updating", allow("states:UpdateStateMachine", asked.workflow))
    assert states.update_state_machine(stateMachineArn=asked.workflow, tracingConfiguration={"enabled": False})
    assert is_denied(lambda: states.update_state_machine(stateMachineArn=asked.workflow, publish=True))


def test_no_workflow_is_another_accounts(orders: Account, payments: Account) -> None:
    asked, states = Asked(orders), payments.client("stepfunctions")
    assert is_denied(lambda: states.start_execution(stateMachineArn=asked.workflow))
    assert is_denied(lambda: states.stop_execution(executionArn=asked.execution))


def test_what_a_task_waits_for_goes_on_where_it_may_not_be_stopped(orders: Account) -> None:
    definition, arn, may = nested(orders)
    may["Action"].remove("states:StopExecution")
    states, execution = orders.client("stepfunctions"), Waiting(orders).begun(definition, may)
    assert eventually(lambda: "TaskSubmitted" in history(orders, execution))
    states.stop_execution(executionArn=execution)
    assert [one["status"] for one in states.list_executions(stateMachineArn=arn)["executions"]] == ["RUNNING"]
