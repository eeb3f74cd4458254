"""What a policy says: a few statements, each principal, each operator, and what is not understood."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.adapters.local_aws.policies import Principal, Request, evaluate

ROLE = "arn:aws:iam::111111111111:role/delivery"
RULE = "arn:aws:events:eu-central-1:111111111111:rule/hub/placed"
DELIVERY = Principal("111111111111", ROLE)
QUEUE = "arn:aws:sqs:eu-central-1:333333333333:buffer"
SEND = "sqs:SendMessage"


def says(statement: dict[str, Any], principal: Principal = DELIVERY, **context: list[str]) -> str:
    whole = {"Effect": "Allow", "Principal": "*", "Action": SEND, "Resource": QUEUE} | statement
    known = {name.replace("_", ":", 1).replace("_", "-"): values for name, values in context.items()}
    return evaluate({"Statement": [whole]}, Request(principal, SEND, QUEUE, known), "it").says


@pytest.mark.parametrize(
    "named",
    [
        "*",
        {"AWS": "*"},
        {"AWS": "111111111111"},
        "111111111111",
        {"AWS": ["x", "arn:aws:iam::111111111111:root"]},
        {"AWS": ROLE},
    ],
)
def test_a_principal_is_named_in_many_ways(named: Any) -> None:
    assert says({"Principal": named}) == "allowed"


@pytest.mark.parametrize("named", [{"AWS": "222222222222"}, {"AWS": ROLE + "2"}, {"Service": "events.amazonaws.com"}])
def test_nobody_else_is_named(named: Any) -> None:
    assert says({"Principal": named}) == "silent"


def test_a_service_is_no_account() -> None:
    service = Principal(service="events.amazonaws.com")
    assert says({"Principal": {"Service": "events.amazonaws.com"}}, service) == "allowed"
    assert says({"Principal": {"AWS": "111111111111"}}, service) == "silent"


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        ({"ArnEquals": {"aws:SourceArn": RULE}}, "allowed"),
        ({"ArnLike": {"AWS:SourceArn": RULE[:-3] + "*"}}, "allowed"),
        ({"ArnLike": {"aws:SourceArn": "arn:aws:*"}}, "silent"),
        ({"StringLike": {"aws:SourceArn": "arn:aws:*"}}, "allowed"),
        ({"StringEquals": {"aws:SourceArn": [QUEUE, RULE]}}, "allowed"),
        ({"StringEquals": {"aws:SourceArn": RULE, "aws:SourceAccount": "9"}}, "silent"),
        ({"StringEquals": {"aws:PrincipalOrgID": "o-1"}}, "silent"),
        ({"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-1"}}, "allowed"),
        ({"ForAnyValue:StringLike": {"aws:SourceArn": "*placed"}}, "allowed"),
    ],
)
def test_conditions_hold_or_not(condition: dict[str, Any], wanted: str) -> None:
    assert says({"Condition": condition}, aws_SourceArn=[RULE]) == wanted


@pytest.mark.parametrize(
    "odd", [{"Condition": {"DateLessThan": {"aws:CurrentTime": "2030"}}}, {"NotAction": "sqs:*"}, {"NotPrincipal": "*"}]
)
def test_what_is_not_understood_denies_and_is_named(odd: dict[str, Any]) -> None:
    statement = {"Effect": "Allow", "Principal": "*", "Action": SEND, "Resource": QUEUE} | odd
    decision = evaluate({"Statement": statement}, Request(Principal("1"), SEND, QUEUE), "it")
    assert decision.denied
    assert any(word in decision.reason for word in ("DateLessThan", "NotAction", "NotPrincipal"))


@given(st.permutations(["Allow", "Allow", "Deny"]))
def test_a_denial_wins_wherever_it_stands(effects: list[str]) -> None:
    listed = [{"Effect": effect, "Principal": "*", "Action": "SQS:*", "Resource": "*"} for effect in effects]
    assert evaluate({"Statement": listed}, Request(Principal("1"), SEND, QUEUE), "it").denied


@given(st.text(), st.text())
def test_without_wildcards_only_the_same_resource_is_meant(one: str, other: str) -> None:
    if not {"*", "?"} & set(one):
        statement = {"Effect": "Allow", "Action": SEND, "Resource": one}
        said = evaluate({"Statement": statement}, Request(Principal("1"), SEND, other), "it")
        assert said.allowed == (one == other)
