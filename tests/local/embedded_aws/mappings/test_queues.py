"""From a queue to its function: what is handled is deleted, what fails comes again, and at last is a dead letter."""

import json
from typing import Any

import pytest
from moto.core.utils import unix_time_millis
from moto.sqs.models import Message, Queue

from meshctl.adapters.local_aws.adaptations.kept_messages import KeptMessages
from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.mappings.batches import Batch
from meshctl.adapters.local_aws.mappings.mapping import FunctionMapping

from ..accounts import Account, allow, eventually

pytestmark = pytest.mark.local

REPORT = ["ReportBatchItemFailures"]
FAILS_BAD = """
def handle(event, context):
    failed = [{"itemIdentifier": one["messageId"]} for one in event["Records"] if "bad" in one["body"]]
    return {"batchItemFailures": failed}
"""
ODD = "def handle(event, context): return {'batchItemFailures': [{'itemIdentifier': 'unknown'}]}"
FIRST_FAILS = """
def handle(event, context):
    for one in event["Records"]:
        if one["attributes"]["ApproximateReceiveCount"] == "1":
            raise ValueError
"""
TELLS = """
import json
def handle(event, context): print(json.dumps(event))
"""


def buffered(account: Account, code: str, receives: int = 2, reports: bool = True) -> tuple[str, str]:
    """A buffer with its dead letters before a function; gives both queues."""
    dead = account.queue("dead")
    redrive = json.dumps({"deadLetterTargetArn": dead, "maxReceiveCount": receives})
    queue = account.queue("buffer", RedrivePolicy=redrive, VisibilityTimeout="30")
    role = account.role("function", "lambda.amazonaws.com", allow("sqs:*", queue))
    types = {"FunctionResponseTypes": REPORT} if reports else {}
    arn = account.function(code, role)
    account.functions.create_event_source_mapping(EventSourceArn=queue, FunctionName=arn, BatchSize=10, **types)
    return queue, dead


