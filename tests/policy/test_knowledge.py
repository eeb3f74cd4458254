"""What changes once the pack knows the mesh: the routes are let through, and nothing that only looks like one."""

import json
from dataclasses import replace
from typing import Any

import pytest
from mesh_policy.across_accounts import delivers, function_grants, identity_reaches, letters_in
from mesh_policy.buses import bus_policy, dead_lettered, pinned, retried
from mesh_policy.denials import services_of_others, strangers
from mesh_policy.knowledge import Knowledge, read_knowledge
from mesh_policy.queues import function_keeps
from mesh_policy.statements import for_everybody, publishes_as_itself
from mesh_policy.values import Resource, Surroundings, Violation

HUB, ORDERS, PAYMENTS = "111111111111", "222222222222", "333333333333"
RULE = f"arn:aws:events:eu-west-1:{HUB}:rule/hub/placed"
QUEUE = f"arn:aws:sqs:eu-west-1:{PAYMENTS}:placed"
CHARGE = f"arn:aws:lambda:eu-west-1:{PAYMENTS}:function:charge"
DEAD = f"arn:aws:sqs:eu-west-1:{PAYMENTS}:placed_dead"
ROLE = f"arn:aws:iam::{HUB}:role/placed_delivery"
MESH = read_knowledge(
    json.dumps(
        {
            "organization": "o-a1b2c3",
            "publishers": {ORDERS: ["orders.checkout"], PAYMENTS: ["payments.capture"]},
            "channels": [QUEUE, DEAD],
            "routes": {
                RULE: {
                    "subscription": "payments/capture/placed", "target": QUEUE, "role": ROLE, "dead_letters": DEAD,
                    "seconds": 86400, "attempts": 185,
                }
            },
        }
    )
)  # fmt: skip


def resource(kind: str, account: str = PAYMENTS, **values: Any) -> Resource:
    return Resource(kind, "it", f"{kind}.it", "plan.json", values, account)


def queue(**said: Any) -> Resource:
    statement = {"Sid": "placed", "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": QUEUE} | said
    return resource("aws_sqs_queue", name="placed", policy=json.dumps({"Statement": [statement]}))


def target(**said: Any) -> Resource:
    retry = [{"maximum_event_age_in_seconds": 86400, "maximum_retry_attempts": 185}]
    values = {
        "rule": "placed",
        "arn": QUEUE,
        "role_arn": ROLE,
        "retry_policy": retry,
        "dead_letter_config": [{"arn": DEAD}],
    }
    return resource("aws_cloudwatch_event_target", HUB, **(values | said))


def rule(pattern: Any) -> Resource:
    return resource(
        "aws_cloudwatch_event_rule", HUB, name="placed", event_bus_name="hub", event_pattern=json.dumps(pattern)
    )


def wrong(judge: Any, of: Resource, known: Knowledge = MESH) -> list[str]:
    return [one.words for one in judge(of, Surroundings((of,)), known) if isinstance(one, Violation)]


BY_ROLE = {"Principal": {"AWS": f"arn:aws:iam::{HUB}:root"}, "Condition": {"ArnEquals": {"aws:PrincipalArn": ROLE}}}


def test_a_delivery_role_is_let_in_by_who_knows_its_route() -> None:
    assert wrong(letters_in, queue(**BY_ROLE)) == []
    assert wrong(letters_in, queue(**BY_ROLE), Knowledge()) == [
        f'the statement "placed" lets another account, {HUB}, in'
    ]


@pytest.mark.parametrize(
    "said",
    [
        {"Principal": {"AWS": f"arn:aws:iam::{HUB}:root"}},
        BY_ROLE | {"Condition": {"ArnEquals": {"aws:PrincipalArn": f"{ROLE}x"}}},
        BY_ROLE | {"Condition": {"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{HUB}:role/*"}}},
        BY_ROLE | {"Action": ["sqs:SendMessage", "sqs:ReceiveMessage"]},
        BY_ROLE | {"Principal": {"AWS": [f"arn:aws:iam::{HUB}:root", ORDERS]}},
    ],
)
def test_what_only_looks_like_a_delivery_is_not_let_in(said: dict[str, Any]) -> None:
    assert wrong(letters_in, queue(**said))


def test_a_route_delivers_into_another_account_as_the_catalogue_says() -> None:
    assert wrong(delivers, target()) + wrong(retried, target()) + wrong(dead_lettered, target()) == []
    assert wrong(delivers, target(role_arn=f"{ROLE}x"))
    assert wrong(retried, target(retry_policy=[{"maximum_event_age_in_seconds": 60, "maximum_retry_attempts": 185}]))
    assert wrong(dead_lettered, target(dead_letter_config=[{"arn": QUEUE}]))
    assert wrong(dead_lettered, target(dead_letter_config=[]))


