"""What Lambda hands to a function, by the channel that it comes over, as records with an event in each. Calls no handler.

| channel | what Lambda hands over | what becomes of a record that fails |
|---|---|---|
| none, or a workflow | the event's envelope | the invocation fails with it |
| topic | SNS's record, one at a time | the invocation fails with it |
| queue | a batch | it alone goes back; behind it what follows in its group, where the queue keeps an order |
| stream | a batch of one shard | it and all that follow come again |
"""

import base64
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from meshkit.envelope import Event, read_event
from meshkit.errors import MalformedEvent


class Channel(Enum):
    """How what Lambda hands over has come."""

    DIRECT = "direct"
    TOPIC = "topic"
    QUEUE = "queue"
    STREAM = "stream"


@dataclass(frozen=True)
class Record:
    """One event of a delivery. `order` names the group whose order it keeps, and is empty where none is kept.

    `item` is what Lambda knows it by. Where that is missing it is empty, and Lambda takes an empty one that failed for the whole
    batch (AWS: "Handling errors for an SQS event source in Lambda"). `read` gives the event and raises MalformedEvent.
    """

    item: str
    order: str
    read: Callable[[], Event]


@dataclass(frozen=True)
class Delivery:
    """The records of one invocation, in their order."""

    channel: Channel
    records: tuple[Record, ...]

    @property
    def is_batch(self) -> bool:
        """Whether Lambda is told which records failed. Else it is told by an error that the invocation did."""
        return self.channel in (Channel.QUEUE, Channel.STREAM)


def delivery_of(payload: object) -> Delivery:
    """The delivery in what Lambda handed over.

    Raises MalformedEvent for batches without records, and of other services than SQS, SNS and Kinesis. What is wrong with one
    record alone is told when that is read.
    """
    if not isinstance(payload, Mapping) or "Records" not in payload:
        return Delivery(Channel.DIRECT, (Record("", "", lambda: read_event(payload)),))
    records = payload["Records"]
    if not records or not isinstance(records, list):
        raise MalformedEvent("Records is no list, or nothing is in it: there is no event to handle")
    channel = _channel_of(records)
    return Delivery(channel, tuple(map(_RECORDS[channel], records)))


def _channel_of(records: Iterable[object]) -> Channel:
    sources = [_text_at(record, "eventSource") or _text_at(record, "EventSource") for record in records]
    for channel, source in _SOURCES.items():
        if all(one == source for one in sources):
            return channel
    raise MalformedEvent("this function takes batches from SQS or from Kinesis only, and records of SNS")


def _of_queue(record: object) -> Record:
    """Groups of standard queues have no order to keep."""
    in_order = _text_at(record, "eventSourceARN").endswith(".fifo")
    group = _text_at(record, "attributes", "MessageGroupId") if in_order else ""

    def read() -> Event:
        if in_order and not group:
            raise MalformedEvent("the message is of a queue that keeps an order, and names no MessageGroupId")
        return _event_in(_text_at(record, "body"))

    return Record(_text_at(record, "messageId"), group, read)


def _of_topic(record: object) -> Record:
    return Record(_text_at(record, "Sns", "MessageId"), "", lambda: _event_in(_text_at(record, "Sns", "Message")))


def _of_stream(record: object) -> Record:
    """All records of a batch are of one shard (AWS: "Using Lambda to process records from Amazon Kinesis Data Streams")."""
    number = _text_at(record, "kinesis", "sequenceNumber")
    return Record(number, "shard", lambda: _event_in(_written(_text_at(record, "kinesis", "data"))))


_SOURCES = {Channel.QUEUE: "aws:sqs", Channel.TOPIC: "aws:sns", Channel.STREAM: "aws:kinesis"}
_RECORDS = {Channel.QUEUE: _of_queue, Channel.TOPIC: _of_topic, Channel.STREAM: _of_stream}


def _text_at(value: object, *steps: str) -> str:
    """The text that these names lead to; an empty one where there is none."""
    for step in steps:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value if isinstance(value, str) else ""


def _written(data: str) -> str:
    """What was written to a stream; text that is no JSON where it is no text."""
    try:
        return base64.b64decode(data).decode()
    except ValueError:  # of Base64 and of UTF-8
        return ""


def _event_in(message: str) -> Event:
    try:
        envelope = json.loads(message)
    except (ValueError, RecursionError):
        raise MalformedEvent("the message is not JSON") from None
    return read_event(envelope)
