"""Calls on topics: which action on which topic, and whether the caller may.

https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html
"""

from typing import Any

from moto.sns.exceptions import SNSException

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.authorization import identity_may, not_authorized
from meshctl.adapters.local_aws.identities import Caller, caller_of
from meshctl.adapters.local_aws.topics.refusals import check_arn
from meshctl.adapters.local_aws.topics.subscriptions import find_subscription, find_topic

ACTIONS = {"PublishBatch": "Publish"}
"""Actions that are not named as their calls."""
SHARED = frozenset(
    {
        "AddPermission",
        "DeleteTopic",
        "GetTopicAttributes",
        "ListSubscriptionsByTopic",
        "Publish",
        "RemovePermission",
        "SetTopicAttributes",
        "Subscribe",
    }
)
"""What a topic's policy can give to another account."""
NAMED_BY = {
    **dict.fromkeys(SHARED - {"Publish"}, "TopicArn"),
    "PublishBatch": "TopicArn",
    "GetDataProtectionPolicy": "ResourceArn",
    "ListTagsForResource": "ResourceArn",
    "PutDataProtectionPolicy": "ResourceArn",
    "TagResource": "ResourceArn",
    "UntagResource": "ResourceArn",
}
"""The parameter that names the topic, by the call. Publish has two."""


def authorize_topic_call(response: Any) -> None:
    """Raise SNS's refusal unless the caller may; then have the topic's own account answer."""
    caller, arn = caller_of(response.access_key), _topic(response)
    operation = response._get_action()
    action = ACTIONS.get(operation, operation)
    if reason := _refusal(caller, action, arn, _owns_subscription(response, caller)):
        raise SNSException("AuthorizationError", not_authorized(caller, f"SNS:{action}", arn, reason))
    if arn != "*":
        response.current_account = Arn.parse(arn).account


def _topic(response: Any) -> str:
    """The topic that a call is about; `*` where it is about none."""
    region, operation = response.region, response._get_action()
    if parameter := NAMED_BY.get(operation):
        return check_arn(response._get_param(parameter), parameter, region)
    if subscription := response._get_param("SubscriptionArn"):
        return ":".join(check_arn(subscription, "SubscriptionArn", region).split(":")[:6])
    if operation != "Publish":
        return "*"
    named = response._get_param("TopicArn")
    target = response._get_param("TargetArn") if named is None else named
    return check_arn(target, "TopicArn", region) if target is not None and ":endpoint/" not in target else "*"


def _owns_subscription(response: Any, caller: Caller) -> bool:
    """Whether it is about the caller's own subscription to a topic of somebody else."""
    one = find_subscription(response._get_param("SubscriptionArn") or "")
    return one is not None and one.owner == caller.account != one.topic.account_id


def _refusal(caller: Caller, action: str, arn: str, owned: bool) -> str | None:
    """Why not. About a topic that is not there, SNS says so."""
    topic = find_topic(Arn.parse(arn)) if arn != "*" else None
    across = arn != "*" and Arn.parse(arn).account != caller.account
    if owned or (across and topic is None):
        return None
    if across and action not in SHARED:
        return f"only account {Arn.parse(arn).account}, whose topic it is, may do that"
    context = {"aws:SourceOwner": [caller.account]}
    decision = identity_may(caller, f"sns:{action}", arn, topic and topic.policy, context)
    return None if decision.allowed else decision.reason
