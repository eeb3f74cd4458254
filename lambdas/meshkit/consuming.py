"""Turns a function of one event into a Lambda handler. Knows batches of SQS and Kinesis, SNS records and EventBridge envelopes.

An event may arrive twice and in any order: what it does must be safe to do again.
"""

import base64
import binascii
import json
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from itertools import islice
from pathlib import PurePath
from typing import Any

from meshkit.cause import handling
from meshkit.envelope import Event, read_event
from meshkit.errors import MalformedEvent, MeshkitError

Handle = Callable[[Event], None]
Payload = dict[str, Any]


def consumer(handle: Handle) -> Callable[[Payload, object], Payload | None]:
    """A Lambda handler that calls `handle` once per event.

    From a queue, what fails is logged and given back to the queue, and only that. Of a stream, nothing after the first record
    that fails is handled: Lambda gives it and all after it again, in their order. An event that EventBridge or a topic hands
    over directly fails with its own exception, so that Lambda's retries and dead letters apply.
    """

    @wraps(handle)
    def handler(payload: Payload, context: object) -> Payload | None:
        if _is_from_topic(payload):
            for record in payload["Records"]:
                _handle(handle, _event_in(record["Sns"]["Message"]))
            return None
        if "Records" in payload:
            return {"batchItemFailures": [{"itemIdentifier": one} for one in _failures(handle, payload["Records"])]}
        _handle(handle, read_event(payload))
        return None

    return handler


def _is_from_topic(payload: Payload) -> bool:
    """SNS hands over one record at a time (AWS: "Using AWS Lambda with Amazon SNS")."""
    records = payload.get("Records") or []
    return bool(records) and all(record.get("EventSource") == "aws:sns" for record in records)


def _failures(handle: Handle, records: list[dict[str, Any]]) -> Iterator[str]:
    sources = {record.get("eventSource") for record in records}
    if sources <= {"aws:sqs"}:
        yield from _failed_messages(handle, records)
    elif sources == {"aws:kinesis"}:
        yield from _first_failure(handle, [record["kinesis"] for record in records])
    else:
        raise MalformedEvent("this function takes batches from SQS or from Kinesis only")


def _failed_messages(handle: Handle, records: list[dict[str, Any]]) -> Iterator[str]:
    """Where a queue keeps an order, nothing of a group is handled after what failed of it."""
    stopped = set[str]()
    for one in records:
        group = _ordered_group(one)
        if group in stopped or not _handled(handle, one["messageId"], one["body"]):
            yield one["messageId"]
            stopped |= {group} if group else set()


def _ordered_group(record: Mapping[str, Any]) -> str:
    """The group of a message whose queue keeps an order; empty for others. Groups of standard queues have none to keep."""
    in_order = str(record.get("eventSourceARN", "")).endswith(".fifo")
    return str(record["attributes"]["MessageGroupId"]) if in_order else ""


def _first_failure(handle: Handle, records: list[dict[str, Any]]) -> Iterator[str]:
    """All records of a batch are of one shard (AWS: "Using Lambda to process records from Amazon Kinesis Data Streams")."""
    numbers = (one["sequenceNumber"] for one in records if not _handled(handle, one["sequenceNumber"], _text(one)))
    yield from islice(numbers, 1)


def _text(record: Mapping[str, Any]) -> str:
    """What was written; text that is no JSON where it is no text."""
    try:
        return base64.b64decode(record["data"]).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _handled(handle: Handle, item: str, message: str) -> bool:
    event = None
    try:
        event = _event_in(message)
        _handle(handle, event)
    except Exception as error:  # one bad message must not take the batch down with it
        _log_failure(item, event, error)
        return False
    return True


def _handle(handle: Handle, event: Event) -> None:
    with handling(event):
        handle(event)


def _event_in(message: str) -> Event:
    try:
        envelope = json.loads(message)
    except (ValueError, RecursionError):
        raise MalformedEvent("the message is not JSON") from None
    return read_event(envelope)


def _log_failure(message_id: str, event: Event | None, error: Exception) -> None:
    """One JSON line. An exception's text may quote the event's data, so only meshkit's own texts are written."""
    line = {
        "level": "ERROR",
        "message": "event not handled",
        "message_id": message_id,
        "event": f"{event.source}/{event.name}.v{event.version}" if event else None,
        "event_id": event.meta.event_id if event else None,
        "correlation_id": event.meta.correlation_id if event else None,
        "error": type(error).__name__,
        "reason": str(error) if isinstance(error, MeshkitError) else None,
        "at": [
            f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)
        ],
    }
    sys.stderr.write(json.dumps(line) + "\n")