def test_a_route_without_dead_letters_has_none_only_as_the_catalogue_says() -> None:
    none = read_knowledge(json.dumps({"routes": {RULE: {"target": QUEUE, "role": ROLE, "dead_letters": ""}}}))
    assert wrong(dead_lettered, target(dead_letter_config=[]), none) == []


@pytest.mark.parametrize(("letters", "found"), [("", False), (DEAD, True)])
@pytest.mark.parametrize("by_topic", [True, False])
def test_a_function_without_dead_letters_has_none_only_as_the_catalogue_says(
    by_topic: bool, letters: str, found: bool
) -> None:
    function = resource("aws_lambda_function", function_name="charge", dead_letter_config=[])
    let_in = resource("aws_lambda_permission", function_name="charge")
    received = {"arn:aws:kinesis:eu-west-1:3:stream/clicks": {CHARGE: DEAD}}  # of a stream Lambda tells by the mapping
    received |= {"arn:aws:sns:eu-west-1:3:news": {CHARGE: letters}} if by_topic else {}
    routes = {} if by_topic else {RULE: {"target": CHARGE, "dead_letters": letters}}
    known = read_knowledge(json.dumps({"routes": routes, "received": received}))
    assert bool([*function_keeps(function, Surroundings((function, let_in)), known)]) is found


@pytest.mark.parametrize(
    ("account", "found"), [([ORDERS], False), ([PAYMENTS], True), ([ORDERS, PAYMENTS], True), ([{"prefix": "2"}], True)]
)
def test_a_rule_pins_the_account_that_publishes_its_source(account: list[Any], found: bool) -> None:
    assert bool(wrong(pinned, rule({"account": account, "source": ["orders.checkout"]}))) is found


@pytest.mark.parametrize(
    ("source", "organization", "found"),
    [("orders.checkout", "o-a1b2c3", 0), ("payments.capture", "o-a1b2c3", 1), ("orders.checkout", "o-other", 1)],
)
def test_a_bus_lets_an_account_publish_its_own_sources(source: str, organization: str, found: int) -> None:
    statement = {
        "Effect": "Allow", "Action": "events:PutEvents", "Resource": "arn:aws:events:eu-west-1:1:event-bus/hub",
        "Principal": {"AWS": ORDERS},
        "Condition": {"StringEquals": {"events:source": source, "aws:PrincipalOrgID": organization}},
    }  # fmt: skip
    policy = resource("aws_cloudwatch_event_bus_policy", HUB, policy=json.dumps({"Statement": statement}))
    assert len(wrong(bus_policy, policy)) == found


BUS = f"arn:aws:events:eu-west-1:{HUB}:event-bus/hub"
OUR_OWN = {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3"}}
FOREIGN = {"StringEquals": {"aws:PrincipalOrgID": "o-z9y8x7"}}
IF_EXISTS = {"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3"}}


@pytest.mark.parametrize(
    ("form", "principal", "condition", "found"),
    [
        ("accounts", {"AWS": [ORDERS, f"arn:aws:iam::{PAYMENTS}:root"]}, OUR_OWN, False),
        ("accounts", {"AWS": [ORDERS, "999999999999"]}, OUR_OWN, True),
        ("accounts", "*", OUR_OWN, True),
        ("accounts", {"AWS": [ORDERS]}, {}, True),
        ("organization", "*", OUR_OWN, False),
        ("organization", {"AWS": "*"}, OUR_OWN, False),
        ("organization", "*", FOREIGN, True),
        ("organization", "*", IF_EXISTS, True),
        ("organization", "*", {}, True),
        ("sources", "*", OUR_OWN, True),
        ("sources", {"AWS": [ORDERS]}, OUR_OWN, True),
        ("everybody", "*", OUR_OWN, True),
    ],
)
def test_a_hub_lets_in_without_sources_whom_its_form_names(
    form: str, principal: Any, condition: Any, found: bool
) -> None:
    known = replace(MESH, hubs={BUS: form})
    statement = {"Effect": "Allow", "Action": "events:PutEvents", "Principal": principal, "Condition": condition}
    for bus, harmful in ((BUS, found), (f"{BUS}2", True)):
        policy = json.dumps({"Statement": statement | {"Resource": bus}})
        assert (
            bool(wrong(bus_policy, resource("aws_cloudwatch_event_bus_policy", HUB, policy=policy), known)) is harmful
        )