def left(account: Account, queue: str) -> int:
    url = account.sqs.get_queue_url(QueueName=queue.rsplit(":", 1)[-1])["QueueUrl"]
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    return sum(map(int, account.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"].values()))


def test_only_the_failed_message_of_a_batch_comes_again(orders: Account, told: Any) -> None:
    queue, dead = buffered(orders, FAILS_BAD)
    orders.send(queue, '{"id": "good"}', '{"id": "bad"}')
    assert [one["Body"] for one in orders.receive(dead)] == ['{"id": "bad"}']
    told_of = [(line["id"], line["outcome"]) for line in told("invoked", 3)]
    assert sorted(told_of) == [("bad", "failed"), ("bad", "failed"), ("good", "handled")]
    assert left(orders, queue) == 0


def test_a_message_becomes_a_dead_letter_after_so_many_receives(orders: Account, told: Any) -> None:
    queue, dead = buffered(orders, "def handle(event, context): raise ValueError", receives=3, reports=False)
    orders.send(queue, '{"id": "x"}')
    assert len(orders.receive(dead)) == 1
    assert len(told("invoked", 3)) == 3
    (line,) = told("redriven")
    assert (line["id"], line["queue"], line["dead_letters"], line["receives"]) == ("x", queue, dead, 3)


def test_a_message_that_failed_once_is_handled_later(orders: Account, told: Any) -> None:
    queue, _ = buffered(orders, FIRST_FAILS)
    orders.send(queue, '{"id": "x"}')
    assert [line["outcome"] for line in told("invoked", 2)] == ["failed", "handled"]
    assert left(orders, queue) == 0


def test_only_the_waiting_for_the_visibility_timeout_is_shortened() -> None:
    now = unix_time_millis()
    queue, message = Queue("q", "eu-central-1", "222222222222", VisibilityTimeout=60), Message("1", "one")
    message.receipt_handle = "handle"
    queue._messages = kept = KeptMessages([message])
    kept.receive(message)
    spec = {"EventSourceArn": queue.queue_arn}
    mapping = FunctionMapping.of("1", queue.account_id, queue.region, "arn:aws:lambda:::function:f", spec)
    batch = Batch(queue, (message,), received=now - 30_000, mapping=mapping)
    batch.show_again(message, Clock(10))
    assert message.visible_at == pytest.approx(now + 3_000, abs=500)


def test_an_odd_report_fails_the_whole_batch(orders: Account) -> None:
    queue, dead = buffered(orders, ODD, receives=1)
    orders.send(queue, "one", "two")
    assert sorted(one["Body"] for one in orders.receive(dead, count=2)) == ["one", "two"]


def test_a_function_sees_a_message_as_lambda_shows_it(aws: Any, orders: Account, told: Any) -> None:
    queue, _ = buffered(orders, TELLS)
    (message_id,) = orders.send(queue, "hello")
    told("invoked")
    log = aws.home / "logs" / f"{orders.number}.{orders.prefix}_function.log"
    (record,) = json.loads(log.read_text())["Records"]
    assert (record["messageId"], record["body"], record["eventSourceARN"]) == (message_id, "hello", queue)
    assert (record["eventSource"], record["awsRegion"]) == ("aws:sqs", "eu-central-1")
    assert record["md5OfBody"] == "5d41402abc4b2a76b9719d911017c592"
    assert record["attributes"]["ApproximateReceiveCount"] == "1"


def test_a_disabled_mapping_receives_nothing(orders: Account) -> None:
    queue, _ = buffered(orders, ODD)
    (mapping,) = orders.functions.list_event_source_mappings(EventSourceArn=queue)["EventSourceMappings"]
    orders.functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
    orders.send(queue, "hello")
    assert [one["Body"] for one in orders.receive(queue)] == ["hello"]


GATHERED = """
import json
def handle(event, context): print(json.dumps([one["body"] for one in event["Records"]]))
"""


def printed(aws: Any, account: Account) -> list[Any]:
    """What a function printed, a line of JSON each."""
    log = aws.home / "logs" / f"{account.number}.{account.prefix}_function.log"
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def mapped(account: Account, code: str, queue: str, **more: Any) -> dict[str, Any]:
    """A mapping of a queue to a function."""
    arn = account.function(code, account.role("function", "lambda.amazonaws.com", allow("sqs:*", queue)))
    made = account.functions.create_event_source_mapping(EventSourceArn=queue, FunctionName=arn, **more)
    return dict(made)


@pytest.mark.parametrize(
    ("pattern", "passes", "not_"),
    [
        ({"body": {"kind": ["a"]}}, '{"kind": "a"}', '{"kind": "b"}'),
        ({"body": {"kind": ["a"]}}, '{"kind": "a"}', "a"),
        ({"body": ["a"]}, "a", "b"),
        ({"body": [{"prefix": "{"}]}, "{no JSON", '{"kind": "a"}'),
        ({"$or": [{"body": {"kind": ["a"]}}, {"body": {"n": [{"numeric": [">", 1]}]}}]}, '{"n": 2}', '{"n": 1}'),
    ],
)
def test_what_no_filter_lets_pass_is_gone(
    aws: Any, orders: Account, told: Any, pattern: Any, passes: str, not_: str
) -> None:
    queue = orders.queue("buffer")
    mapped(orders, GATHERED, queue, FilterCriteria={"Filters": [{"Pattern": json.dumps(pattern)}]})
    orders.send(queue, passes, not_)
    told("filtered")
    assert eventually(lambda: printed(aws, orders) == [[passes]])
    assert eventually(lambda: left(orders, queue) == 0)


def test_the_digest_of_attributes_is_there_where_there_are_any(aws: Any, orders: Account) -> None:
    queue, _ = buffered(orders, TELLS)
    url = orders.sqs.get_queue_url(QueueName=queue.rsplit(":", 1)[-1])["QueueUrl"]
    attribute = {"kind": {"DataType": "String", "StringValue": "a"}}
    orders.sqs.send_message(QueueUrl=url, MessageBody="with", MessageAttributes=attribute)
    orders.sqs.send_message(QueueUrl=url, MessageBody="without")
    assert eventually(lambda: len(records(aws, orders)) == 2)
    by_body = {one["body"]: one for one in records(aws, orders)}
    assert len(by_body["with"]["md5OfMessageAttributes"]) == 32
    assert "md5OfMessageAttributes" not in by_body["without"]


def records(aws: Any, account: Account) -> list[dict[str, Any]]:
    return [record for event in printed(aws, account) for record in event["Records"]]
