"""Dead letters go back to where they came from, or elsewhere, by SQS's own tasks; the words were recorded on AWS."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from .accounts import Account, allow, eventually
from .test_queue_calls import INVALID, refused

pytestmark = pytest.mark.local


class DeadLetters:
    """A queue that gives messages up once they were received, and where they lie then."""

    def __init__(self, account: Account, count: int, end: str = "") -> None:
        fifo = {"FifoQueue": "true", "ContentBasedDeduplication": "true"} if end else {}
        self.sqs, self.arn = account.sqs, account.queue(f"dead{end}", **fifo)
        redrive = json.dumps({"deadLetterTargetArn": self.arn, "maxReceiveCount": 1})
        self.source = account.queue(f"source{end}", RedrivePolicy=redrive, **fifo)
        for number in range(count):
            group = {"MessageGroupId": "a"} if end else {}
            self.sqs.send_message(QueueUrl=self.url(self.source), MessageBody=f"m{number}", **group)
        while self.count() < count:
            self.sqs.receive_message(QueueUrl=self.url(self.source), VisibilityTimeout=0)

    def url(self, arn: str) -> str:
        return str(self.sqs.get_queue_url(QueueName=arn.rpartition(":")[2])["QueueUrl"])

    def count(self) -> int:
        told = self.sqs.get_queue_attributes(
            QueueUrl=self.url(self.arn), AttributeNames=["ApproximateNumberOfMessages"]
        )
        return int(told["Attributes"]["ApproximateNumberOfMessages"])

    def move(self, **how: Any) -> str:
        return str(self.sqs.start_message_move_task(SourceArn=self.arn, **how)["TaskHandle"])

    def last(self) -> dict[str, Any]:
        (told,) = self.sqs.list_message_move_tasks(SourceArn=self.arn)["Results"]
        return dict(told)

    def has_status(self, status: str) -> bool:
        return bool(self.last()["Status"] == status)


@pytest.mark.parametrize("end", ["", ".fifo"])
def test_dead_letters_go_back_to_the_queue_that_gave_them_up(orders: Account, end: str) -> None:
    dead = DeadLetters(orders, 3, end)
    dead.move()
    assert eventually(lambda: dead.has_status("COMPLETED"))
    told = dead.last()
    assert (told["ApproximateNumberOfMessagesMoved"], told["ApproximateNumberOfMessagesToMove"]) == (3, 3)
    assert "TaskHandle" not in told
    assert [one["Body"] for one in orders.receive(dead.source, 3)] == ["m0", "m1", "m2"]
    assert dead.count() == 0


def test_what_is_moved_keeps_its_attributes_and_is_new(orders: Account) -> None:
    dead, said = DeadLetters(orders, 0), {"why": {"DataType": "String", "StringValue": "x"}}
    sent = orders.sqs.send_message(QueueUrl=dead.url(dead.arn), MessageBody="a", MessageAttributes=said)
    elsewhere = orders.queue("elsewhere")
    dead.move(DestinationArn=elsewhere)
    (got,) = orders.receive(elsewhere)
    assert (got["Body"], got["MessageAttributes"]) == ("a", said)
    assert got["MessageId"] != sent["MessageId"]


def test_what_no_queue_gave_up_has_nowhere_to_go_back_to(orders: Account) -> None:
    dead = DeadLetters(orders, 0)
    orders.sqs.send_message(QueueUrl=dead.url(dead.arn), MessageBody="a")
    dead.move()
    assert eventually(lambda: dead.has_status("FAILED"))
    assert (dead.last()["FailureReason"], dead.count()) == ("CouldNotDetermineMessageSource", 1)


def test_only_dead_letters_are_moved_and_only_to_queues_that_stand(orders: Account) -> None:
    dead = DeadLetters(orders, 0)
    start = orders.sqs.start_message_move_task
    told = "Source queue must be configured as a Dead Letter Queue."
    assert refused(start, SourceArn=dead.source) == (*INVALID, told)
    missing = ("ResourceNotFoundException", "ResourceNotFoundException")
    told = "The resource that you specified for the DestinationArn parameter doesn't exist."
    assert refused(start, SourceArn=dead.arn, DestinationArn=f"{dead.arn}x") == (*missing, told)


def test_dead_letters_of_another_account_are_not_there(orders: Account, payments: Account) -> None:
    dead, theirs = DeadLetters(orders, 1), payments.sqs
    told = "The resource that you specified for the {} parameter doesn't exist."
    with pytest.raises(ClientError, match=told.format("SourceArn")) as refusal:
        theirs.start_message_move_task(SourceArn=dead.arn)
    assert refusal.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404
    elsewhere = payments.queue("elsewhere")
    with pytest.raises(ClientError, match=told.format("DestinationArn")):
        orders.sqs.start_message_move_task(SourceArn=dead.arn, DestinationArn=elsewhere)


@pytest.mark.parametrize("handle", ["foobared", "e30=", "W10=", "", "é"])
def test_what_is_no_handle_cancels_nothing(orders: Account, handle: str) -> None:
    told = "Value for parameter TaskHandle is invalid."
    assert refused(orders.sqs.cancel_message_move_task, TaskHandle=handle) == (*INVALID, told)


def test_who_may_not_take_and_send_has_nothing_moved(orders: Account) -> None:
    dead, elsewhere = DeadLetters(orders, 1), orders.queue("forbidden")
    role = orders.role("mover", "lambda.amazonaws.com", allow("sqs:*", dead.arn))
    mover = orders.client("sqs", role)
    with pytest.raises(ClientError, match="sqs:SendMessage"):
        mover.start_message_move_task(SourceArn=dead.arn, DestinationArn=elsewhere)
    with pytest.raises(ClientError, match="sqs:ListMessageMoveTasks"):
        mover.list_message_move_tasks(SourceArn=elsewhere)
    assert dead.count() == 1
