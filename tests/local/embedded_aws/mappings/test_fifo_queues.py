"""A FIFO queue before a function: order within a group, whatever fails, and no group waits for another."""

import json
from typing import Any

import pytest

from ..accounts import Account, allow, eventually

pytestmark = pytest.mark.local

FAILS_BAD = """
import json
def handle(event, context):
    bodies = [one["body"] for one in event["Records"]]
    if any("bad" in one for one in bodies):
        raise ValueError
    print(json.dumps([bodies, event["Records"][0]["attributes"]]))
"""


def ordered(account: Account, batch_size: int) -> tuple[str, str]:
    """A FIFO queue with its dead letters before a function; gives the queue's URL and its dead letters."""
    dead = account.queue("dead.fifo", FifoQueue="true")
    redrive = json.dumps({"deadLetterTargetArn": dead, "maxReceiveCount": 3})
    more = {"FifoQueue": "true", "ContentBasedDeduplication": "true", "RedrivePolicy": redrive}
    queue = account.queue("orders.fifo", **more)
    function = account.function(FAILS_BAD, account.role("function", "lambda.amazonaws.com", allow("sqs:*", queue)))
    account.functions.create_event_source_mapping(EventSourceArn=queue, FunctionName=function, BatchSize=batch_size)
    return account.sqs.get_queue_url(QueueName=queue.rsplit(":", 1)[-1])["QueueUrl"], dead


def handled(aws: Any, account: Account) -> list[Any]:
    log = aws.home / "logs" / f"{account.number}.{account.prefix}_function.log"
    lines = log.read_text().splitlines() if log.exists() else []
    return [json.loads(line) for line in lines if line.startswith("[[")]


def test_a_poison_message_holds_up_its_group_alone_and_until_it_is_a_dead_letter(aws: Any, orders: Account) -> None:
    url, dead = ordered(orders, batch_size=1)
    for body in ("a1", "b1", "a bad 2", "b2", "a3", "b3", "a4"):
        orders.sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId=body[0])
    assert [letter["Body"] for letter in orders.receive(dead)] == ["a bad 2"]
    assert eventually(lambda: len(handled(aws, orders)) == 6)
    bodies = [body for batch, _ in handled(aws, orders) for body in batch]
    assert [body for body in bodies if body[0] == "a"] == ["a1", "a3", "a4"]
    assert [body for body in bodies if body[0] == "b"] == ["b1", "b2", "b3"]


def test_a_batch_that_fails_comes_again_in_its_order(aws: Any, orders: Account) -> None:
    url, dead = ordered(orders, batch_size=3)
    sent = ["a1", "b1", "a bad 2", "b2", "a3", "b3", "a4"]
    for body in sent:
        orders.sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId=body[0])
    kept: list[str] = []

    def is_all() -> bool:
        kept.extend(letter["Body"] for letter in orders.receive(dead, patience=0.2))
        bodies = [body for batch, _ in handled(aws, orders) for body in batch]
        return sorted(bodies + kept) == sorted(sent)

    assert eventually(is_all)
    bodies = [body for batch, _ in handled(aws, orders) for body in batch]
    assert "a bad 2" in kept
    assert all(
        [one for one in bodies if one[0] == group] == sorted(one for one in bodies if one[0] == group) for group in "ab"
    )


def test_a_record_says_its_group_and_its_number(aws: Any, orders: Account) -> None:
    url, _ = ordered(orders, 10)
    sent = orders.sqs.send_message(QueueUrl=url, MessageBody="one", MessageGroupId="a")
    assert eventually(lambda: len(handled(aws, orders)) == 1)
    attributes = handled(aws, orders)[0][1]
    assert (attributes["MessageGroupId"], len(attributes["MessageDeduplicationId"])) == ("a", 64)
    assert attributes["SequenceNumber"] == sent["SequenceNumber"]
