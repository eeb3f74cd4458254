"""The one door to queues, topics and streams. It imports boto3 only once something is sent."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, Protocol


class Channels(Protocol):
    """What brings messages to queues, topics and streams."""

    def send(self, arn: str, text: str, group: str | None) -> str:
        """Sends `text` to what has this ARN, in `group` where that keeps an order, and gives AWS's id of the message."""


_given: ContextVar[Channels | None] = ContextVar("channels", default=None)


@contextmanager
def sending_through(given: Channels) -> Iterator[None]:
    """Within the block, messages go to `given`: for tests of functions that send."""
    token = _given.set(given)
    try:
        yield
    finally:
        _given.reset(token)


def channels() -> Channels:
    """Those given by `sending_through`, or else AWS's."""
    given = _given.get()
    return _AWS if given is None else given


class _ChannelsOfAws:
    def send(self, arn: str, text: str, group: str | None) -> str:
        grouped = {} if group is None else {"MessageGroupId": group}
        service = arn.split(":")[2]
        if service == "kinesis":
            return str(_client("kinesis").put_record(StreamARN=arn, Data=text, PartitionKey=group)["SequenceNumber"])
        if service == "sns":
            return str(_client("sns").publish(TopicArn=arn, Message=text, **grouped)["MessageId"])
        return str(_client("sqs").send_message(QueueUrl=queue_url(arn), MessageBody=text, **grouped)["MessageId"])


_AWS = _ChannelsOfAws()


def queue_url(arn: str) -> str:
    """The URL that SQS knows a queue by (AWS: "Amazon SQS queue and message identifiers")."""
    _, _, _, region, account, name = arn.split(":")
    return f"https://sqs.{region}.amazonaws.com/{account}/{name}"


@cache
def _client(service: str) -> Any:
    """boto3's own client, with the Region, endpoint and credentials of the environment."""
    import boto3  # noqa: PLC0415  late: most functions only consume

    return boto3.client(service)
