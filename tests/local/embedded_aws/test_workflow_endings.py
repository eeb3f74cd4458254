"""How executions end: as soon as they are stopped or their time is over, whatever waits in them, and where nobody has foreseen it."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from .accounts import Account, allow, eventually, message_of
from .test_workflow_activities import activity, started
from .test_workflow_tasks import passing, run, sending, url_of
from .test_workflows import MONTH, asking, workflow

pytestmark = pytest.mark.local

FAIL = {"StartAt": "Fail", "States": {"Fail": {"Type": "Fail", "Error": "Broken"}}}
HEARTBEAT = {"TimeoutSeconds": 3000, "HeartbeatSeconds": 2000}
SOON = {"TimeoutSeconds": 8}
"""Over before long, and not before a slow machine has come to what waits."""


def only_state(definition: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A workflow with more said of its only state."""
    ((name, state),) = definition["States"].items()
    return {**definition, "States": {name: {**state, **more}}}


def beside(*branches: dict[str, Any], **more: Any) -> dict[str, Any]:
    state = {"Type": "Parallel", "Branches": list(branches), "End": True, **more}
    caught = {"Done": {"Type": "Succeed"}} if "Catch" in more else {}
    return {"StartAt": "All", "States": {"All": state, **caught}}


def of_each(definition: dict[str, Any]) -> dict[str, Any]:
    state = {"Type": "Map", "ItemProcessor": definition, "ItemsPath": "$.items", "End": True}
    return {"StartAt": "Each", "States": {"Each": state}}


class Waiting:
    """Workflows of an account that wait for one thing each."""

    def __init__(self, account: Account) -> None:
        self.account, self.queue = account, account.queue("tokens")
        worker = {"Type": "Task", "Resource": activity(account)}
        self.worker = {"StartAt": "Work", "States": {"Work": {**worker, "End": True}}}
        self.failing = {"StartAt": "Work", "States": {"Work": {**worker, "Next": "Fail"}, **FAIL["States"]}}  # type: ignore[dict-item]
        message = {"MessageBody.$": "$$.Task.Token"}
        self.token = sending(url_of(account, self.queue), ".waitForTaskToken", **message)

    def begun(self, definition: dict[str, Any], *rights: dict[str, Any]) -> str:
        """An execution that has begun to wait."""
        arn = workflow(self.account, definition, allow("sqs:SendMessage", self.queue), *rights)
        states = self.account.client("stepfunctions")
        begun = states.start_execution(stateMachineArn=arn, input='{"items": [1]}')["executionArn"]
        kinds = ("ActivityScheduled", "TaskSubmitted", "TaskStarted", "WaitStateEntered")
        assert eventually(lambda: any(kind in kinds for kind in history(self.account, begun)))
        return str(begun)

    def work(self) -> None:
        """Do what waits for a worker."""
        states = self.account.client("stepfunctions")
        token = states.get_activity_task(activityArn=activity(self.account))["taskToken"]
        states.send_task_success(taskToken=token, output="{}")

    def sent(self) -> str:
        """The token that somebody was sent."""
        return str(message_of(self.account.sqs, url_of(self.account, self.queue))["Body"])


def history(account: Account, execution: str) -> list[str]:
    events = account.client("stepfunctions").get_execution_history(executionArn=execution)["events"]
    return [event["type"] for event in events]


def check_over(account: Account, token: str) -> None:
    """Whoever was given a token is told that nobody waits."""
    states = account.client("stepfunctions")
    for call, more in {"success": {"output": "1"}, "failure": {}, "heartbeat": {}}.items():
        with pytest.raises(ClientError, match="TaskTimedOut"):
            getattr(states, f"send_task_{call}")(taskToken=token, **more)


@pytest.mark.parametrize(
    ("what", "more", "around"),
    [
        ("worker", {}, dict),
        ("token", {}, dict),
        ("worker", HEARTBEAT, beside),
        ("token", HEARTBEAT, of_each),
        ("worker", {}, of_each),
        ("token", {}, beside),
    ],
)
def test_what_waits_for_somebody_outside_ends_when_it_is_stopped(
    orders: Account, what: str, more: dict[str, int], around: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    states, waiting = orders.client("stepfunctions"), Waiting(orders)
    execution = waiting.begun(around(only_state(getattr(waiting, what), **more)))
    states.stop_execution(executionArn=execution, error="Enough", cause="we know")
    told = states.describe_execution(executionArn=execution)
    assert (told["status"], told["error"], told["cause"]) == ("ABORTED", "Enough", "we know")
    kinds = history(orders, execution)
    assert kinds[-1] == "ExecutionAborted"
    assert not any(kind.endswith(("Failed", "TimedOut", "Exited")) for kind in kinds)
    if what == "token":
        check_over(orders, waiting.sent())


@pytest.mark.parametrize("what", ["wait", "function", "retry"])
def test_whatever_a_state_does_it_is_stopped_at_once(orders: Account, what: str) -> None:
    states, waiting = orders.client("stepfunctions"), Waiting(orders)
    if what == "wait":
        definition = MONTH
    elif what == "function":
        definition = asking(orders.function("import time\ndef handle(event, context): time.sleep(20)"))
    else:
        again = [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2_000_000, "MaxDelaySeconds": 2_000_001}]
        definition = asking("nobody", Retry=again)
    execution = waiting.begun(definition, allow("lambda:InvokeFunction", "*"))
    states.stop_execution(executionArn=execution)
    told = states.describe_execution(executionArn=execution)
    assert (told["status"], "error" in told, "cause" in told) == ("ABORTED", False, False)
    assert history(orders, execution)[-1] == "ExecutionAborted"


