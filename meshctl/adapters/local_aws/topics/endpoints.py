"""Delivery to one subscription: queues and functions, of whatever account. Knows nothing of retries."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from moto.core.exceptions import ServiceException
from moto.sqs.models import sqs_backends
from werkzeug.exceptions import HTTPException

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.authorization import service_may
from meshctl.adapters.local_aws.event_bridge.failures import Undeliverable, no_permissions, no_resource
from meshctl.adapters.local_aws.event_bridge.messages import MARKS
from meshctl.adapters.local_aws.event_bridge.resources import find_function, find_queue, policy_of
from meshctl.adapters.local_aws.journal import Marks
from meshctl.adapters.local_aws.topics.notifications import as_body, confirmation, notification, record
from meshctl.adapters.local_aws.topics.publishing import TopicMessage, message_from
from meshctl.adapters.local_aws.topics.subscriptions import TopicSubscription, find_topic

SERVICE = "sns.amazonaws.com"
MOST_ATTRIBUTES = 10
"""Of a queue's message, hence of a raw delivery."""


@dataclass(frozen=True)
class TopicEndpoints:
    """The ways out of SNS: `invoke` takes a function's event."""

    invoke: Callable[[Any, str, Marks, str | None], None]

    def deliver(self, message: TopicMessage, subscription: TopicSubscription) -> None:
        """Deliver a message once; `Undeliverable` says why not."""
        if subscription.protocol == "sqs":
            if subscription.raw and len(message.attributes) > MOST_ATTRIBUTES:
                reason = f"a raw delivery has at most {MOST_ATTRIBUTES} message attributes"
                raise Undeliverable("INVALID_PARAMETER", reason)
            send(message, subscription, Arn.parse(subscription.endpoint))
        elif subscription.protocol == "lambda":
            self._invoke(message, subscription, Arn.parse(subscription.endpoint))
        else:
            reason = f"the embedded AWS delivers to queues and functions, not to {subscription.protocol}"
            raise Undeliverable("UNSUPPORTED_TARGET", reason)

    def _invoke(self, message: TopicMessage, subscription: TopicSubscription, arn: Arn) -> None:
        function = _found(find_function, arn)
        _check(subscription.topic_arn, "lambda:InvokeFunction", arn, policy_of(function))
        told = _notification(message, subscription)
        self.invoke(function, record(told, subscription.arn), message.marks, message.trace)


def send(message: TopicMessage, subscription: TopicSubscription, arn: Arn) -> None:
    """Put a message into a subscription's queue, or into its dead letters; `Undeliverable` when it is not taken."""
    raw = subscription.raw and subscription.protocol == "sqs"
    body = message.text_for("sqs") if raw else as_body(_notification(message, subscription))
    attributes = {name: one.of_a_queue for name, one in message.attributes.items()} if raw else {}
    _put(arn, subscription.topic_arn, body, message, attributes)


def ask_to_confirm(kept: Any) -> None:
    """Ask the owner of a queue to confirm a subscription, by a message in it; where it takes none, nobody is asked."""
    asking = message_from("confirm", Marks())
    body = as_body(confirmation(kept.topic.arn, kept.token, asking.published))
    with suppress(Undeliverable):
        _put(Arn.parse(kept.endpoint), kept.topic.arn, body, asking, {})


def _put(arn: Arn, topic_arn: str, body: str, message: TopicMessage, attributes: dict[str, Any]) -> None:
    queue = _found(find_queue, arn)
    _check(topic_arn, "sqs:SendMessage", arn, policy_of(queue))
    try:
        sqs_backends[arn.account][arn.region].send_message(
            queue_name=arn.resource,
            message_body=body,
            message_attributes=attributes,
            system_attributes={MARKS: message.marks, **_trace(message)},
            **_order(message, queue.fifo_queue),
        )
    except (ServiceException, HTTPException) as refusal:
        raise Undeliverable("INVALID_PARAMETER", str(getattr(refusal, "message", refusal))) from refusal


def _trace(message: TopicMessage) -> dict[str, Any]:
    return {"AWSTraceHeader": {"DataType": "String", "StringValue": message.trace}} if message.trace else {}


def _found(find: Callable[[Arn], Any | None], arn: Arn) -> Any:
    """Give what is there; `Undeliverable` where it is not, nor its Region."""
    try:
        found = find(arn)
    except KeyError:
        found = None
    if found is None:
        raise no_resource(arn.text)
    return found


def _order(message: TopicMessage, fifo: bool) -> dict[str, str | None]:
    """A FIFO queue gets group and deduplication; another one the group of a standard topic's message."""
    if fifo:
        return {"group_id": message.group, "deduplication_id": message.deduplication}
    return {} if message.sequence else {"group_id": message.group}


def _check(topic_arn: str, action: str, arn: Arn, policy: Any) -> None:
    """Raise `Undeliverable` unless the resource's policy lets SNS in on behalf of the topic."""
    context = {"aws:SourceArn": [topic_arn], "aws:SourceAccount": [Arn.parse(topic_arn).account]}
    decision = service_may(SERVICE, action, arn.text, policy, context)
    if not decision.allowed:
        raise no_permissions(decision.reason)


def _notification(message: TopicMessage, subscription: TopicSubscription) -> dict[str, Any]:
    return notification(message, subscription, _signature_version(subscription))


def _signature_version(subscription: TopicSubscription) -> str:
    topic = find_topic(Arn.parse(subscription.topic_arn))
    return str(topic.given.get("SignatureVersion", "1")) if topic else "1"
