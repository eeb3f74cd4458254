"""What a queue and a function are given of a message: the notification around it, or the message alone.

https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
"""

import json
import uuid
from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.topics.publishing import TopicMessage
from meshctl.adapters.local_aws.topics.signatures import signed
from meshctl.adapters.local_aws.topics.subscriptions import TopicSubscription

OF_FUNCTIONS = {"SigningCertURL": "SigningCertUrl", "UnsubscribeURL": "UnsubscribeUrl"}
"""What Lambda spells in another way."""


def notification(message: TopicMessage, subscription: TopicSubscription, version: str) -> dict[str, Any]:
    """Give the notification, in the order in which SNS writes it; `version` is the signature's. FIFO topics do not sign."""
    arn = Arn.parse(subscription.topic_arn)
    told = {
        "Type": "Notification",
        "MessageId": message.id,
        "SequenceNumber": message.sequence,
        "TopicArn": arn.text,
        "Subject": message.subject,
        "Message": message.text_for(subscription.protocol),
        "Timestamp": message.published,
    }
    known: dict[str, Any] = {name: value for name, value in told.items() if value is not None}
    if not message.sequence:
        known |= signed(known, version)
    known["UnsubscribeURL"] = _unsubscribe(arn.region, subscription.arn)
    shown = {name: one.shown for name, one in message.attributes.items()}
    return {**known, "MessageAttributes": shown} if shown else known


def confirmation(topic_arn: str, token: str, moment: str) -> dict[str, Any]:
    """Give what SNS asks the owner of an endpoint whom somebody else has subscribed."""
    region = Arn.parse(topic_arn).region
    confirm = f"https://sns.{region}.amazonaws.com/?Action=ConfirmSubscription&TopicArn={topic_arn}&Token={token}"
    asked = {
        "Type": "SubscriptionConfirmation",
        "MessageId": str(uuid.uuid4()),
        "Token": token,
        "TopicArn": topic_arn,
        "Message": f"You have chosen to subscribe to the topic {topic_arn}.\n"
        "To confirm the subscription, visit the SubscribeURL included in this message.",
        "SubscribeURL": confirm,
        "Timestamp": moment,
    }
    return {**asked, **signed(asked, "1")}


def as_body(told: dict[str, Any]) -> str:
    """Write a notification as the body of a queue's message, as SNS spaces it."""
    return json.dumps(told, ensure_ascii=False, indent=2, separators=(",", " : "))


def record(told: dict[str, Any], subscription_arn: str) -> str:
    """Write a notification as the event of a function, which tells every signature to be of version 1 (recorded on AWS)."""
    sns = {OF_FUNCTIONS.get(name, name): value for name, value in told.items()}
    sns |= {"SignatureVersion": "1"} if "SignatureVersion" in sns else {}
    sns = {**sns, "Subject": told.get("Subject"), "MessageAttributes": told.get("MessageAttributes", {})}
    source = {"EventSource": "aws:sns", "EventVersion": "1.0", "EventSubscriptionArn": subscription_arn}
    return json.dumps({"Records": [{**source, "Sns": sns}]}, ensure_ascii=False)


def _unsubscribe(region: str, subscription_arn: str) -> str:
    return f"https://sns.{region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn={subscription_arn}"
