"""The attributes of a subscription, checked as SNS does. Pure.

https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.json_reading.faults import json_fault
from meshctl.adapters.local_aws.json_reading.pattern_words import pattern_words
from meshctl.adapters.local_aws.json_reading.sources import HIDDEN
from meshctl.adapters.local_aws.topics.refusals import invalid
from meshctl.patterns import InvalidPattern
from meshctl.patterns.dialects.topic_policies import NESTED, Scope, read_policy

_RAW = "RawMessageDelivery"
SCOPES: tuple[Scope, ...] = ("MessageAttributes", "MessageBody")
DEFAULTS = {_RAW: "false", "FilterPolicyScope": SCOPES[0]}
WHEN_SUBSCRIBING = "Attributes Reason: "
"""What stands before a refusal of Subscribe, and of SetSubscriptionAttributes not."""

Attributes = Mapping[str, str]


def checked(given: Attributes, known: Attributes, fifo: bool, before: str = "") -> dict[str, str]:
    """Give a subscription's attributes as `given` changes them; raises SNS's refusal. An empty value takes one away.

    `known` has its endpoint; `fifo` is the topic's; `before` stands before what is refused.
    """
    for name in given:
        if name not in CHECKS:
            raise invalid(f"{before}AttributeName")
    changed = {**known, **given}
    try:
        for name in CHECKS:
            if name in given or (name == "FilterPolicy" and changed.get(name)):
                changed[name] = CHECKS[name](changed, fifo)
    except _Refused as refused:
        raise invalid(f"{before}{refused}") from None
    return {name: value for name, value in changed.items() if value or name not in CHECKS}


def differs(given: Attributes, known: Attributes) -> bool:
    """Whether somebody who subscribes again wants something else."""
    wanted = {name: value.lower() if name == _RAW else value for name, value in given.items()}
    return any(known.get(name, DEFAULTS.get(name, "")) != value for name, value in wanted.items())


class _Refused(ValueError):
    """What is wrong, in SNS's words."""


def _raw(said: Attributes, fifo: bool) -> str:
    value = said[_RAW].lower()
    if value not in ("true", "false"):
        raise _Refused(f"{_RAW}: Invalid value [{said[_RAW]}]. Must be true or false.")
    return value


def _scope(said: Attributes, fifo: bool) -> str:
    value = said["FilterPolicyScope"]
    if value not in SCOPES:
        wanted = "Please use either MessageBody or MessageAttributes"
        raise _Refused(f"FilterPolicyScope: Invalid value [{value}]. {wanted}")
    return value


def _filter(said: Attributes, fifo: bool) -> str:
    text = said["FilterPolicy"]
    policy = _decoded("FilterPolicy", text) if text else {}
    if policy == {}:
        return ""
    scope: Scope = "MessageBody" if said.get("FilterPolicyScope") == "MessageBody" else "MessageAttributes"
    try:
        read_policy(text, scope)
    except InvalidPattern as refused:
        words = pattern_words(_compact(policy), refused)
        raise _Refused(words if words == NESTED else f"FilterPolicy: {words}") from None
    return text


def _compact(policy: Any) -> str:
    """The text that SNS tells places in, whatever white space it was sent."""
    return json.dumps(policy, separators=(",", ":"), ensure_ascii=False)


def _redrive(said: Attributes, fifo: bool) -> str:
    text = said["RedrivePolicy"]
    if not text:
        return ""
    decoded = _decoded("RedrivePolicy", text)
    queue = decoded.get("deadLetterTargetArn") if isinstance(decoded, dict) else None
    if not _is_queue(queue):
        raise _Refused("RedrivePolicy: deadLetterTargetArn is an invalid arn")
    if fifo and said["Endpoint"].endswith(".fifo") and not str(queue).endswith(".fifo"):
        wanted = "must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic."
        raise _Refused(f"RedrivePolicy: {wanted}")
    return text


def _kept(name: str) -> Callable[[Attributes, bool], str]:
    return lambda said, _: said[name]


def _is_queue(arn: Any) -> bool:
    try:
        return Arn.parse(arn).service == "sqs"
    except (ValueError, AttributeError):
        return False


def _decoded(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise _Refused(f"{name}: failed to parse JSON. {json_fault(text, HIDDEN)}".rstrip()) from None


CHECKS: Mapping[str, Callable[[Attributes, bool], str]] = {
    _RAW: _raw,
    "FilterPolicyScope": _scope,
    "FilterPolicy": _filter,
    "RedrivePolicy": _redrive,
    **{name: _kept(name) for name in ("DeliveryPolicy", "ReplayPolicy", "SubscriptionRoleArn")},
}
"""In this order: a filter is read by its scope."""
