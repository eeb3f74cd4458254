"""SNS's Publish and PublishBatch, answered by topics that deliver. Changes moto's class."""

from dataclasses import replace
from typing import Any

from moto.core.responses import ActionResult
from moto.sns.models import sns_backends
from moto.sns.responses import SNSResponse

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.identities import caller_of
from meshctl.adapters.local_aws.requests.traces import trace_in
from meshctl.adapters.local_aws.topics.publishing import (
    TopicMessage,
    check_batch,
    check_batch_size,
    check_size,
    message_of,
)
from meshctl.adapters.local_aws.topics.refusals import check_arn, invalid, not_found
from meshctl.adapters.local_aws.topics.subscriptions import find_topic
from meshctl.adapters.local_aws.topics.topics import Topics, taken_by


def install(topics: Topics) -> None:
    """Have messages taken by topics that deliver, in this process and for good."""
    SNSResponse.publish = _publish(topics, SNSResponse.publish)
    SNSResponse.publish_batch = _publish_batch(topics)


def _publish(topics: Topics, stock: Any) -> Any:
    def publish(response: Any) -> Any:
        target = response._get_param("TopicArn") or response._get_param("TargetArn")
        if response._get_param("PhoneNumber") is not None or _is_device(target):
            _check_device(response, target)
            return stock(response)
        topic = topic_of(response, target, "TopicArn")
        message = replace(message_of(response.params), trace=trace_in(response.headers))
        check_size(message)
        taken = topics.publish(topic, message, caller_of(response.access_key).account)
        return ActionResult(_told(taken))

    return publish


def _publish_batch(topics: Topics) -> Any:
    def publish_batch(response: Any) -> ActionResult:
        topic = topic_of(response, response._get_param("TopicArn"), "TopicArn")
        entries = response._get_param("PublishBatchRequestEntries") or []
        check_batch(entries)
        messages = [
            message_of(entry, f"publishBatchRequestEntries.{number}.member.") for number, entry in enumerate(entries, 1)
        ]
        check_batch_size(messages)
        messages = [replace(message, trace=trace_in(response.headers)) for message in messages]
        for message in messages:  # a batch is taken whole, or not at all
            taken_by(topic, message)
        account = caller_of(response.access_key).account
        taken = [topics.publish(topic, message, account) for message in messages]
        done = [{"Id": entry["Id"], **_told(one)} for entry, one in zip(entries, taken, strict=True)]
        return ActionResult({"Successful": done, "Failed": []})

    return publish_batch


def topic_of(response: Any, arn: str | None, parameter: str) -> Any:
    """Give moto's topic that a call names; raises SNS's refusal."""
    topic = find_topic(Arn.parse(check_arn(arn, parameter, response.region)))
    if topic is None:
        raise not_found("Topic")
    return topic


def _told(message: TopicMessage) -> dict[str, str]:
    number = {"SequenceNumber": message.sequence} if message.sequence else {}
    return {"MessageId": message.id, **number}


def _is_device(target: str | None) -> bool:
    return bool(target) and ":endpoint/" in str(target)


def _check_device(response: Any, target: str | None) -> None:
    endpoints = sns_backends[response.current_account][response.region].platform_endpoints
    if target and target not in endpoints:
        raise invalid("TargetArn Reason: No endpoint found for the target arn specified")
