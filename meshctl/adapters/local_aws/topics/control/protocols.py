"""To whom a topic may send: the protocols of SNS, and how each spells an endpoint. Pure."""

import re
from collections.abc import Callable, Mapping

from moto.sns.exceptions import SNSException

from meshctl.adapters.local_aws.topics.refusals import invalid

QUEUE = re.compile(r"arn:[^:]+:sqs:[^:]+:\d{12}:[^:/]+")
FUNCTION = re.compile(r"arn:[^:]+:lambda:[^:]+:\d{12}:function:[^:]+(:[^:]+)?")
NUMBER = re.compile(r"\+?[0-9]+([./-][0-9]+)*")
CONFIRMED_BY_HAND = frozenset({"http", "https", "email", "email-json"})
"""Whose owner has to say yes; here nobody is asked, so these stay pending."""
TAKE_ORDER = frozenset({"sqs"})
"""What a FIFO topic delivers to."""


def check_endpoint(protocol: str, endpoint: str, fifo: bool) -> None:
    """Raise SNS's refusal of a protocol, or of an endpoint that is none of it; `fifo` is the topic's."""
    if protocol not in CHECKS:
        raise invalid(f"Amazon SNS does not support this protocol string: {protocol}")
    if fifo and protocol not in TAKE_ORDER:
        raise invalid(f"Protocol Reason: a FIFO topic delivers to queues, not to {protocol}")
    CHECKS[protocol](endpoint)
    if protocol == "sqs" and endpoint.endswith(".fifo") and not fifo:
        said = "FIFO SQS Queues can not be subscribed to standard SNS topics"
        raise invalid(f"Invalid parameter: Endpoint Reason: {said}")


def _spelt(expression: re.Pattern[str], what: str) -> Callable[[str], None]:
    def check(endpoint: str) -> None:
        if not expression.fullmatch(endpoint):
            raise invalid(what)

    return check


def _number(endpoint: str) -> None:
    if not NUMBER.fullmatch(endpoint):
        raise SNSException("InvalidParameter", f"Invalid SMS endpoint: {endpoint}")


CHECKS: Mapping[str, Callable[[str], None]] = {
    "sqs": _spelt(QUEUE, "SQS endpoint ARN"),
    "lambda": _spelt(FUNCTION, "Lambda endpoint ARN"),
    "sms": _number,
    "http": _spelt(re.compile(r"http://.+"), "Endpoint must match the specified protocol"),
    "https": _spelt(re.compile(r"https://.+"), "Endpoint must match the specified protocol"),
    "email": _spelt(re.compile(r"[^@\s]+@[^@\s]+"), "Email address"),
    "email-json": _spelt(re.compile(r"[^@\s]+@[^@\s]+"), "Email address"),
    "application": _spelt(re.compile(r"arn:.+:endpoint/.+"), "Endpoint"),
    "firehose": _spelt(re.compile(r"arn:.+:firehose:.+"), "Endpoint"),
}
