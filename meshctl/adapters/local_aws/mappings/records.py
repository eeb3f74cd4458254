"""The event that Lambda makes of a batch of records, those of messages, and what the function's answer says of it. Pure."""

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any


def event_of(records: Sequence[Mapping[str, Any]]) -> bytes:
    """Give Lambda's event for a batch of records."""
    return json.dumps({"Records": list(records)}).encode()


def record_of(message: Any, queue_arn: str, region: str, gathered: bool) -> dict[str, Any]:
    """Give Lambda's record of one of moto's messages; one that was `gathered` says that it has no attributes, too."""
    md5 = message.attribute_md5 if message.message_attributes else None
    return {
        "messageId": message.id,
        "receiptHandle": message.receipt_handle,
        "body": message.body,
        "attributes": _attributes(message),
        "messageAttributes": {name: _attribute(value) for name, value in message.message_attributes.items()},
        **({"md5OfMessageAttributes": md5} if md5 or gathered else {}),
        "md5OfBody": message.body_md5,
        "eventSource": "aws:sqs",
        "eventSourceARN": queue_arn,
        "awsRegion": region,
    }


def _attributes(message: Any) -> dict[str, str]:
    known = {
        "ApproximateReceiveCount": message.approximate_receive_count,
        "SentTimestamp": message.sent_timestamp,
        "SenderId": message.sender_id,
        "ApproximateFirstReceiveTimestamp": message.approximate_first_receive_timestamp,
        "MessageGroupId": message.group_id,
        "MessageDeduplicationId": message.deduplication_id,
        "SequenceNumber": message.sequence_number,
        "DeadLetterQueueSourceArn": getattr(message, "source_arn", None),
    }
    return {name: str(value) for name, value in known.items() if value is not None}


def _attribute(value: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"stringListValues": [], "binaryListValues": [], "dataType": value["DataType"]}
    if "StringValue" in value:
        told["stringValue"] = value["StringValue"]
    if "BinaryValue" in value:
        binary = value["BinaryValue"]
        told["binaryValue"] = base64.b64encode(binary).decode() if isinstance(binary, bytes) else binary
    return told


def failed_ids(answer: bytes, sent: frozenset[str]) -> frozenset[str]:
    """Give the messages that a function reported as failed; all of them when its report is not in order."""
    try:
        report = json.loads(answer)
    except ValueError:
        return sent
    listed = _listed(report)
    if listed is None or not listed <= sent:
        return sent
    return listed


def _listed(report: Any) -> frozenset[str] | None:
    """Nothing reported at all is success, as AWS has it; anything odd is `None`."""
    if report in (None, "", []):
        return frozenset()
    items = report.get("batchItemFailures", []) if isinstance(report, dict) else None
    if items is None:
        return frozenset() if isinstance(report, dict) else None
    if not isinstance(items, list):
        return None
    names = [item.get("itemIdentifier") if isinstance(item, dict) else None for item in items]
    sound = frozenset(name for name in names if isinstance(name, str) and name)
    return sound if all(name in sound for name in names) else None
