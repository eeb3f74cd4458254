"""For whom and about what a statement is, and what in a policy is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.iam import PolicyNotUnderstood, Principal, Request, evaluate, read_policy

from .asking import DELIVERY, OTHER, OWN, QUEUE, ROLE, SEND, SERVICE, asked, policy, says, statement

ROOT = f"arn:aws:iam::{OTHER}:root"


@pytest.mark.parametrize("named", ["*", {"AWS": "*"}, {"AWS": OTHER}, {"AWS": ["x", ROOT]}, {"AWS": ROLE}])
def test_a_principal_is_named_in_many_ways(named: Any) -> None:
    assert says(Principal=named) == "allowed"


@pytest.mark.parametrize("named", [{"AWS": OWN}, {"AWS": f"{ROLE}2"}, {"Service": "events.amazonaws.com"}])
def test_nobody_else_is_named(named: Any) -> None:
    assert says(Principal=named) == "silent"


def test_a_service_is_no_account() -> None:
    assert says(SERVICE, Principal={"Service": "events.amazonaws.com"}) == "allowed"
    assert says(SERVICE, Principal={"AWS": OTHER}) == "silent"
    assert says(Principal(account=OTHER, service="events.amazonaws.com"), Principal={"AWS": OTHER}) == "silent"
    assert says(SERVICE, Principal={"Service": "sns.amazonaws.com"}) == "silent"


def test_everybody_is_also_every_service() -> None:
    assert says(SERVICE, Principal="*") == "allowed"


@pytest.mark.parametrize(
    ("principal", "spared"),
    [
        (DELIVERY, {"AWS": [ROLE, ROOT]}),
        (DELIVERY, "*"),
        (SERVICE, {"Service": "events.amazonaws.com"}),
    ],
)
def test_a_denial_spares_whom_it_names(principal: Principal, spared: Any) -> None:
    assert evaluate(policy(statement("Deny", Principal=None, NotPrincipal=spared)), asked(principal)).says == "silent"


@pytest.mark.parametrize(
    ("principal", "spared"),
    [
        (DELIVERY, {"AWS": ROLE}),
        (DELIVERY, {"AWS": ROOT}),
        (SERVICE, {"AWS": [ROLE, ROOT]}),
        (Principal(OWN), {"AWS": ROOT}),
    ],
)
def test_a_denial_spares_a_role_only_with_its_account(principal: Principal, spared: Any) -> None:
    assert evaluate(policy(statement("Deny", Principal=None, NotPrincipal=spared)), asked(principal)).denied


@pytest.mark.parametrize(
    ("elements", "answer"),
    [
        ({"Action": "SQS:sendmessage"}, "allowed"),
        ({"Action": "sqs:*"}, "allowed"),
        ({"Action": ["sqs:ReceiveMessage", "sqs:Send*"]}, "allowed"),
        ({"Action": "sqs:ReceiveMessage"}, "silent"),
        ({"Action": None, "NotAction": "sqs:ReceiveMessage"}, "allowed"),
        ({"Action": None, "NotAction": ["sns:*", "sqs:send*"]}, "silent"),
        ({"Resource": "arn:aws:sqs:*"}, "allowed"),
        ({"Resource": f"{QUEUE}s"}, "silent"),
        ({"Resource": None, "NotResource": f"{QUEUE}s"}, "allowed"),
        ({"Resource": None, "NotResource": QUEUE}, "silent"),
        ({"Resource": None}, "allowed"),
    ],
)
def test_actions_and_resources_are_meant_or_not(elements: dict[str, Any], answer: str) -> None:
    assert says(**elements) == answer


def test_what_the_principal_is_stands_in_the_context() -> None:
    known = Request(DELIVERY, SEND, QUEUE).known
    assert known["aws:principalaccount"] == [OTHER]
    assert known["aws:principalarn"] == [ROLE]
    assert known["aws:principalisawsservice"] == ["false"]
    assert known["aws:resourceaccount"] == [OWN]
    assert "aws:principalaccount" not in Request(SERVICE, SEND, QUEUE).known
    assert Request(SERVICE, SEND, QUEUE).known["aws:principalisawsservice"] == ["true"]


@pytest.mark.parametrize(
    ("odd", "named"),
    [
        ({"Effect": "Permit"}, "the effect Permit"),
        ({"Action": None}, "a statement without an action"),
        ({"NotAction": "sqs:*"}, "Action beside NotAction"),
        ({"NotPrincipal": "*"}, "Principal beside NotPrincipal"),
        ({"NotResource": "*"}, "Resource beside NotResource"),
        ({"Conditions": {}}, "the element Conditions"),
        ({"Principal": {"Role": ROLE}}, "the principal Role"),
        ({"Principal": OTHER}, f"the principal {OTHER}"),
    ],
)
def test_what_is_no_statement_is_refused_by_name(odd: dict[str, Any], named: str) -> None:
    with pytest.raises(PolicyNotUnderstood, match=f"^it uses {named}, which is not understood$"):
        says(**odd)


@pytest.mark.parametrize("text", ["{", "[]", '"text"', '{"Statement": ["text"]}', '{"statement": []}', "[" * 100_000])
def test_what_is_no_policy_is_refused(text: str) -> None:
    with pytest.raises(PolicyNotUnderstood, match="it uses"):
        read_policy(text, "it")


@pytest.mark.parametrize("nothing", [None, "", {}, {"Statement": []}])
def test_no_policy_says_nothing(nothing: Any) -> None:
    assert evaluate(read_policy(nothing, "it"), asked()).says == "silent"


def test_the_deciding_statement_is_named() -> None:
    listed = policy(
        statement(Sid="Other", Action="sqs:Receive*"), statement("Deny", Sid="Mine"), statement(), name="q's"
    )
    decision = evaluate(listed, asked())
    assert (decision.policy, decision.statement) == ("q's", "Mine")
    assert decision.reason == f"q's denies {ROLE} {SEND} on {QUEUE} (statement Mine)"
    assert evaluate(policy(statement(Action="sns:*"), statement()), asked()).statement == "#2"


@given(st.permutations(["Allow", "Allow", "Deny"]))
def test_a_denial_wins_wherever_it_stands(effects: list[str]) -> None:
    assert evaluate(policy(*map(statement, effects)), asked()).denied


@given(st.permutations(["Effect", "Principal", "Action", "Resource", "Condition"]))
def test_the_order_of_elements_says_nothing(order: list[str]) -> None:
    whole = statement(Condition={"StringEquals": {"aws:PrincipalAccount": OTHER}})
    text = json.dumps({"Version": "2012-10-17", "Statement": {key: whole[key] for key in order}})
    assert evaluate(read_policy(text, "it"), asked()).allowed
