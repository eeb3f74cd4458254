"""Functions really run: as their own role, in their own account, within their time, and in nobody else's directory."""

import base64
import json
import os
import random
import subprocess
import time
from typing import Any

import pytest
from botocore.exceptions import ClientError

from .accounts import Account, allow, attributes_of, eventually, package

pytestmark = pytest.mark.local

WHO = """
import boto3
def handle(event, context):
    return boto3.client("sts").get_caller_identity()["Account"]
"""
SEEN = """
import os
def handle(event, context):
    return dict(os.environ)
"""
SLOW = """
import subprocess, time
def handle(event, context):
    subprocess.Popen(["sleep", event])
    time.sleep(60)
"""


def test_a_function_calls_aws_in_its_own_account(payments: Account) -> None:
    assert payments.invoke(payments.function(WHO)) == (payments.number, None)


def test_a_function_sees_its_own_environment_and_nothing_of_ours(orders: Account) -> None:
    os.environ["NOT_FOR_FUNCTIONS"] = "x"
    seen, _ = orders.invoke(orders.function(SEEN, Environment={"Variables": {"TABLE": "orders"}}))
    assert (seen["TABLE"], seen["AWS_REGION"]) == ("orders", "eu-central-1")
    assert seen["AWS_ENDPOINT_URL"] == orders.endpoint
    assert {name for name in seen if not name.startswith(("AWS_", "LAMBDA_", "LC_"))} == {
        "TABLE",
        "PATH",
        "LANG",
        "_HANDLER",
    }


def test_an_error_is_told_as_lambda_tells_it(orders: Account, told: Any) -> None:
    answer, error = orders.invoke(
        orders.function("def handle(event, context): raise ValueError(event['secret'])"), {"secret": "s3"}
    )
    assert error == "Unhandled"
    assert (answer["errorType"], answer["errorMessage"]) == ("ValueError", "s3")
    (line,) = told("invoked")
    assert (line["outcome"], line["error"]) == ("failed", "ValueError")


def test_a_function_that_dies_is_told_apart(orders: Account) -> None:
    answer, _ = orders.invoke(orders.function("import os\ndef handle(event, context): os._exit(3)"))
    assert answer["errorType"] == "Runtime.ExitError"
    assert "exit status 3" in answer["errorMessage"]


def test_a_function_is_ended_at_its_time_limit_with_all_it_started(orders: Account, told: Any) -> None:
    begun = time.monotonic()
    left_behind = str(60 + random.random())  # noqa: S311 - tells it from every other process
    answer, error = orders.invoke(orders.function(SLOW, timeout=1), left_behind)
    assert time.monotonic() - begun < 40
    assert error == "Unhandled"
    assert "Task timed out after 1.00 seconds" in answer["errorMessage"]
    assert told("invoked")[0]["outcome"] == "timed-out"
    assert eventually(lambda: not runs(left_behind))


def runs(argument: str) -> bool:
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    return f"sleep {argument}" in listed.stdout


def test_a_handler_that_leaves_a_thread_behind_has_answered(orders: Account) -> None:
    code = "import threading, time\ndef handle(event, context):\n threading.Thread(target=time.sleep, args=(60,)).start()\n return 1"
    begun = time.monotonic()
    assert orders.invoke(orders.function(code)) == (1, None)
    assert time.monotonic() - begun < 40


def test_what_a_function_prints_is_kept_and_its_tail_is_answered(aws: Any, orders: Account) -> None:
    arn = orders.function("def handle(event, context): print('hello from', context.function_name)")
    answer = orders.functions.invoke(FunctionName=arn, LogType="Tail")
    wanted = f"hello from {orders.prefix}_function\n"
    assert base64.b64decode(answer["LogResult"]).decode() == wanted
    assert (aws.home / "logs" / f"{orders.number}.{orders.prefix}_function.log").read_text() == wanted


def test_what_a_function_prints_reaches_its_log_group(orders: Account) -> None:
    logs, group = orders.client("logs"), f"/aws/lambda/{orders.prefix}_function"
    logs.create_log_group(logGroupName=group)
    orders.invoke(orders.function("def handle(event, context): print('hello')"))
    assert [one["message"] for one in logs.filter_log_events(logGroupName=group)["events"]] == ["hello"]


@pytest.mark.parametrize("member", ["../outside.py", "/outside.py"])
def test_a_package_that_reaches_outside_is_refused(aws: Any, orders: Account, member: str) -> None:
    arn = orders.function("def handle(event, context): return 1")
    bad = package({"app.py": f"# {orders.prefix}", member: "x"})
    orders.functions.update_function_code(FunctionName=arn, ZipFile=bad)
    answer, _ = orders.invoke(arn)
    assert answer["errorType"] == "Runtime.BadPackage"
    assert not list(aws.home.parent.rglob("outside.py"))


def test_new_code_runs_at_once(orders: Account) -> None:
    arn = orders.function("def handle(event, context): return 'old'")
    assert orders.invoke(arn) == ("old", None)
    new = package({"app.py": "def handle(event, context): return 'new'"})
    orders.functions.update_function_code(FunctionName=arn, ZipFile=new)
    assert orders.invoke(arn) == ("new", None)


def test_an_event_nobody_waits_for_is_tried_three_times_and_then_kept(orders: Account, told: Any) -> None:
    dead = orders.queue("dead")
    role = orders.role("function", "lambda.amazonaws.com", allow("sqs:SendMessage", dead))
    arn = orders.function("def handle(event, context): raise KeyError", role, DeadLetterConfig={"TargetArn": dead})
    orders.functions.invoke(FunctionName=arn, InvocationType="Event", Payload=json.dumps({"id": "x"}))
    letter = orders.receive(dead)[0]
    assert (letter["Body"], attributes_of(letter)["ErrorMessage"]) == ('{"id": "x"}', "KeyError")
    assert [line["id"] for line in told("invoked", 3)] == ["x", "x", "x"]


def test_a_function_without_concurrency_is_throttled(orders: Account) -> None:
    arn = orders.function("def handle(event, context): pass")
    orders.functions.put_function_concurrency(FunctionName=arn, ReservedConcurrentExecutions=0)
    with pytest.raises(ClientError, match="TooManyRequestsException"):
        orders.invoke(arn)
