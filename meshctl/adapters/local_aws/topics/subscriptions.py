"""The subscriptions that moto keeps of a topic, as they are when a message is published. Changes nothing."""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from moto.sns.models import sns_backends

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.topics.publishing import TopicMessage
from meshctl.patterns import Pattern
from meshctl.patterns.dialects.topic_policies import Scope, read_policy

DEFAULT_SCOPE: Scope = "MessageAttributes"


@dataclass(frozen=True)
class TopicSubscription:
    """Who wants what of a topic. `filter_policy` is JSON text, or empty."""

    arn: str
    topic_arn: str
    protocol: str
    endpoint: str
    confirmed: bool
    raw: bool
    filter_policy: str
    scope: Scope
    dead_letters_arn: str | None

    @classmethod
    def of(cls, kept: Any) -> "TopicSubscription":
        """Copy what moto keeps of a subscription."""
        said = kept.attributes
        return cls(
            arn=kept.arn,
            topic_arn=kept.topic.arn,
            protocol=kept.protocol,
            endpoint=kept.endpoint,
            confirmed=said["PendingConfirmation"] == "false",
            raw=said["RawMessageDelivery"] == "true",
            filter_policy=said.get("FilterPolicy", ""),
            scope=said.get("FilterPolicyScope", DEFAULT_SCOPE),
            dead_letters_arn=json.loads(said.get("RedrivePolicy") or "{}").get("deadLetterTargetArn"),
        )

    def wants(self, message: TopicMessage) -> bool:
        """Whether the filter policy lets a message pass."""
        if not self.filter_policy:
            return True
        policy = _compiled(self.filter_policy, self.scope)
        if self.scope == "MessageAttributes":
            return policy.matches({name: one.filtered for name, one in message.attributes.items()})
        body = _decoded(message.text_for(self.protocol))
        return isinstance(body, dict) and policy.matches(body)


def find_topic(arn: Arn) -> Any | None:
    """Give moto's topic, or nothing."""
    return sns_backends[arn.account][arn.region].topics.get(arn.text)


def subscriptions_of(topic: Any) -> list[Any]:
    """Give moto's subscriptions of a topic, in the order they were made."""
    kept = topic.sns_backend.subscriptions
    return [one for one in list(kept.values()) if one.topic is topic]


def find_subscription(arn: str) -> Any | None:
    """Give moto's subscription, or nothing; it is kept where its topic is."""
    parts = arn.split(":")
    return sns_backends[parts[4]][parts[3]].subscriptions.get(arn) if len(parts) > 6 else None


@lru_cache(maxsize=8192)
def _compiled(policy: str, scope: Scope) -> Pattern:
    return read_policy(policy, scope)


def _decoded(text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError):
        return None
