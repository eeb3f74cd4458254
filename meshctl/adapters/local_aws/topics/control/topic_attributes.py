"""The name and the attributes of a topic, checked as SNS does, and as it tells them. Pure.

https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from meshctl.adapters.local_aws.topics.refusals import invalid

NAME = re.compile(r"[A-Za-z0-9_\-]{1,256}")
FIFO_NAME = re.compile(r"[A-Za-z0-9_\-]{1,251}\.fifo")
FEEDBACK = [
    f"{endpoint}{what}"
    for endpoint in ("Application", "Firehose", "HTTP", "Lambda", "SQS")
    for what in ("FailureFeedbackRoleArn", "SuccessFeedbackRoleArn", "SuccessFeedbackSampleRate")
]
OF_FIFO = frozenset({"ArchivePolicy", "ContentBasedDeduplication", "FifoThroughputScope"})
SETTABLE = (
    frozenset(
        {"DeliveryPolicy", "DisplayName", "KmsMasterKeyId", "Policy", "SignatureVersion", "TracingConfig", *FEEDBACK}
    )
    | OF_FIFO
)
VALUES: Mapping[str, tuple[str, ...]] = {
    "ContentBasedDeduplication": ("true", "false"),
    "FifoThroughputScope": ("Topic", "MessageGroup"),
    "SignatureVersion": ("1", "2"),
    "TracingConfig": ("PassThrough", "Active"),
}
RETRIES = {
    "minDelayTarget": 20,
    "maxDelayTarget": 20,
    "numRetries": 3,
    "numMaxDelayRetries": 0,
    "numNoDelayRetries": 0,
    "numMinDelayRetries": 0,
    "backoffFunction": "linear",
}
REQUESTS = {"headerContentType": "text/plain; charset=UTF-8"}

Attributes = Mapping[str, str]


def check_name(name: str, fifo: bool) -> None:
    """Raise SNS's refusal of a topic's name."""
    if not (FIFO_NAME if fifo else NAME).fullmatch(name):
        raise invalid("Topic Name")


def checked(given: Attributes, fifo: bool) -> dict[str, str]:
    """Give attributes that may be set, as they are kept; raises SNS's refusal. An empty value is one that is not set."""
    for name in given:
        if name not in SETTABLE:
            raise invalid("AttributeName")
        if name in OF_FIFO and not fifo:
            raise invalid(f"Attributes Reason: {name} can only be set for FIFO topics")
    return {name: _value(name, value) for name, value in given.items()}


def _value(name: str, value: str) -> str:
    spelt = value.lower() if VALUES.get(name) == ("true", "false") else value
    if spelt and name in VALUES and spelt not in VALUES[name]:
        raise invalid(f"{name}: Invalid value [{value}]. Must be {' or '.join(VALUES[name])}.")
    if name == "DeliveryPolicy" and spelt:
        _policy(spelt)
    return spelt


def told(given: Attributes, fifo: bool) -> dict[str, str]:
    """Give what SNS answers of a topic's attributes, beside what it knows by itself."""
    own = {"FifoTopic": "true", "ContentBasedDeduplication": "false"} if fifo else {}
    return {"DisplayName": "", **own, **given, **_policies(given.get("DeliveryPolicy"))}


def _policies(text: str | None) -> dict[str, str]:
    """The delivery policy to HTTP endpoints: as it was given, if it was, and with all that it leaves open."""
    http = _policy(text) if text else {}
    overrides = {"disableSubscriptionOverrides": bool(http.get("disableSubscriptionOverrides"))}
    said = {name: value for name, value in http.items() if value is not None} | overrides
    effective = {
        "defaultHealthyRetryPolicy": {**RETRIES, **(http.get("defaultHealthyRetryPolicy") or {})},
        **overrides,
        "defaultRequestPolicy": {**REQUESTS, **(http.get("defaultRequestPolicy") or {})},
    }
    own = {"DeliveryPolicy": _written(said)} if text else {}
    return {**own, "EffectiveDeliveryPolicy": _written(effective)}


def _written(http: Mapping[str, Any]) -> str:
    return json.dumps({"http": http}, separators=(",", ":"))


def _policy(text: str) -> dict[str, Any]:
    try:
        decoded = json.loads(text)
    except (ValueError, RecursionError):
        raise invalid("DeliveryPolicy: failed to parse JSON.") from None
    http = decoded.get("http") if isinstance(decoded, dict) else None
    if not isinstance(http, dict) or any(not isinstance(one, dict | bool | None) for one in http.values()):
        raise invalid("DeliveryPolicy: it wants an object http")
    return http
