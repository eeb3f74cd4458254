"""What the tests of policies ask: one small request, and policies around single statements."""

from collections.abc import Mapping
from typing import Any

from meshctl.iam import Policy, Principal, Request, evaluate, read_policy

OWN, OTHER = "333333333333", "222222222222"
ROLE = f"arn:aws:iam::{OTHER}:role/delivery"
RULE = f"arn:aws:events:eu-central-1:{OTHER}:rule/hub/placed"
QUEUE = f"arn:aws:sqs:eu-central-1:{OWN}:buffer"
SEND = "sqs:SendMessage"
DELIVERY = Principal(OTHER, ROLE)
SERVICE = Principal(service="events.amazonaws.com")


def policy(*statements: Mapping[str, Any], name: str = "it", version: str = "2012-10-17") -> Policy:
    return read_policy({"Version": version, "Statement": list(statements)}, name)


def statement(effect: str = "Allow", **elements: Any) -> dict[str, Any]:
    """A statement about sending to the queue; what is given as None is left out."""
    whole = {"Effect": effect, "Principal": "*", "Action": SEND, "Resource": QUEUE} | elements
    return {name: value for name, value in whole.items() if value is not None}


def asked(principal: Principal = DELIVERY, **context: list[str]) -> Request:
    """A wish to send to the queue; `aws_SourceArn` is the key `aws:SourceArn`."""
    return Request(principal, SEND, QUEUE, {name.replace("_", ":", 1): values for name, values in context.items()})


def says(principal: Principal = DELIVERY, context: Mapping[str, list[str]] | None = None, **elements: Any) -> str:
    """What a policy of one allowing statement says."""
    return evaluate(policy(statement(**elements)), Request(principal, SEND, QUEUE, context or {})).says
