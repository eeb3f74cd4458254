"""Messages that deliveries and dead letters put into queues. They bear their event's marks, which no client ever sees."""

from collections.abc import Mapping
from typing import Any

from moto.core.exceptions import ServiceException
from moto.sqs.models import sqs_backends
from werkzeug.exceptions import HTTPException

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.event_bridge.failures import Undeliverable
from meshctl.adapters.local_aws.journal import Marks, marks_of_text

TRACE = "AWSTraceHeader"
MARKS = "meshctl-marks"  # among moto's system attributes, of which ReceiveMessage answers only the X-Ray header


def send(
    arn: Arn,
    body: str,
    marks: Marks,
    attributes: Mapping[str, str | int] | None = None,
    group: str | None = None,
    trace: str = "",
    sender: str = "",
) -> None:
    """Put a message into a queue, with X-Ray's header and its sender's id if there is one.

    Raises `Undeliverable` (INVALID_PARAMETER) when the queue refuses it.
    """
    traced = {TRACE: attribute(trace)} if trace else {}
    try:
        sent = sqs_backends[arn.account][arn.region].send_message(
            queue_name=arn.resource,
            message_body=body,
            message_attributes={name: attribute(value) for name, value in (attributes or {}).items()},
            group_id=group,
            system_attributes={MARKS: marks, **traced},
        )
    except (ServiceException, HTTPException) as refusal:
        raise Undeliverable("INVALID_PARAMETER", str(getattr(refusal, "message", refusal))) from refusal
    if sender:
        sent.sender_id = sender


def attribute(value: str | int) -> dict[str, str]:
    """Give a message's attribute: a number is one."""
    return {"StringValue": str(value), "DataType": "String" if isinstance(value, str) else "Number"}


def marks_of_message(message: Any) -> Marks:
    """Give the marks of a message; one that some client sent is read."""
    marks = message.system_attributes.get(MARKS)
    return marks if isinstance(marks, Marks) else marks_of_text(message.body)
