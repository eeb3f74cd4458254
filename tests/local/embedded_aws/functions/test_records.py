"""What is told of a function: errors, logs, dead letters and records for destinations, each in Lambda's shape."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ..accounts import Account, allow, let_in, message_of, package

pytestmark = pytest.mark.local

RAISES = """
def handle(event, context):
    raise KeyError("no such " + event["id"])
"""
LOGS = """
import logging
def handle(event, context):
    print("hello")
    logging.getLogger().warning("beware")
    return context.aws_request_id
"""
OWN_TRACE = """
import traceback
from pathlib import Path
def handle(event, context):
    try:
        1 / 0
    except ArithmeticError:
        return [traceback.format_exc(), Path(__file__).read_text()]
"""
TRACED = """
import os
def handle(event, context): return os.environ["_X_AMZN_TRACE_ID"]
"""
FAILS_LATE = """
import os, time
def handle(event, context):
    while not os.path.exists(event["until"]):
        time.sleep(0.05)
    raise KeyError
"""
MAY_LOG = allow("logs:*", "*")


def test_an_error_has_its_trace_below_var_task(orders: Account) -> None:
    answer, _ = orders.invoke(orders.function(RAISES), {"id": "x"})
    line = '  File "/var/task/app.py", line 3, in handle\n    raise KeyError("no such " + event["id"])\n'
    assert answer["stackTrace"] == [line]
    assert (answer["errorType"], answer["errorMessage"]) == ("KeyError", "'no such x'")


def test_traces_that_a_function_makes_are_as_on_aws_and_its_files_are_found(orders: Account) -> None:
    (trace, own), _ = orders.invoke(orders.function(OWN_TRACE))
    assert 'File "/var/task/app.py", line 6, in handle\n    1 / 0' in trace
    assert own == OWN_TRACE


@pytest.mark.parametrize(
    ("result", "answered"), [("b'{}'", {}), ("{'a': b'x'}", {"a": "x"}), ("{'a': [b'x', 1]}", {"a": ["x", 1]})]
)
def test_bytes_are_an_answer_as_they_are_and_text_within_one(orders: Account, result: str, answered: Any) -> None:
    assert orders.invoke(orders.function(f"def handle(event, context): return {result}")) == (answered, None)


@pytest.mark.parametrize(
    ("code", "kind", "message"),
    [
        ("import nowhere", "Runtime.ImportModuleError", "Unable to import module 'app': No module named 'nowhere'"),
        ("", "Runtime.HandlerNotFound", "Handler 'handle' missing on module 'app'"),
        ("def handle(event, context): return {1}", "Runtime.MarshalError", "Unable to marshal response: "),
        ("def handle(event, context): exit(0)", "Runtime.ExitError", "Runtime exited without providing a reason"),
        (
            "def handle(event, context): return 'x' * 7_000_000",
            "Function.ResponseSizeTooLarge",
            "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
        ),
    ],
)
def test_what_keeps_a_function_from_answering_is_told_in_lambdas_words(
    orders: Account, code: str, kind: str, message: str
) -> None:
    answer, error = orders.invoke(orders.function(code))
    assert (error, answer["errorType"]) == ("Unhandled", kind)
    assert message in answer["errorMessage"]


def test_the_first_run_makes_the_log_group_and_each_run_is_framed(orders: Account) -> None:
    arn = orders.function(LOGS, orders.role("function", "lambda.amazonaws.com", MAY_LOG))
    answer = orders.functions.invoke(FunctionName=arn)
    request = json.loads(answer["Payload"].read())
    assert answer["ResponseMetadata"]["RequestId"] == request
    lines = logged(orders)
    orders.invoke(arn)
    again = logged(orders)[len(lines) :]
    assert [len(lines), len(again), again[1]] == [5, 5, "hello\n"]
    assert lines[0] == f"START RequestId: {request} Version: $LATEST\n"
    assert lines[1] == "hello\n"
    assert re.fullmatch(rf"\[WARNING\]\t[-\dT:.]+Z\t{request}\tbeware\n", lines[2])
    assert lines[3] == f"END RequestId: {request}\n"
    assert lines[4].startswith(f"REPORT RequestId: {request}\tDuration: ")


def test_an_error_is_one_message_of_the_log(aws: Any, orders: Account) -> None:
    arn = orders.function(RAISES, orders.role("function", "lambda.amazonaws.com", MAY_LOG))
    orders.invoke(arn, {"id": "x"})
    printed = (aws.home / "logs" / f"{orders.number}.{orders.prefix}_function.log").read_text().splitlines()
    assert printed[1:3] == ["Traceback (most recent call last):", '\xa0\xa0File "/var/task/app.py", line 3, in handle']
    trace = '\n\xa0\xa0File "/var/task/app.py", line 3, in handle\n\xa0\xa0\xa0\xa0raise KeyError("no such " + event["id"])\n'
    assert f"[ERROR] KeyError: 'no such x'\nTraceback (most recent call last):{trace}" in logged(orders)


def test_a_role_that_may_not_log_leaves_no_log(orders: Account) -> None:
    orders.invoke(orders.function(LOGS))
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        logged(orders)


def logged(account: Account) -> list[str]:
    found = account.client("logs").filter_log_events(logGroupName=f"/aws/lambda/{account.prefix}_function")
    return [one["message"] for one in found["events"]]


def test_a_function_is_told_the_header_of_its_trace(orders: Account) -> None:
    header, _ = orders.invoke(orders.function(TRACED))
    assert re.fullmatch(r"Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0", header)


def test_an_event_that_is_no_json_is_refused(orders: Account) -> None:
    with pytest.raises(ClientError, match="Could not parse request body into json"):
        orders.functions.invoke(FunctionName=orders.function(LOGS), Payload="{")


def test_an_event_nobody_waits_for_is_tried_three_times_and_then_kept(orders: Account, told: Any) -> None:
    dead = orders.queue("dead")
    role = orders.role("function", "lambda.amazonaws.com", allow("sqs:SendMessage", dead))
    arn = orders.function(RAISES, role, DeadLetterConfig={"TargetArn": dead})
    asked = orders.functions.invoke(FunctionName=arn, InvocationType="Event", Payload=json.dumps({"id": "x"}))
    letter = orders.receive(dead)[0]
    attributes = letter["MessageAttributes"]
    assert letter["Body"] == '{"id": "x"}'
    assert attributes["ErrorMessage"] == {"StringValue": "'no such x'", "DataType": "String"}
    assert attributes["ErrorCode"] == {"StringValue": "200", "DataType": "Number"}
    assert attributes["RequestID"]["StringValue"] == asked["ResponseMetadata"]["RequestId"]
    assert [line["id"] for line in told("invoked", 3)] == ["x", "x", "x"]


def destination(account: Account, code: str, arn: str, *allowed: dict[str, Any], **told: Any) -> str:
    """A function that tells one place of what it handled and of what it did not."""
    function = account.function(code, account.role("function", "lambda.amazonaws.com", *allowed))
    both = {"OnSuccess": {"Destination": arn}, "OnFailure": {"Destination": arn}}
    account.functions.put_function_event_invoke_config(
        FunctionName=function, MaximumRetryAttempts=0, DestinationConfig=both, **told
    )
    return function


@pytest.mark.parametrize(("code", "condition"), [(LOGS, "Success"), (RAISES, "RetriesExhausted")])
def test_a_queue_is_told_of_what_became_of_an_event(orders: Account, code: str, condition: str) -> None:
    queue = orders.queue("told")
    arn = destination(orders, code, queue, allow("sqs:SendMessage", queue))
    orders.functions.invoke(FunctionName=arn, InvocationType="Event", Payload=json.dumps({"id": "x"}))
    url = orders.sqs.get_queue_url(QueueName=queue.rsplit(":", 1)[-1])["QueueUrl"]
    told = message_of(orders.sqs, url, AttributeNames=["All"])
    assert told["Attributes"]["AWSTraceHeader"].startswith("Root=1-")
    assert re.fullmatch(r"[A-Z0-9]{21}:awslambda_\d{1,3}_\d{17}", told["Attributes"]["SenderId"])
    record = json.loads(told["Body"])
    failed = {} if condition == "Success" else {"functionError": "Unhandled"}
    assert record["version"] == "1.0"
    assert record["requestContext"]["functionArn"] == f"{arn}:$LATEST"
    assert record["requestContext"]["condition"] == condition
    assert record["requestContext"]["approximateInvokeCount"] == 1
    assert record["requestPayload"] == {"id": "x"}
    assert record["responseContext"] == {"statusCode": 200, "executedVersion": "$LATEST", **failed}
    assert "responsePayload" in record


def test_a_bus_is_told_with_an_event_of_lambda(orders: Account) -> None:
    queue, bus = orders.queue("told", let_in({"Service": "events.amazonaws.com"}, "sqs:SendMessage")), orders.bus()
    orders.rule(bus, {"source": ["lambda"]}, Arn=queue)
    arn = destination(orders, LOGS, bus, allow("events:PutEvents", bus))
    orders.functions.invoke(FunctionName=arn, InvocationType="Event", Payload="{}")
    event = json.loads(orders.receive(queue)[0]["Body"])
    assert event["detail-type"] == "Lambda Function Invocation Result - Success"
    assert event["resources"] == [bus, f"{arn}:$LATEST"]
    assert event["detail"]["requestContext"]["condition"] == "Success"


def test_a_topic_is_told_and_takes_dead_letters(orders: Account) -> None:
    queue, sns = orders.queue("told", let_in({"Service": "sns.amazonaws.com"}, "sqs:SendMessage")), orders.client("sns")
    topic = sns.create_topic(Name=f"{orders.prefix}_topic")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue, Attributes={"RawMessageDelivery": "true"})
    arn = destination(orders, RAISES, topic, allow("sns:Publish", topic))
    orders.functions.update_function_configuration(FunctionName=arn, DeadLetterConfig={"TargetArn": topic})
    orders.functions.invoke(FunctionName=arn, InvocationType="Event", Payload='{"id": "x"}')
    told = {one["Body"]: one.get("MessageAttributes", {}) for one in orders.receive(queue, 2)}
    assert told.pop('{"id": "x"}')["ErrorCode"] == {"StringValue": "200", "DataType": "Number"}
    assert [json.loads(record)["requestContext"]["condition"] for record in told] == ["RetriesExhausted"]


def test_a_function_that_may_not_run_tells_so_without_having_run(orders: Account) -> None:
    queue = orders.queue("told")
    arn = destination(orders, LOGS, queue, allow("sqs:SendMessage", queue))
    orders.functions.put_function_concurrency(FunctionName=arn, ReservedConcurrentExecutions=0)
    orders.functions.invoke(FunctionName=arn, InvocationType="Event", Payload="{}")
    record = json.loads(orders.receive(queue)[0]["Body"])
    assert record["requestContext"]["condition"] == "ZeroReservedConcurrency"
    assert "responseContext" not in record


def test_an_event_that_is_tried_again_meets_the_function_as_it_is_then(
    aws: Any, orders: Account, tmp_path: Path
) -> None:
    arn, changed = orders.function(FAILS_LATE), tmp_path / "changed"
    asked = json.dumps({"id": "x", "until": str(changed)})
    orders.functions.invoke(FunctionName=arn, InvocationType="Event", Payload=asked)
    orders.functions.update_function_code(FunctionName=arn, ZipFile=package({"app.py": LOGS}))
    changed.touch()
    assert aws.journal(lambda line: line.get("function") == arn and line.get("outcome") == "handled")


def test_an_event_whose_function_is_deleted_meanwhile_is_told_to_be_lost(
    orders: Account, told: Any, tmp_path: Path
) -> None:
    arn, deleted = orders.function(FAILS_LATE), tmp_path / "deleted"
    asked = json.dumps({"id": "x", "until": str(deleted)})
    orders.functions.invoke(FunctionName=arn, InvocationType="Event", Payload=asked)
    orders.functions.delete_function(FunctionName=arn)
    deleted.touch()
    assert "was deleted" in told("lost")[0]["reason"]
