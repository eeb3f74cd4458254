"""What becomes of what AWS refuses, while it is asked what hangs on the resources of a mesh."""

from json import loads
from threading import Event
from typing import Any

import pytest
from botocore.exceptions import ClientError

from meshctl.adapters.aws.hanging.channels import subscriptions_of_topic
from meshctl.adapters.aws.hanging.events import rules_of_bus, rules_of_default_bus
from meshctl.adapters.aws.hanging.look import SERVICES, look_at
from meshctl.drift.own_resources import BUS
from meshctl.errors import Interrupted
from tests.docs.documents import ROOT, blocks
from tests.unit.drift.standing import STACK, TOPIC_ARN, own


class Answering:
    """A client of a service that answers every call with the same, or refuses it."""

    def __init__(self, code: str = "") -> None:
        self._code = code
        self.asked: set[str] = set()

    def get_paginator(self, call: str) -> "Answering":
        self.asked.add(call)
        return self

    def paginate(self, **_: str) -> Any:
        return [self._answer()]

    def __getattr__(self, call: str) -> Any:
        self.asked.add(call)
        return lambda **which: self._answer()

    def _answer(self) -> Any:
        if self._code:
            raise ClientError({"Error": {"Code": self._code, "Message": "no"}}, "ListThings")
        empty = (
            "Rules Targets Archives Schedules Subscriptions Consumers EventSourceMappings resourcePolicies PolicyNames"
            " Aliases FunctionEventInvokeConfigs subscriptionFilters"
        )
        return {
            "Attributes": {},
            "Policy": "",
            "CodeSha256": "",
            "AuthType": "NONE",
            "FunctionUrl": "https://url.example",
            "AttachedPolicies": [],
            **{name: [] for name in empty.split()},
        }


def test_it_asks_for_what_the_how_to_lists_and_for_nothing_else() -> None:
    clients = {service: Answering() for service in SERVICES}
    look_at(clients, STACK[0], own(), Event(), embedded=False)
    called = {f"{service}:{_action(call)}" for service, one in clients.items() for call in one.asked}
    page = (ROOT / "docs" / "how-to" / "aws.md").read_text()
    policies = [loads(block)["Statement"] for kind, block in blocks(page) if kind == "json"]
    (listed,) = [one["Action"] for each in policies for one in each if one.get("Sid") == "LookForDrift"]
    assert sorted(called) == listed


def _action(call: str) -> str:
    """`list_rules` as IAM calls it."""
    return "".join(word.capitalize() for word in call.split("_"))


def told(**codes: str) -> Any:
    clients = {service: Answering(codes.get(service, "")) for service in SERVICES}
    return look_at(clients, STACK[0], own(), Event(), embedded=False)


def test_where_everything_may_be_asked_nothing_is_left_out() -> None:
    assert told().unseen == ()


def test_what_is_denied_is_told_once_by_what_it_is_and_why() -> None:
    (one,) = told(sqs="AccessDenied").unseen
    assert (one.account, one.what) == (STACK[0], "policies of queues")
    assert "AccessDenied" in one.why
    assert "docs/how-to/aws.md" in one.hint


def test_what_one_service_denies_keeps_nobody_from_asking_the_others() -> None:
    unseen = {one.what for one in told(events="AccessDeniedException", sns="AuthorizationError").unseen}
    topics = {"policies of topics", "subscriptions to topics"}
    assert unseen == topics | {
        "rules of buses", "policies of buses", "archives of buses", "targets of rules", "rules of the default bus",
    }  # fmt: skip


@pytest.mark.parametrize("code", ["ThrottlingException", "InternalFailure"])
def test_what_aws_does_not_answer_is_not_looked_at(code: str) -> None:
    assert told(iam=code).unseen


def test_nothing_is_asked_any_more_when_somebody_says_stop() -> None:
    clients = {service: Answering() for service in SERVICES}
    stop = Event()
    stop.set()
    with pytest.raises(Interrupted):
        look_at(clients, STACK[0], own(), stop, embedded=False)
    assert not any(one.asked for one in clients.values())


class Topic(Answering):
    """SNS with three subscriptions to a topic: one that stands, one that nobody has confirmed, and one that is gone."""

    def _answer(self) -> Any:
        arns = f"{TOPIC_ARN}:1", "PendingConfirmation", "Deleted"
        return {
            "Subscriptions": [{"SubscriptionArn": one, "Protocol": "email", "Endpoint": "a@b.example"} for one in arns]
        }


def test_of_subscriptions_those_are_seen_that_stand_or_may_come_to_stand() -> None:
    (topic,) = [one for one in own() if one.arn == TOPIC_ARN]
    names = [one.names for one in subscriptions_of_topic(Topic(), topic, ())]
    assert names == [(f"{TOPIC_ARN}:1",), ("PendingConfirmation of email a@b.example",)]


@pytest.mark.parametrize(
    ("service", "code", "of_the_account"),
    [
        ("sqs", "AWS.SimpleQueueService.NonExistentQueue", ()),
        ("iam", "NoSuchEntity", ()),
        ("dynamodb", "PolicyNotFoundException", ()),
        ("lambda", "ResourceNotFoundException", ("event source mappings",)),
        ("events", "ResourceNotFoundException", ("rules of the default bus",)),
        ("scheduler", "ResourceNotFoundException", ("schedules",)),
        ("logs", "ResourceNotFoundException", ("policies of log groups",)),
    ],
)
def test_nothing_hangs_on_what_is_not_there_and_an_account_is_always_there(
    service: str, code: str, of_the_account: tuple[str, ...]
) -> None:
    assert tuple(one.what for one in told(**{service: code}).unseen) == of_the_account


class Rules(Answering):
    """EventBridge with two rules, of which somebody deletes the first after they were listed."""

    def paginate(self, **which: str) -> Any:
        if which.get("Rule") == "gone":
            raise ClientError({"Error": {"Code": "ResourceNotFoundException", "Message": "no"}}, "ListTargetsByRule")
        rules = [{"Name": name, "Arn": f"arn:{name}"} for name in ("gone", "stays")]
        return [{"Rules": rules, "Targets": [{"Id": "1", "Arn": TOPIC_ARN}]}]


def test_a_rule_that_is_deleted_meanwhile_hides_no_other() -> None:
    (bus,) = [one for one in own() if one.type == BUS]
    assert [one.names for one in rules_of_bus(Rules(), bus, ())] == [(bus.name, "stays")]
    assert [one.names for one in rules_of_default_bus(Rules(), ())] == [("default", "stays")]
