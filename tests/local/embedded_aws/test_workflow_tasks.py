"""What the tasks of a workflow ask of services, are told by them, and wait for; and what states keep for later ones."""

import json
import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from hypothesis import given, settings
from hypothesis import strategies as st

from .accounts import Account, allow, message_of
from .conftest import ORDERS, EmbeddedAws
from .test_workflows import DONE, ended, workflow

pytestmark = pytest.mark.local

HEADERS = {"x-amzn-RequestId", "connection", "Content-Length", "Date", "Content-Type"}


def sending(queue: str, how: str = "", **message: Any) -> dict[str, Any]:
    """A workflow that sends a message to a queue."""
    state = {"Type": "Task", "Resource": f"arn:aws:states:::sqs:sendMessage{how}", "End": True}
    return {"StartAt": "Send", "States": {"Send": state | {"Parameters": {"QueueUrl": queue, **message}}}}


def url_of(account: Account, queue: str) -> str:
    return str(account.sqs.get_queue_url(QueueName=queue.rpartition(":")[2])["QueueUrl"])


def run(account: Account, definition: dict[str, Any], *rights: dict[str, Any], given: Any = None) -> dict[str, Any]:
    """The end of an execution of a new workflow."""
    arn = workflow(account, definition, *rights)
    account.client("stepfunctions").start_execution(stateMachineArn=arn, input=json.dumps(given or {}))
    return ended(account, arn)


def passing(**states: dict[str, Any]) -> dict[str, Any]:
    """A workflow whose states follow one another and pass on what they say."""
    names = list(states)
    after = [{"Next": name} for name in names[1:]] + [{"End": True}]
    told = {name: {"Type": "Pass", **states[name], **then} for name, then in zip(names, after, strict=True)}
    return {"StartAt": names[0], "States": told}


def test_a_task_tells_how_it_was_answered(orders: Account) -> None:
    arn = orders.queue("told")
    done = run(orders, sending(url_of(orders, arn), MessageBody="a"), allow("sqs:SendMessage", arn))
    output = json.loads(done["output"])
    http = output["SdkHttpMetadata"]
    assert http["HttpStatusCode"] == 200
    assert HEADERS == set(http["HttpHeaders"]) == set(http["AllHttpHeaders"])
    answered = {name: output[name] for name in ("MD5OfMessageBody", "MessageId")}
    assert http["HttpHeaders"]["Content-Length"] == str(len(json.dumps(answered, separators=(",", ":"))))
    assert output["SdkResponseMetadata"]["RequestId"] == http["HttpHeaders"]["x-amzn-RequestId"]


