"""SNS's calls on topics where moto's differ: what is made, kept and told of a topic. Changes moto's class."""

from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.sns.exceptions import SNSException, SNSInvalidParameter
from moto.sns.models import Topic
from moto.sns.responses import SNSResponse

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.topics.control.paging import page
from meshctl.adapters.local_aws.topics.control.topic_attributes import check_name, checked, told
from meshctl.adapters.local_aws.topics.fifo import TopicMemory
from meshctl.adapters.local_aws.topics.publish_api import topic_of
from meshctl.adapters.local_aws.topics.refusals import invalid, missing
from meshctl.adapters.local_aws.topics.subscriptions import find_topic, subscriptions_of

DIFFERENT = "Reason: Topic already exists with different"


def install() -> None:
    """Have topics made, changed and told as SNS does, in this process and for good."""
    SNSResponse.create_topic = _create
    SNSResponse.get_topic_attributes = _get_attributes
    SNSResponse.set_topic_attributes = _set_attributes
    SNSResponse.list_topics = _list
    SNSResponse.add_permission = _add_permission(SNSResponse.add_permission)
    SNSResponse.tag_resource = _tag(SNSResponse.tag_resource)
    SNSResponse.put_data_protection_policy = _put_data_protection_policy
    SNSResponse.get_data_protection_policy = _get_data_protection_policy


def _create(response: Any) -> ActionResult:
    name, given = response._get_param("Name") or "", dict(response._get_param("Attributes") or {})
    fifo = given.pop("FifoTopic", "false").lower() == "true"
    check_name(name, fifo)
    wanted, tags = checked(given, fifo), _tags(response)
    topic = Topic(name, response.backend)
    known = response.backend.topics.get(topic.arn)
    if known is None:
        topic.fifo_topic, topic.memory, topic.given, topic._tags = fifo, TopicMemory(), {}, tags
        _keep(topic, wanted)
        response.backend.topics[topic.arn] = topic
    else:
        _check_same(known, wanted, tags)
    return ActionResult({"TopicArn": topic.arn})


def _check_same(known: Any, wanted: dict[str, str], tags: dict[str, str]) -> None:
    kept = {**known.given, "Policy": known.policy}
    if any(kept.get(name) != value for name, value in wanted.items()):
        raise invalid(f"Attributes {DIFFERENT} attributes")
    if any(known._tags.get(name) != value for name, value in tags.items()):
        raise invalid(f"Tags {DIFFERENT} tags")


def _keep(topic: Any, wanted: dict[str, str]) -> None:
    """The policy is moto's; of the rest, an empty value takes one away."""
    if policy := wanted.pop("Policy", ""):
        topic.policy = policy
    topic.given = {name: value for name, value in {**topic.given, **wanted}.items() if value}


def _get_attributes(response: Any) -> ActionResult:
    topic = topic_of(response, response._get_param("TopicArn"), "TopicArn")
    pending = [bool(one.token) for one in subscriptions_of(topic)]
    attributes = {
        "TopicArn": topic.arn,
        "Owner": topic.account_id,
        "Policy": topic.policy,
        "SubscriptionsPending": str(pending.count(True)),
        "SubscriptionsConfirmed": str(pending.count(False)),
        "SubscriptionsDeleted": "0",
        **told(topic.given, topic.fifo_topic),
    }
    return ActionResult({"Attributes": attributes})


def _set_attributes(response: Any) -> EmptyResult:
    topic = topic_of(response, response._get_param("TopicArn"), "TopicArn")
    given = {response._get_param("AttributeName") or "": response._get_param("AttributeValue") or ""}
    _keep(topic, checked(given, topic.fifo_topic))
    return EmptyResult()


def _list(response: Any) -> ActionResult:
    topics, token = page(list(response.backend.topics), response._get_param("NextToken"))
    return ActionResult({"Topics": [{"TopicArn": arn} for arn in topics], "NextToken": token})


def _add_permission(stock: Any) -> Any:
    def add_permission(response: Any) -> Any:
        topic_of(response, response._get_param("TopicArn"), "TopicArn")
        try:
            return stock(response)
        except SNSInvalidParameter as refused:
            raise invalid(refused.message) from None

    return add_permission


def _tag(stock: Any) -> Any:
    def tag_resource(response: Any) -> Any:
        _tags(response)
        return stock(response)

    return tag_resource


def _tags(response: Any) -> dict[str, str]:
    tags = response._get_param("Tags") or []
    for number, tag in enumerate(tags, 1):
        for part in ("Key", "Value"):
            if part not in tag:
                raise missing(f"tags.{number}.member.{part.lower()}")
    if len({tag["Key"] for tag in tags}) < len(tags):
        raise invalid("Duplicated keys are not allowed.")
    return {tag["Key"]: tag["Value"] for tag in tags}


def _put_data_protection_policy(response: Any) -> EmptyResult:
    _resource(response).data_protection = response._get_param("DataProtectionPolicy") or ""
    return EmptyResult()


def _get_data_protection_policy(response: Any) -> ActionResult:
    return ActionResult({"DataProtectionPolicy": getattr(_resource(response), "data_protection", "")})


def _resource(response: Any) -> Any:
    topic = find_topic(Arn.parse(response._get_param("ResourceArn")))
    if topic is None:
        raise SNSException("ResourceNotFound", "Resource does not exist")
    return topic
