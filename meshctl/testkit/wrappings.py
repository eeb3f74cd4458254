"""How each channel wraps an event before Lambda hands it to a function. Pure: the same event is always wrapped alike.

As AWS documents the payloads of its services ("Using Lambda with Amazon SQS", "... Amazon SNS", "... Amazon Kinesis"), and the
embedded AWS hands them over.
"""

from base64 import b64encode
from collections.abc import Callable, Mapping
from json import dumps
from typing import Any

ACCOUNT, REGION, TIME = "111111111111", "eu-west-1", "2026-01-01T00:00:00Z"
Payload = dict[str, Any]


def envelope_of(source: str, detail_type: str, data: Mapping[str, Any], event_id: str) -> Payload:
    """An event of the mesh as EventBridge delivers it; `source` is `orders.checkout`, `detail_type` `OrderPlaced.v1`."""
    meta = {
        "event_id": event_id,
        "correlation_id": event_id,
        "causation_id": None,
        "time": "2026-01-01T00:00:00.000Z",
        "producer": source.replace(".", "/", 1),
        "schema_version": int(detail_type.rpartition(".v")[2]),
    }
    return {
        "version": "0",
        "id": "00000000-0000-4000-8000-000000000000",
        "detail-type": detail_type,
        "source": source,
        "account": ACCOUNT,
        "time": TIME,
        "region": REGION,
        "resources": [],
        "detail": {"meta": meta, "data": dict(data)},
    }


def directly(message: Payload) -> Payload:
    """What EventBridge, or a workflow's task, hands over."""
    return message


def from_queue(message: Payload, *, fifo: bool = False) -> Payload:
    """A batch of one message of SQS."""
    group = {"MessageGroupId": "group", "MessageDeduplicationId": "d", "SequenceNumber": "1"} if fifo else {}
    attributes = {
        "ApproximateReceiveCount": "1",
        "SentTimestamp": "1767225600000",
        "SenderId": "AIDAEXAMPLE",
        "ApproximateFirstReceiveTimestamp": "1767225600000",
        **group,
    }
    record = {
        "messageId": "00000000-0000-4000-8000-000000000001",
        "receiptHandle": "handle",
        "body": dumps(message),
        "attributes": attributes,
        "messageAttributes": {},
        "md5OfBody": "",
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:{ACCOUNT}:queue{'.fifo' if fifo else ''}",
        "awsRegion": REGION,
    }
    return {"Records": [record]}


def from_fifo_queue(message: Payload) -> Payload:
    """A batch of one message of a queue that keeps an order."""
    return from_queue(message, fifo=True)


def from_topic(message: Payload) -> Payload:
    """A record of SNS."""
    notification: Payload = {
        "Type": "Notification",
        "MessageId": "00000000-0000-4000-8000-000000000002",
        "TopicArn": f"arn:aws:sns:{REGION}:{ACCOUNT}:topic",
        "Subject": None,
        "Message": dumps(message),
        "Timestamp": "2026-01-01T00:00:00.000Z",
        "MessageAttributes": {},
    }
    return {"Records": [{"EventSource": "aws:sns", "EventVersion": "1.0", "Sns": notification}]}


def from_stream(message: Payload) -> Payload:
    """A batch of one record of Kinesis."""
    written = {
        "kinesisSchemaVersion": "1.0",
        "partitionKey": "key",
        "sequenceNumber": "49590338271490256608559692538361571095921575989136588898",
        "data": b64encode(dumps(message).encode()).decode(),
        "approximateArrivalTimestamp": 1767225600.0,
    }
    record = {
        "kinesis": written,
        "eventSource": "aws:kinesis",
        "eventVersion": "1.0",
        "eventID": f"shardId-000000000000:{written['sequenceNumber']}",
        "eventName": "aws:kinesis:record",
        "awsRegion": REGION,
        "eventSourceARN": f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/stream",
    }
    return {"Records": [record]}


WRAPPINGS: Mapping[str, Callable[[Payload], Payload]] = {
    "direct": directly,
    "workflow": directly,
    "queue": from_queue,
    "fifo queue": from_fifo_queue,
    "topic": from_topic,
    "stream": from_stream,
}
"""By the last channel before the function."""
