"""Sending a message to a queue, a topic or a stream of the own system, or an event to a bus of one of its services. Where these
are is said by the environment Terraform has written.

MESH_SENDS_TO  {"queue": {"to-label": "<its ARN>"}, "topic": {"order-news": "<its ARN>"}, "stream": {"scores": "<its ARN>"}}

A message is no event: nobody of another system sees it, and what it says is a matter of those who send and receive it. Nor does
anybody of another system see what is on such a bus.
"""

import json
import os
import re
from collections.abc import Mapping
from typing import Any

from meshkit.channels import channels
from meshkit.data import message_text
from meshkit.envelope import is_name
from meshkit.errors import InvalidData, MalformedEvent, NotDeclared, OrderRequired
from meshkit.publishing import put_event

BUS = "bus"
SENDABLE = ("queue", "topic", "stream", BUS)
MOST_BYTES = {"sqs": 1_048_576, "sns": 262_144, "kinesis": 10_485_760 - 128}
"""Of a message (API references: SQS SendMessage, SNS Publish, Kinesis PutRecord, where the name of the group counts)."""
_GROUP = re.compile(r"[!-~]{1,128}")
"""What SQS and SNS take (SQS API reference, SendMessage): letters, digits and punctuation, and no spaces."""


def send(kind: str, name: str, message: object, *, group: str | None = None) -> str:
    """Sends `message` as JSON to a "queue", a "topic" or a "stream" that the service writes to, and gives AWS's id of it.

    What keeps the order of its messages keeps that of each `group`, a name without spaces; nothing else has groups. A queue or
    a topic that does drops what repeats a message of the last five minutes; a stream drops nothing. Raises NotDeclared,
    OrderRequired, InvalidData for what is not JSON or too large, and botocore's own errors.
    """
    if kind == BUS:
        raise NotDeclared("what is on a bus are events: send_event() puts them there")
    arn = declared_channel(_declared(), kind, name)
    if (kind == "stream" or arn.endswith(".fifo")) != (group is not None):
        raise OrderRequired(f"say group= to a {kind} that keeps an order, and to no other")
    if group is not None and not _GROUP.fullmatch(group):
        raise OrderRequired("a group has 1 to 128 letters of ASCII, digits and marks, and no spaces")
    text = message_text(message)
    _refuse_oversize(arn, text)
    return channels().send(arn, text, group)


def send_event(bus: str, name: str, data: Mapping[str, Any], *, version: int = 1) -> str:
    """Puts an event, such as LetterWritten, on a bus of the own system that the service sends to, and gives its event_id.

    It is of the service, as what it publishes, and has the same form: `consumer` takes it. Raises NotDeclared, MalformedEvent
    for a name that `consumer` would refuse, InvalidData, PublishFailed, and botocore's own errors.
    """
    if not is_name(name, version):
        raise MalformedEvent("an event is called like OrderPlaced, and its version is a positive whole number")
    return put_event(declared_channel(_declared(), BUS, bus), name, version, data)


def _refuse_oversize(arn: str, text: str) -> None:
    most, size = MOST_BYTES[arn.split(":")[2]], len(text.encode())
    if size > most:
        raise InvalidData(
            f"the message takes {size:,} bytes, and its channel takes {most:,} at most:"
            " keep what is large in a bucket, and say in the message where"
        )


def _declared() -> Mapping[str, Mapping[str, str]]:
    declared: Mapping[str, Mapping[str, str]] = json.loads(os.environ.get("MESH_SENDS_TO", "{}"))
    return declared


def declared_channel(declared: Mapping[str, Mapping[str, str]], kind: str, name: str) -> str:
    """The ARN of a channel that the service writes to."""
    sendable = {one: declared.get(one, {}) for one in SENDABLE}
    if name in sendable.get(kind, {}):
        return sendable[kind][name]
    known = ", ".join(f"{one} {each}" for one in SENDABLE for each in sorted(sendable[one])) or "nothing"
    raise NotDeclared(f"this service does not send to the {kind} {name}; it sends to {known}")
