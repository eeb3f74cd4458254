"""Wildcards and variables: what a text of a policy is like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.iam import PolicyNotUnderstood, Request, evaluate

from .asking import DELIVERY, OTHER, SEND, policy, statement

CONTEXT = {"aws:PrincipalAccount": [OTHER], "aws:team": ["a*b"], "aws:many": ["one", "two"]}
TABLE = [
    # text of the policy                        a value                 is it meant?
    ("${aws:PrincipalAccount}", OTHER, True),
    ("queue-${aws:principalaccount}-*", f"queue-{OTHER}-x", True),
    ("${aws:missing}", "", False),
    ("${aws:missing, 'nobody'}", "nobody", True),
    ("${aws:PrincipalAccount, 'nobody'}", "nobody", False),
    ("${aws:many}", "one", False),
    ("${aws:many, 'nobody'}", "nobody", True),
    ("${aws:team}", "a*b", True),
    ("${aws:team}", "axxb", False),
    ("a${*}b", "a*b", True),
    ("a${*}b", "axb", False),
    ("a${?}b", "axb", False),
    ("${$}{aws:team}", "${aws:team}", True),
    ("a?b*", "axbyz", True),
    ("a.b", "axb", False),
]


@pytest.mark.parametrize(("text", "value", "meant"), TABLE)
def test_a_text_means_a_value_or_not(text: str, value: str, meant: bool) -> None:
    resource = policy(statement(Resource=text))
    assert evaluate(resource, Request(DELIVERY, SEND, value, CONTEXT)).allowed is meant
    like = policy(statement(Resource="*", Condition={"StringLike": {"x": text}}))
    assert evaluate(like, Request(DELIVERY, SEND, "q", {**CONTEXT, "x": [value]})).allowed is meant


def test_a_variable_may_hold_a_part_of_an_arn() -> None:
    wanted = policy(
        statement(Resource="*", Condition={"ArnLike": {"x": "arn:aws:iam::${aws:PrincipalAccount}:role/*"}})
    )
    for account, meant in ((OTHER, True), ("444444444444", False)):
        known = {"x": [f"arn:aws:iam::{account}:role/a"]}
        assert evaluate(wanted, Request(DELIVERY, SEND, "q", known)).allowed is meant


def test_a_variable_that_stands_for_nothing_equals_nothing() -> None:
    unequal = policy(statement(Resource="*", Condition={"StringNotEquals": {"x": "${aws:missing}"}}))
    assert evaluate(unequal, Request(DELIVERY, SEND, "q", {"x": [""]})).allowed


@pytest.mark.parametrize("version", ["2008-10-17", ""])
def test_an_old_policy_has_no_variables(version: str) -> None:
    old = policy(statement(Resource="${aws:PrincipalAccount}"), version=version)
    assert not evaluate(old, Request(DELIVERY, SEND, OTHER)).allowed
    assert evaluate(old, Request(DELIVERY, SEND, "${aws:PrincipalAccount}")).allowed


def test_a_variable_that_is_none_is_refused() -> None:
    with pytest.raises(PolicyNotUnderstood, match=r"it uses the policy variable \$\{a, b\}"):
        policy(statement(Resource="${a, b}"))


@given(st.text(), st.text())
def test_without_wildcards_only_the_same_resource_is_meant(one: str, other: str) -> None:
    if not {"*", "?"} & set(one) and "${" not in one:
        assert evaluate(policy(statement(Resource=one)), Request(DELIVERY, SEND, other)).allowed is (one == other)


@given(st.text(min_size=1), st.text(), st.text())
def test_what_a_variable_stands_for_has_no_wildcards(stands_for: str, before: str, after: str) -> None:
    own = policy(statement(Resource="${aws:x}"))
    assert evaluate(own, Request(DELIVERY, SEND, stands_for, {"aws:x": [stands_for]})).allowed
    longer = before + stands_for + after
    assert evaluate(own, Request(DELIVERY, SEND, longer, {"aws:x": [stands_for]})).allowed is (longer == stands_for)
