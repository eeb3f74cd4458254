"""From a rule to its targets, and what becomes of events that cannot be delivered."""

import json
from typing import Any

import pytest

from .accounts import REGION, Account, allow, attributes_of, from_rule, let_in, message_of, policy, root

pytestmark = pytest.mark.local

PLACED = {"account": ["222222222222"], "source": ["orders.checkout"], "detail-type": ["OrderPlaced.v1"]}
ANY = {"source": [{"prefix": ""}]}


def open_bus(hub: Account, orders: Account) -> str:
    return hub.bus(let_in(root(orders), "events:PutEvents"))


def delivery_role(hub: Account, queue: str) -> str:
    pinned = {"ArnEquals": {"aws:SourceArn": hub.rule_arn()}, "StringEquals": {"aws:SourceAccount": hub.number}}
    return hub.role("delivery", "events.amazonaws.com", allow("sqs:SendMessage", queue), Condition=pinned)


def from_role(hub: Account) -> dict[str, Any]:
    role = f"arn:aws:iam::{hub.number}:role/{hub.prefix}_delivery"
    return let_in(root(hub), "sqs:SendMessage", ArnEquals={"aws:PrincipalArn": role})


def test_an_event_travels_from_one_account_over_the_hub_into_another(
    hub: Account, orders: Account, payments: Account, told: Any
) -> None:
    bus = open_bus(hub, orders)
    queue = payments.queue("buffer", from_role(hub))
    rule = hub.rule(bus, PLACED, Arn=queue, RoleArn=delivery_role(hub, queue))
    event_id = orders.publish(bus)["EventId"]
    event = json.loads(payments.receive(queue)[0]["Body"])
    assert (event["id"], event["account"], event["region"]) == (event_id, orders.number, REGION)
    assert event["detail"]["data"]["amount"] == 7
    (line,) = told("delivered")
    assert (line["rule"], line["target"], line["target_account"]) == (rule, queue, payments.number)
    assert line["account"] == hub.number


def test_what_the_target_does_not_allow_becomes_a_dead_letter(
    hub: Account, orders: Account, payments: Account, told: Any
) -> None:
    bus = open_bus(hub, orders)
    queue = payments.queue("buffer")
    dead = payments.queue("dead", from_rule(hub.rule_arn()))
    role = delivery_role(hub, queue)
    rule = hub.rule(bus, PLACED, Arn=queue, RoleArn=role, DeadLetterConfig={"Arn": dead})
    event_id = orders.publish(bus)["EventId"]
    (letter,) = payments.receive(dead)
    said = attributes_of(letter)
    assert json.loads(letter["Body"])["id"] == event_id
    assert (said["RULE_ARN"], said["TARGET_ARN"], said["ERROR_CODE"]) == (rule, queue, "NO_PERMISSIONS")
    assert said["RETRY_ATTEMPTS"] == "0"
    assert role in said["ERROR_MESSAGE"]
    assert told("dead-lettered")[0]["queue"] == dead


def test_without_a_dead_letter_policy_the_event_is_lost_and_journaled(
    hub: Account, orders: Account, payments: Account, told: Any
) -> None:
    bus = open_bus(hub, orders)
    queue, dead = payments.queue("buffer"), payments.queue("dead")
    hub.rule(bus, PLACED, Arn=queue, RoleArn=delivery_role(hub, queue), DeadLetterConfig={"Arn": dead})
    event_id = orders.publish(bus)["EventId"]
    (line,) = told("lost")
    assert (line["id"], line["code"]) == (event_id, "NO_PERMISSIONS")
    assert "no dead letter" in line["reason"]
    assert payments.receive(dead, patience=0.2) == []


@pytest.mark.parametrize("fault", ["no role", "missing role", "trust", "policy"])
def test_another_accounts_target_needs_a_role_that_may(
    hub: Account, orders: Account, payments: Account, told: Any, fault: str
) -> None:
    bus = open_bus(hub, orders)
    queue = payments.queue("buffer", from_role(hub))
    target = {"Arn": queue, "RoleArn": f"arn:aws:iam::{hub.number}:role/{hub.prefix}_delivery"}
    if fault == "no role":
        del target["RoleArn"]
    elif fault == "trust":
        hub.role("delivery", "lambda.amazonaws.com", allow("sqs:SendMessage", queue))
    elif fault == "policy":
        hub.role("delivery", "events.amazonaws.com", allow("sqs:SendMessage", f"{queue}-other"))
    hub.rule(bus, PLACED, **target)
    orders.publish(bus)
    assert told("lost")[0]["code"] == "NO_PERMISSIONS"