def test_a_workflow_starts_another_by_the_names_that_it_writes(orders: Account) -> None:
    other = workflow(Account(orders.aws, orders.number, f"{orders.prefix}_other"), DONE)
    asked = {"StateMachineArn": other, "Input": {"a": 1}}
    state = {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution", "Parameters": asked, "End": True}
    done = run(orders, {"StartAt": "Start", "States": {"Start": state}}, allow("states:StartExecution", other))
    assert ended(orders, other)["executionArn"] == json.loads(done["output"])["ExecutionArn"]


def waiting_with(account: Account) -> tuple[str, str]:
    """A workflow that waits for the end of a task, and the token of that."""
    arn = account.queue("tasks")
    asked = sending(url := url_of(account, arn), ".waitForTaskToken", **{"MessageBody.$": "$$.Task.Token"})
    made = workflow(account, asked, allow("sqs:SendMessage", arn))
    account.client("stepfunctions").start_execution(stateMachineArn=made)
    return made, message_of(account.sqs, url)["Body"]


def test_a_task_is_done_when_whoever_has_its_token_says_so(orders: Account) -> None:
    states = orders.client("stepfunctions")
    arn, token = waiting_with(orders)
    states.send_task_heartbeat(taskToken=token)
    states.send_task_success(taskToken=token, output='{"a": 1}')
    assert json.loads(ended(orders, arn)["output"]) == {"a": 1}
    with pytest.raises(ClientError, match="TaskTimedOut"):
        states.send_task_success(taskToken=token, output="{}")


def test_what_a_task_gives_is_json_and_the_task_waits_until_it_is(orders: Account) -> None:
    states = orders.client("stepfunctions")
    arn, token = waiting_with(orders)
    for output in ("nix", "", "{", "NaN", "[" * 100_000, '{"a": 1} x'):
        with pytest.raises(ClientError, match=r"Invalid Output: '[^']") as refused:
            states.send_task_success(taskToken=token, output=output)
        assert refused.value.response["Error"]["Code"] == "InvalidOutput"
    states.send_task_success(taskToken=token, output="[1]")
    assert json.loads(ended(orders, arn)["output"]) == [1]


def test_of_many_who_end_a_task_at_once_one_does(orders: Account) -> None:
    states = orders.client("stepfunctions")
    arn, token = waiting_with(orders)

    def ends(number: int) -> int | None:
        try:
            states.send_task_success(taskToken=token, output=str(number))
        except states.exceptions.TaskTimedOut:
            return None
        return number

    with ThreadPoolExecutor(8) as pool:
        said = [one for one in pool.map(ends, range(40)) if one is not None]
    assert said == [json.loads(ended(orders, arn)["output"])]


def test_a_task_fails_as_whoever_has_its_token_says(orders: Account) -> None:
    arn, token = waiting_with(orders)
    orders.client("stepfunctions").send_task_failure(taskToken=token, error="Lost", cause="in the post")
    done = ended(orders, arn)
    assert (done["status"], done["error"], done["cause"]) == ("FAILED", "Lost", "in the post")


@pytest.mark.parametrize(
    ("call", "more"), [("send_task_success", {"output": "1"}), ("send_task_failure", {}), ("send_task_heartbeat", {})]
)
def test_a_token_that_no_task_was_given_is_refused(orders: Account, call: str, more: dict[str, str]) -> None:
    with pytest.raises(ClientError, match="Invalid Token: 'Invalid token'"):
        getattr(orders.client("stepfunctions"), call)(taskToken="nobody's", **more)


def test_a_state_reads_what_an_earlier_one_has_assigned(orders: Account) -> None:
    order = {"lines": [{"price": 2}, {"price": 3}], "by": 'the "first"'}
    read = {"all.$": "$order", "second.$": "$order.lines[1].price", "said.$": "States.Format('{}!', $order.by)"}
    done = run(orders, passing(Assign={"Assign": {"order": order}}, Read={"Parameters": read}))
    assert json.loads(done["output"]) == {"all": order, "second": 3, "said": 'the "first"!'}


def test_a_path_finds_one_value_and_a_key_as_it_is_written(orders: Account) -> None:
    read = {"one.$": "$.lines[0].price", "some.$": "$.lines[?(@.price > 2)].price", "odd.$": "$['a\\\"\"']"}
    done = run(orders, passing(Read={"Parameters": read}), given={"lines": [{"price": 2}, {"price": 3}], 'a\\""': 4})
    assert json.loads(done["output"]) == {"one": 2, "some": [3], "odd": 4}


def test_what_nobody_has_assigned_fails(orders: Account) -> None:
    assert run(orders, passing(Read={"Parameters": {"a.$": "$nobody"}}))["status"] == "FAILED"


@given(texts=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=10))
@settings(max_examples=5, deadline=None)
def test_texts_of_a_definition_are_what_they_are(aws: EmbeddedAws, texts: list[str]) -> None:
    said = dict(zip("abcdefghij", texts, strict=False))
    definition = passing(Assign={"Assign": {"kept": said}}, Read={"Parameters": {"said": said, "kept.$": "$kept"}})
    done = run(Account(aws.running, ORDERS, uuid.uuid4().hex[:8]), definition)
    assert json.loads(done["output"]) == {"said": said, "kept": said}


