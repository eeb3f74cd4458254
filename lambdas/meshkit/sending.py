"""Sending a message to a queue, a topic or a stream of the own system. Where these are is said by the environment Terraform has written.

MESH_SENDS_TO  {"queue": {"to-label": "<its ARN>"}, "topic": {"order-news": "<its ARN>"}, "stream": {"scores": "<its ARN>"}}

A message is no event: nobody of another system sees it, and what it says is a matter of those who send and receive it.
"""

import json
import os
import re
from collections.abc import Mapping
from typing import Any

from meshkit.channels import channels
from meshkit.errors import NotDeclared, OrderRequired

SENDABLE = ("queue", "topic", "stream")
_GROUP = re.compile(r"[!-~]{1,128}")
"""What SQS and SNS take (SQS API reference, SendMessage): letters, digits and punctuation, and no spaces."""


def send(kind: str, name: str, message: Mapping[str, Any], *, group: str | None = None) -> str:
    """Sends `message` as JSON to a "queue", a "topic" or a "stream" that the service writes to, and gives AWS's id of it.

    What keeps the order of its messages keeps that of each `group`, a name without spaces; nothing else has groups. A queue or
    a topic that does drops what repeats a message of the last five minutes; a stream drops nothing. Raises NotDeclared,
    OrderRequired, and botocore's own errors.
    """
    arn = declared_channel(json.loads(os.environ.get("MESH_SENDS_TO", "{}")), kind, name)
    if (kind == "stream" or arn.endswith(".fifo")) != (group is not None):
        raise OrderRequired(f"say group= to a {kind} that keeps an order, and to no other")
    if group is not None and not _GROUP.fullmatch(group):
        raise OrderRequired("a group has 1 to 128 letters of ASCII, digits and marks, and no spaces")
    text = json.dumps(message, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return channels().send(arn, text, group)


def declared_channel(declared: Mapping[str, Mapping[str, str]], kind: str, name: str) -> str:
    """The ARN of a channel that the service writes to."""
    sendable = {one: declared.get(one, {}) for one in SENDABLE}
    if name in sendable.get(kind, {}):
        return sendable[kind][name]
    known = ", ".join(f"{one} {each}" for one in SENDABLE for each in sorted(sendable[one])) or "nothing"
    raise NotDeclared(f"this service does not send to the {kind} {name}; it sends to {known}")
