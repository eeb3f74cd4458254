"""Topics as targets of EventBridge."""

from collections.abc import Callable
from functools import partial
from typing import Any

from moto.sns.exceptions import SNSException

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.event_bridge.failures import Undeliverable
from meshctl.adapters.local_aws.event_bridge.permissions import Wanted
from meshctl.adapters.local_aws.event_bridge.resources import policy_of
from meshctl.adapters.local_aws.event_bridge.targets.kinds import DeliveryInput, TargetKind
from meshctl.adapters.local_aws.topics.publishing import TopicMessage, check_size, message_from
from meshctl.adapters.local_aws.topics.subscriptions import find_topic
from meshctl.adapters.local_aws.topics.topics import taken_by
from meshctl.adapters.local_aws.workers import Workers


def topic_kind(publish: Callable[[Any, TopicMessage], object], workers: Workers) -> TargetKind:
    """Topics on which `publish` publishes later. EventBridge names no group, so a FIFO topic refuses its events."""

    def hand_over(given: DeliveryInput) -> None:
        message = message_from(given.text, given.event.marks)
        try:
            check_size(message)
            taken_by(given.resource, message)
        except SNSException as refusal:
            raise Undeliverable("INVALID_PARAMETER", refusal.message) from refusal
        workers.submit(partial(publish, given.resource, message))

    return TargetKind(find_topic, _wanted, hand_over)


def _wanted(arn: Arn, topic: Any) -> tuple[Wanted, ...]:
    return (Wanted("sns:Publish", arn, policy_of(topic)),)