@given(texts=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\\'")), min_size=1, max_size=9))
@settings(max_examples=3, deadline=None)
def test_a_function_is_given_texts_as_they_are(aws: EmbeddedAws, texts: list[str]) -> None:
    controls = ["a\nb", "".join(map(chr, range(32)))]
    told = ",\n\t".join(f"'{text}'" for text in texts + controls)
    done = run(
        Account(aws.running, ORDERS, uuid.uuid4().hex[:8]),
        passing(Read={"Parameters": {"all.$": f"States.Array({told})"}}),
    )
    assert json.loads(done["output"]) == {"all": texts + controls}


def test_an_express_workflow_is_told_at_once_and_has_no_redrives(orders: Account) -> None:
    read = {"Type": "Pass", "Parameters": {"all.$": "$$.Execution"}, "Next": "Fail"}
    states = {"Read": read, "Fail": {"Type": "Fail", "ErrorPath": "$.all.Name", "CausePath": "$.all.StartTime"}}
    arn = workflow(orders, {"StartAt": "Read", "States": states}, kind="EXPRESS")
    express = orders.session.client(
        "stepfunctions", endpoint_url=orders.endpoint, config=Config(inject_host_prefix=False)
    )
    done = express.start_sync_execution(stateMachineArn=arn, name="one")
    assert (done["status"], done["error"], done["outputDetails"]) == ("FAILED", "one", {"included": True})
    passed = {"StartAt": "Read", "States": {"Read": {**read, "Next": "Done"}, "Done": {"Type": "Succeed"}}}
    express.update_state_machine(stateMachineArn=arn, definition=json.dumps(passed))
    told = json.loads(express.start_sync_execution(stateMachineArn=arn)["output"])["all"]
    assert set(told) == {"Id", "Input", "Name", "RoleArn", "StartTime"}


def test_what_a_task_does_not_say_is_missed_by_the_service(orders: Account) -> None:
    arn = orders.queue("missed")
    asked = sending(url_of(orders, arn), **{"MessageBody.$": "$.nothing"})
    done = run(orders, asked, allow("sqs:SendMessage", arn), given={"nothing": None})
    assert done["error"] == "SQS.AmazonSQSException"
    told = "The request must contain the parameter MessageBody. (Service: AmazonSQS; Status Code: 400; Error Code: "
    assert done["cause"].startswith(f"{told}MissingParameter; Request ID: ")


def test_what_no_model_of_dynamodb_names_is_an_error_of_it_at_large(orders: Account) -> None:
    state = {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "Parameters": {"TableName": "a"}}
    done = run(orders, {"StartAt": "Put", "States": {"Put": state | {"End": True}}})
    assert done["error"] == "DynamoDB.AmazonDynamoDBException"
    told = "1 validation error detected: Value null at 'item' failed to satisfy constraint: Member must not be null"
    assert done["cause"].startswith(
        f"{told} (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ValidationException;"
    )


def test_a_call_of_the_sdk_fails_in_the_sdks_names(orders: Account) -> None:
    asked = {"Bucket": f"{orders.prefix}-nobodys", "Key": "a"}
    state = {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject", "Parameters": asked, "End": True}
    done = run(orders, {"StartAt": "Get", "States": {"Get": state}})
    assert done["error"] == "S3.NoSuchBucketException"
    assert re.search(r"\(Service: S3, Status Code: 404, Request ID: \S+, Extended Request ID: \S{76}\)$", done["cause"])


def test_what_a_workflow_puts_into_a_bucket_is_json_and_told_whole(orders: Account) -> None:
    s3, bucket = orders.client("s3"), f"{orders.prefix.replace('_', '-')}-objects"
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": orders.session.region_name})
    asked = {"Bucket": bucket, "Key": "a", "Body": "text"}
    state = {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:putObject", "Parameters": asked, "End": True}
    output = json.loads(run(orders, {"StartAt": "Put", "States": {"Put": state}})["output"])
    assert set(output) == {"ChecksumCRC32", "ChecksumType", "ETag", "ServerSideEncryption"}
    assert (output["ChecksumType"], output["ServerSideEncryption"]) == ("FULL_OBJECT", "AES256")
    found = s3.get_object(Bucket=bucket, Key="a")
    assert (found["Body"].read(), found["ContentType"]) == (b'"text"', "text/plain; charset=UTF-8")
