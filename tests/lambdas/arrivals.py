"""What AWS hands to a function, and a recorder in the place of EventBridge."""

import base64
import json
from typing import Any

META = {
    "event_id": "e-1",
    "correlation_id": "c-0",
    "causation_id": None,
    "time": "2026-11-23T17:00:00.123Z",
    "producer": "orders/checkout",
    "schema_version": 1,
}


def envelope(data: dict[str, Any] | None = None, **meta: Any) -> dict[str, Any]:
    return {
        "version": "0",
        "id": "aws-1",
        "source": "orders.checkout",
        "detail-type": "OrderPlaced.v1",
        "detail": {"meta": META | meta, "data": {"amount": 5} if data is None else data},
    }


def batch(**bodies: object) -> dict[str, Any]:
    """An SQS batch of one message per keyword; a text is sent as it is."""
    return {"Records": [record(name, body) for name, body in bodies.items()]}


def record(message_id: str, body: object) -> dict[str, Any]:
    text = body if isinstance(body, str) else json.dumps(body)
    return {"eventSource": "aws:sqs", "messageId": message_id, "body": text}


def in_order(message_id: str, group: str, body: object) -> dict[str, Any]:
    """A message of a queue that keeps the order of each group."""
    queue = "arn:aws:sqs:eu-west-1:222222222222:steps.fifo"
    return {**record(message_id, body), "eventSourceARN": queue, "attributes": {"MessageGroupId": group}}


def from_topic(event: dict[str, Any]) -> dict[str, Any]:
    """What Lambda hands over of a topic."""
    return {"Records": [{"EventSource": "aws:sns", "EventVersion": "1.0", "Sns": {"Message": json.dumps(event)}}]}


def of_stream(*written: object) -> dict[str, Any]:
    """What Lambda hands over of a shard; bytes are what somebody wrote who is not of the mesh."""
    texts = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in written]
    return {
        "Records": [
            {
                "eventSource": "aws:kinesis",
                "kinesis": {"sequenceNumber": f"n{at}", "data": base64.b64encode(text).decode()},
            }
            for at, text in enumerate(texts)
        ]
    }


class Recorder:
    """An EventBridge that remembers its entries and gives the answers it was told to give."""

    def __init__(self, answer: dict[str, Any] | None = None) -> None:
        self.entries: list[dict[str, str]] = []
        self.answer = answer or {"FailedEntryCount": 0, "Entries": [{"EventId": "aws-2"}]}

    def put_events(self, **request: Any) -> dict[str, Any]:
        self.entries += request["Entries"]
        return self.answer

    @property
    def metas(self) -> list[dict[str, Any]]:
        return [json.loads(entry["Detail"])["meta"] for entry in self.entries]