def test_a_queue_of_the_same_account_lets_eventbridge_in_for_the_rule_only(orders: Account, told: Any) -> None:
    bus = orders.bus()
    mine, others = orders.queue("mine", from_rule(orders.rule_arn())), orders.queue("others", from_rule(bus))
    name, kept = f"{orders.prefix}_rule", f"{orders.prefix}_bus"
    orders.rule(bus, ANY, Arn=mine)
    orders.events.put_targets(Rule=name, EventBusName=kept, Targets=[{"Id": "second", "Arn": others}])
    orders.publish(bus)
    assert len(orders.receive(mine)) == 1
    assert (told("lost")[0]["target"], told("lost")[0]["code"]) == (others, "NO_RESOURCE")


def test_a_disabled_rule_is_silent(orders: Account, told: Any) -> None:
    bus = orders.bus()
    queue = orders.queue("mine", from_rule(orders.rule_arn()))
    orders.rule(bus, ANY, state="DISABLED", Arn=queue)
    orders.publish(bus)
    assert told("unmatched")
    assert orders.receive(queue, patience=0.2) == []


def test_an_event_from_another_bus_is_not_forwarded_to_a_third(
    hub: Account, orders: Account, payments: Account, told: Any
) -> None:
    third = payments.bus(let_in(root(orders), "events:PutEvents"))
    second = orders.bus(let_in(root(hub), "events:PutEvents"))
    first = hub.bus()
    orders.rule(second, ANY, Arn=third, RoleArn=orders.role("hop", "events.amazonaws.com", allow("events:*", third)))
    hub.rule(first, ANY, Arn=second, RoleArn=hub.role("hop", "events.amazonaws.com", allow("events:*", second)))
    event_id = hub.publish(first)["EventId"]
    (line,) = told("dropped")
    assert (line["id"], line["target"], line["reason"]) == (event_id, third, "one-hop")
    assert told("delivered")[0]["target"] == second


def test_a_third_bus_that_an_event_does_not_reach_leaves_a_dead_letter(
    hub: Account, orders: Account, payments: Account
) -> None:
    third, second, first = payments.bus(), orders.bus(let_in(root(hub), "events:PutEvents")), hub.bus()
    dead = orders.queue("dead", from_rule(orders.rule_arn()))
    orders.rule(second, ANY, Arn=third, RoleArn=f"{first}-any", DeadLetterConfig={"Arn": dead})
    hub.rule(first, ANY, Arn=second, RoleArn=hub.role("hop", "events.amazonaws.com", allow("events:*", second)))
    event_id = hub.publish(first)["EventId"]
    (letter,) = orders.receive(dead)
    assert json.loads(letter["Body"])["id"] == event_id
    assert attributes_of(letter)["ERROR_CODE"] == "THIRD_ACCOUNT_HOP_DETECTED"


def test_only_a_bus_of_another_region_gives_an_event_a_new_id(orders: Account) -> None:
    far = orders.session.client("events", region_name="eu-west-1", endpoint_url=orders.endpoint)
    name = f"{orders.prefix}_far"
    second = far.create_event_bus(Name=name)["EventBusArn"]
    far.put_rule(Name=name, EventBusName=name, EventPattern=json.dumps(ANY))
    queue = f"arn:aws:sqs:eu-west-1:{orders.number}:{name}"
    sqs = orders.session.client("sqs", region_name="eu-west-1", endpoint_url=orders.endpoint)
    rule = f"arn:aws:events:eu-west-1:{orders.number}:rule/{name}/{name}"
    url = sqs.create_queue(QueueName=name, Attributes={"Policy": policy(from_rule(rule), resource=queue)})["QueueUrl"]
    far.put_targets(Rule=name, EventBusName=name, Targets=[{"Id": "only", "Arn": queue}])
    role = orders.role("hop", "events.amazonaws.com", allow("events:*", second))
    orders.rule(first := orders.bus(), ANY, Arn=second, RoleArn=role)
    event_id = orders.publish(first)["EventId"]
    event = json.loads(message_of(sqs, url)["Body"])
    assert event["id"] != event_id
    assert (event["account"], event["region"]) == (orders.number, REGION)