def test_an_execution_can_be_stopped_as_soon_as_it_is_started(orders: Account) -> None:
    states, arn = orders.client("stepfunctions"), workflow(orders, MONTH)
    for number in range(5):
        execution = states.start_execution(stateMachineArn=arn, name=str(number))["executionArn"]
        for _ in range(2):  # what has been stopped stays so
            states.stop_execution(executionArn=execution)
        assert states.describe_execution(executionArn=execution)["status"] == "ABORTED"
        assert history(orders, execution) == ["ExecutionStarted", "WaitStateEntered", "ExecutionAborted"]


def test_a_task_that_is_stopped_is_given_to_nobody(orders: Account) -> None:
    states, waiting = orders.client("stepfunctions"), Waiting(orders)
    taken = waiting.begun(waiting.worker)
    token = states.get_activity_task(activityArn=activity(orders))["taskToken"]
    states.stop_execution(executionArn=taken)
    check_over(orders, token)
    other = Account(orders.aws, orders.number, f"{orders.prefix}_other")
    left = states.list_executions(stateMachineArn=started(other, activity(orders)))["executions"][0]["executionArn"]
    assert eventually(lambda: "ActivityScheduled" in history(orders, left))
    states.stop_execution(executionArn=left)
    another = Account(orders.aws, orders.number, f"{orders.prefix}_another")
    started(another, activity(orders), Parameters={"b": 2})
    assert states.get_activity_task(activityArn=activity(orders))["input"] == '{"b":2}'


@pytest.mark.parametrize("what", ["worker", "token"])
def test_what_waits_for_somebody_outside_ends_when_its_time_is_over(orders: Account, what: str) -> None:
    waiting = Waiting(orders)
    execution = waiting.begun({**getattr(waiting, what), **SOON})
    states = orders.client("stepfunctions")
    assert eventually(lambda: states.describe_execution(executionArn=execution)["status"] == "TIMED_OUT")
    assert history(orders, execution)[-1] == "ExecutionTimedOut"
    if what == "token":
        check_over(orders, waiting.sent())


def test_nobody_waits_in_a_branch_beside_one_that_has_failed(orders: Account) -> None:
    waiting, last = Waiting(orders), {"ErrorEquals": ["Broken"], "Next": "Done"}
    execution = waiting.begun(beside(waiting.token, waiting.failing, Catch=[last]))
    token, states = waiting.sent(), orders.client("stepfunctions")
    waiting.work()
    assert eventually(lambda: states.describe_execution(executionArn=execution)["status"] == "SUCCEEDED")
    check_over(orders, token)


def nested(account: Account, how: str = ".sync:2") -> tuple[dict[str, Any], str, Any]:
    """A workflow that waits for the end of another one, that one, and what it may do with it."""
    arn = workflow(Account(account.aws, account.number, f"{account.prefix}_nested"), MONTH)
    resource = f"arn:aws:states:::states:startExecution{how}"
    state = {"Type": "Task", "Resource": resource, "Parameters": {"StateMachineArn": arn}, "End": True}
    calls = ("StartExecution", "DescribeExecution", "StopExecution")
    may = {"Effect": "Allow", "Action": [f"states:{name}" for name in calls], "Resource": "*"}
    return {"StartAt": "Nested", "States": {"Nested": state}}, arn, may


def status_of_nested(account: Account, arn: str) -> str:
    """The status of the only execution of a workflow, as soon as there is one."""
    return str(account.client("stepfunctions").list_executions(stateMachineArn=arn)["executions"][0]["status"])


@pytest.mark.parametrize("how", [".sync", ".sync:2"])
@pytest.mark.parametrize("around", [dict, beside, of_each])
def test_what_a_task_waits_for_is_stopped_with_its_execution(
    orders: Account, how: str, around: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    definition, arn, may = nested(orders, how)
    execution = Waiting(orders).begun(around(definition), may)
    assert eventually(lambda: "TaskSubmitted" in history(orders, execution))
    orders.client("stepfunctions").stop_execution(executionArn=execution)
    assert eventually(lambda: status_of_nested(orders, arn) == "ABORTED")


@pytest.mark.parametrize("timed", ["execution", "task"])
def test_what_a_task_waits_for_is_stopped_when_the_time_is_over(orders: Account, timed: str) -> None:
    definition, arn, may = nested(orders)
    Waiting(orders).begun({**definition, **SOON} if timed == "execution" else only_state(definition, **SOON), may)
    assert eventually(lambda: status_of_nested(orders, arn) == "ABORTED")


def test_what_a_task_waits_for_is_stopped_when_a_branch_beside_it_fails(orders: Account) -> None:
    (definition, arn, may), waiting = nested(orders), Waiting(orders)
    waiting.begun(beside(definition, waiting.failing), may)
    assert eventually(lambda: status_of_nested(orders, arn) == "RUNNING")
    waiting.work()
    assert eventually(lambda: status_of_nested(orders, arn) == "ABORTED")


def test_what_cannot_be_read_fails_its_execution_and_says_why(orders: Account) -> None:
    done = run(orders, passing(Read={"Parameters": {"a.$": "States.Nothing()"}}))
    assert (done["status"], done["error"]) == ("FAILED", "States.Runtime")
    assert done["cause"].startswith("ValueError(")
    assert history(orders, done["executionArn"]) == ["ExecutionStarted", "ExecutionFailed"]
