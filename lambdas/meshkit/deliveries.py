"""What Lambda hands to a function, by the channel that it comes over, as records with an event in each. Calls no handler.

| channel | what Lambda hands over | what becomes of a record that fails |
|---|---|---|
| none, or a workflow | the event's envelope | the invocation fails with it |
| topic | SNS's record, one at a time | the invocation fails with it |
| queue | a batch | it alone goes back; behind it what follows in its group, where the queue keeps an order |
| stream | a batch of one shard | it and all that follow come again |
"""

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

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

    `read` gives the event and raises MalformedEvent.
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


def delivery_of(payload: Mapping[str, Any]) -> Delivery:
    """The delivery in what Lambda handed over; raises MalformedEvent for batches of other services than SQS, SNS and Kinesis."""
    if "Records" not in payload:
        return Delivery(Channel.DIRECT, (Record(str(payload.get("id", "")), "", lambda: read_event(payload)),))
    records = payload["Records"] or []
    channel = _channel_of(records)
    return Delivery(channel, tuple(map(_RECORDS[channel], records)))


def _channel_of(records: Iterable[Mapping[str, Any]]) -> Channel:
    sources = {record.get("eventSource") or record.get("EventSource") for record in records}
    for channel, source in _SOURCES.items():
        if sources <= {source}:
            return channel
    raise MalformedEvent("this function takes batches from SQS or from Kinesis only, and records of SNS")


def _of_queue(record: Mapping[str, Any]) -> Record:
    """Groups of standard queues have no order to keep."""
    in_order = str(record.get("eventSourceARN", "")).endswith(".fifo")
    group = str(record["attributes"]["MessageGroupId"]) if in_order else ""
    return Record(str(record["messageId"]), group, lambda: _event_in(record.get("body")))


def _of_topic(record: Mapping[str, Any]) -> Record:
    message = record["Sns"]
    return Record(str(message.get("MessageId", "")), "", lambda: _event_in(message.get("Message")))


def _of_stream(record: Mapping[str, Any]) -> Record:
    """All records of a batch are of one shard (AWS: "Using Lambda to process records from Amazon Kinesis Data Streams")."""
    written = record["kinesis"]
    return Record(str(written["sequenceNumber"]), "shard", lambda: _event_in(_text(written)))


_SOURCES = {Channel.QUEUE: "aws:sqs", Channel.TOPIC: "aws:sns", Channel.STREAM: "aws:kinesis"}
_RECORDS = {Channel.QUEUE: _of_queue, Channel.TOPIC: _of_topic, Channel.STREAM: _of_stream}


def _text(written: Mapping[str, Any]) -> str:
    """What was written; text that is no JSON where it is no text."""
    try:
        return base64.b64decode(written["data"]).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _event_in(message: object) -> Event:
    try:
        envelope = json.loads(str(message))
    except (ValueError, RecursionError):
        raise MalformedEvent("the message is not JSON") from None
    return read_event(envelope)
