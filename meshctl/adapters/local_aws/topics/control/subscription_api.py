"""SNS's calls on subscriptions. A subscription is kept where its topic is, and belongs to who made it. Changes moto's class."""

import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.sns.models import Subscription, sns_backends
from moto.sns.responses import SNSResponse

from meshctl.adapters.local_aws.identities import Caller, caller_of
from meshctl.adapters.local_aws.topics.control.paging import page
from meshctl.adapters.local_aws.topics.control.protocols import CONFIRMED_BY_HAND, check_endpoint
from meshctl.adapters.local_aws.topics.control.subscription_attributes import WHEN_SUBSCRIBING, checked, differs
from meshctl.adapters.local_aws.topics.publish_api import topic_of
from meshctl.adapters.local_aws.topics.refusals import check_arn, invalid, invalid_token, not_found
from meshctl.adapters.local_aws.topics.subscriptions import DEFAULT_SCOPE, find_subscription, subscriptions_of

TOKEN = re.compile(r"[0-9a-f]{200,}")
TOKEN_BYTES = 144
OWNER_ASKED = ("sqs", "lambda")
"""Whose owner is asked where somebody else subscribes them."""


def install(ask: Callable[[Any], None]) -> None:
    """Have subscriptions made, changed and listed as SNS does, for good; `ask` asks the owner of an endpoint to confirm."""
    SNSResponse.subscribe = _subscribe(ask)
    SNSResponse.confirm_subscription = _confirm
    SNSResponse.unsubscribe = _unsubscribe
    SNSResponse.get_subscription_attributes = _get_attributes
    SNSResponse.set_subscription_attributes = _set_attributes
    SNSResponse.list_subscriptions = _list
    SNSResponse.list_subscriptions_by_topic = _list_by_topic


def _subscribe(ask: Callable[[Any], None]) -> Any:
    def subscribe(response: Any) -> ActionResult:
        topic = topic_of(response, response._get_param("TopicArn"), "TopicArn")
        protocol, endpoint = response._get_param("Protocol") or "", response._get_param("Endpoint") or ""
        given = response._get_param("Attributes") or {}
        check_endpoint(protocol, endpoint, topic.fifo_topic)
        one = _known(topic, protocol, endpoint)
        if one is None:
            one = _made(topic, protocol, endpoint, caller_of(response.access_key), given)
            if one.token and protocol == "sqs":
                ask(one)
        elif differs(given, one.attributes):
            raise invalid(f"{WHEN_SUBSCRIBING}Subscription already exists with different attributes")
        told = one.arn if not one.token or response._get_param("ReturnSubscriptionArn") else "pending confirmation"
        return ActionResult({"SubscriptionArn": told})

    return subscribe


def _known(topic: Any, protocol: str, endpoint: str) -> Any | None:
    same = (one for one in subscriptions_of(topic) if (one.protocol, one.endpoint) == (protocol, endpoint))
    return next(same, None)


def _made(topic: Any, protocol: str, endpoint: str, caller: Caller, given: Mapping[str, str]) -> Any:
    one = Subscription(caller.account, topic, endpoint, protocol)
    pending = protocol in CONFIRMED_BY_HAND or (protocol in OWNER_ASKED and f":{caller.account}:" not in endpoint)
    one.token = secrets.token_hex(TOKEN_BYTES) if pending else None
    own = {
        "ConfirmationWasAuthenticated": str(not pending).lower(),
        "Endpoint": endpoint,
        "Owner": caller.account,
        "PendingConfirmation": str(pending).lower(),
        "Protocol": protocol,
        "RawMessageDelivery": "false",
        "SubscriptionArn": one.arn,
        "SubscriptionPrincipal": caller.principal.arn,
        "TopicArn": topic.arn,
    }
    one.attributes = checked(given, own, topic.fifo_topic, WHEN_SUBSCRIBING)
    topic.sns_backend.subscriptions[one.arn] = one
    return one


def _confirm(response: Any) -> ActionResult:
    token = response._get_param("Token") or ""
    if not TOKEN.fullmatch(token):
        raise invalid_token()
    one = next((kept for kept in _of_region(response.region) if kept.token == token), None)
    if one is None:
        raise invalid("Token")
    if one.topic.arn != response._get_param("TopicArn"):
        raise invalid("Topic")
    one.token = None
    one.attributes |= {"PendingConfirmation": "false", "ConfirmationWasAuthenticated": "true"}
    return ActionResult({"SubscriptionArn": one.arn})


def _unsubscribe(response: Any) -> EmptyResult:
    arn = check_arn(response._get_param("SubscriptionArn"), "SubscriptionArn", response.region)
    if len(arn.split(":")) == 6:
        raise invalid("SubscriptionId")
    if one := find_subscription(arn):
        one.topic.sns_backend.subscriptions.pop(arn, None)
    return EmptyResult()


def _get_attributes(response: Any) -> ActionResult:
    told = dict(_found(response).attributes)
    if "FilterPolicy" in told:
        told = {"FilterPolicyScope": DEFAULT_SCOPE, **told}
    else:
        told.pop("FilterPolicyScope", None)
    return ActionResult({"Attributes": told})


def _set_attributes(response: Any) -> EmptyResult:
    one = _found(response)
    given = {response._get_param("AttributeName") or "": response._get_param("AttributeValue") or ""}
    one.attributes = checked(given, one.attributes, one.topic.fifo_topic)
    return EmptyResult()


def _found(response: Any) -> Any:
    arn = check_arn(response._get_param("SubscriptionArn"), "SubscriptionArn", response.region)
    one = find_subscription(arn)
    if one is None:
        raise not_found("Subscription")
    return one


def _list(response: Any) -> ActionResult:
    owner = caller_of(response.access_key).account
    return _page(response, [one for one in _of_region(response.region) if one.owner == owner])


def _list_by_topic(response: Any) -> ActionResult:
    return _page(response, subscriptions_of(topic_of(response, response._get_param("TopicArn"), "TopicArn")))


def _page(response: Any, kept: list[Any]) -> ActionResult:
    ones, token = page(kept, response._get_param("NextToken"))
    return ActionResult({"Subscriptions": [_told(one) for one in ones], "NextToken": token})


def _told(one: Any) -> dict[str, str]:
    told = {name: one.attributes[name] for name in ("Owner", "Protocol", "Endpoint", "TopicArn")}
    return {**told, "SubscriptionArn": "PendingConfirmation" if one.token else one.arn}


def _of_region(region: str) -> list[Any]:
    """All subscriptions of a Region; moto keeps them by account."""
    backends = [account[region] for account in list(sns_backends.values()) if region in account]
    return [one for backend in backends for one in list(backend.subscriptions.values())]