def test_a_missing_target_is_not_tried_again(orders: Account, told: Any) -> None:
    bus = orders.bus()
    orders.rule(bus, ANY, Arn=f"arn:aws:sqs:{REGION}:{orders.number}:{orders.prefix}_nothing")
    orders.publish(bus)
    assert told("lost")[0]["code"] == "NO_RESOURCE"


def test_a_kind_of_target_that_is_not_here_says_so(orders: Account, told: Any) -> None:
    bus = orders.bus()
    orders.rule(bus, ANY, Arn=f"arn:aws:firehose:{REGION}:{orders.number}:deliverystream/{orders.prefix}")
    orders.publish(bus)
    assert told("lost")[0]["code"] == "UNSUPPORTED_TARGET"


def test_a_throttled_target_is_tried_again_until_the_rule_gives_up(orders: Account, told: Any) -> None:
    bus = orders.bus()
    function = orders.function("def handle(event, context): pass")
    orders.functions.put_function_concurrency(FunctionName=function, ReservedConcurrentExecutions=0)
    permission = {"Principal": "events.amazonaws.com", "SourceArn": orders.rule_arn()}
    orders.functions.add_permission(
        FunctionName=function, StatementId="rule", Action="lambda:InvokeFunction", **permission
    )
    dead = orders.queue("dead", from_rule(orders.rule_arn()))
    again = {"MaximumRetryAttempts": 2, "MaximumEventAgeInSeconds": 86_400}
    orders.rule(bus, ANY, Arn=function, DeadLetterConfig={"Arn": dead}, RetryPolicy=again)
    orders.publish(bus)
    said = attributes_of(orders.receive(dead)[0])
    assert (said["ERROR_CODE"], said["RETRY_ATTEMPTS"]) == ("THROTTLING", "2")
    assert said["EXHAUSTED_RETRY_CONDITION"] == "MaximumRetryAttempts"
    assert [line["attempt"] for line in told("retried", 2)] == [1, 2]


def test_a_target_is_given_what_its_transformer_makes(orders: Account) -> None:
    bus = orders.bus()
    queue = orders.queue("mine", from_rule(orders.rule_arn()))
    template = '{"amount": <amount>, "text": "from <source>", "rule": "<aws.events.rule-name>"}'
    paths = {"amount": "$.detail.data.amount", "source": "$.source"}
    orders.rule(bus, ANY, Arn=queue, InputTransformer={"InputPathsMap": paths, "InputTemplate": template})
    orders.publish(bus)
    wanted = {"amount": 7, "text": "from orders.checkout", "rule": f"{orders.prefix}_rule"}
    assert json.loads(orders.receive(queue)[0]["Body"]) == wanted


def test_an_archive_counts_events_and_their_bytes_and_leaves_delivery_alone(orders: Account) -> None:
    bus = orders.bus()
    queue = orders.queue("mine", from_rule(orders.rule_arn()))
    orders.rule(bus, ANY, Arn=queue)
    orders.events.create_archive(ArchiveName=f"{orders.prefix}_archive", EventSourceArn=bus)
    orders.publish(bus, Source="ä", DetailType="b", Detail='{ "c": 1 }', Resources=["de"])
    assert len(orders.receive_all(queue, 1, more=0.5)) == 1
    told = orders.events.describe_archive(ArchiveName=f"{orders.prefix}_archive")
    assert (told["EventCount"], told["SizeBytes"]) == (1, 2 + 1 + 10 + 2 + len("2026-01-29T00:00:00Z"))


def test_event_data_never_enters_the_journal(aws: Any, orders: Account, told: Any) -> None:
    orders.publish(orders.bus())
    assert told("published")
    assert "do-not-tell" not in (aws.home / "journal.jsonl").read_text()