def test_no_organisation_is_let_in_that_the_mesh_does_not_name() -> None:
    known = replace(MESH, hubs={BUS: "organization"}, organization="")
    statement = {
        "Effect": "Allow",
        "Action": "events:PutEvents",
        "Resource": BUS,
        "Principal": "*",
        "Condition": OUR_OWN,
    }
    policy = resource("aws_cloudwatch_event_bus_policy", HUB, policy=json.dumps({"Statement": statement}))
    assert wrong(bus_policy, policy, known)


@pytest.mark.parametrize(("source", "found"), [("payments.capture", False), ("orders.checkout", True)])
def test_a_role_publishes_what_its_account_may(source: str, found: bool) -> None:
    conditions = {"StringEquals": {"events:source": source, "events:detail-type": "A.v1"}}
    statement = {
        "Effect": "Allow",
        "Action": "events:PutEvents",
        "Resource": "arn:aws:events:x:1:b",
        "Condition": conditions,
    }
    role = resource("aws_iam_role_policy", role="it", policy=json.dumps({"Statement": [statement]}))
    assert bool(wrong(publishes_as_itself, role)) is found


@pytest.mark.parametrize(("arn", "found"), [(QUEUE, False), (DEAD, True), ("*", True)])
def test_a_delivery_role_uses_its_target_and_nothing_else(arn: str, found: bool) -> None:
    statement = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": arn}
    role = resource("aws_iam_role_policy", HUB, role="placed_delivery", policy=json.dumps({"Statement": [statement]}))
    assert bool(wrong(identity_reaches, role)) is found


def test_a_grant_of_another_systems_function_to_oneself_is_found() -> None:
    function = f"arn:aws:lambda:eu-west-1:{PAYMENTS}:function:book"
    grant = {"function_name": function, "principal": ORDERS, "action": "lambda:InvokeFunction"}
    assert wrong(function_grants, resource("aws_lambda_permission", ORDERS, **grant))
    assert wrong(function_grants, resource("aws_lambda_permission", PAYMENTS, **grant))


@pytest.mark.parametrize("text", ["", "[]", '"x"', '{"routes": [1]}', '{"publishers": {"1": 2}}'])
def test_what_is_no_knowledge_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"JSON|mesh|Expecting"):
        read_knowledge(text)


@pytest.mark.parametrize("judge", [strangers, services_of_others])
@pytest.mark.parametrize(("name", "harmful"), [("placed", True), ("placed_dead", True), ("scratch", False)])
def test_a_policy_put_on_a_queue_of_the_mesh_replaces_its_denials(judge: Any, name: str, harmful: bool) -> None:
    url = f"https://sqs.eu-west-1.amazonaws.com/{PAYMENTS}/{name}"
    own = {"Effect": "Allow", "Action": "sqs:SendMessage", "Principal": {"AWS": PAYMENTS}, "Resource": QUEUE}
    beside = resource("aws_sqs_queue_policy", queue_url=url, policy=json.dumps({"Statement": [own]}))
    assert bool(wrong(judge, beside)) == harmful


@pytest.mark.parametrize(("organization", "harmful"), [("o-a1b2c3", False), ("o-z9y8x7", True)])
def test_everybody_is_the_own_organisation_and_no_other(organization: str, harmful: bool) -> None:
    everybody = {"Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": organization}}}
    assert bool(wrong(for_everybody, queue(**everybody))) == harmful


def test_a_rule_for_two_sources_takes_neither_under_the_account_of_the_other() -> None:
    both = {"source": ["orders.checkout", "payments.capture"], "account": [ORDERS, PAYMENTS]}
    assert len(wrong(pinned, rule(both))) == 2


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ({"source": ["payments.capture"], "account": [PAYMENTS]}, 0),
        ({"source": ["payments.capture"], "account": [ORDERS]}, 1),
        ({"source": ["payments.capture"]}, 1),
        ({"account": [PAYMENTS]}, 1),
    ],
)
def test_each_choice_of_a_rule_pins_the_account_that_publishes_its_source(choice: dict[str, Any], found: int) -> None:
    assert len(wrong(pinned, rule({"$or": [{"source": ["orders.checkout"], "account": [ORDERS]}, choice]}))) == found


def test_the_hub_may_invoke_a_function_and_do_nothing_else_with_it() -> None:
    route = {RULE: {"target": f"arn:aws:lambda:eu-west-1:{PAYMENTS}:function:capture", "role": ROLE}}
    known = read_knowledge(json.dumps({"routes": route}))
    grants = {
        action: resource("aws_lambda_permission", function_name="capture", action=action, principal=HUB)
        for action in ("lambda:InvokeFunction", "lambda:UpdateFunctionCode")
    }
    found = {action: bool(wrong(function_grants, one, known)) for action, one in grants.items()}
    assert found == {"lambda:InvokeFunction": False, "lambda:UpdateFunctionCode": True}
