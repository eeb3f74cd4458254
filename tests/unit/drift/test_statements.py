from json import dumps, loads
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.drift.statements import patterns_of, sid_of, statements

APPLIED = {
    "Sid": "Hops",
    "Effect": "Allow",
    "Action": "events:PutEvents",
    "Resource": "arn:aws:events:eu-west-1:111111111111:event-bus/shop_dev_orders",
    "Principal": {"AWS": ["arn:aws:iam::222222222222:root", "arn:aws:iam::333333333333:root"]},
    "Condition": {"ArnEquals": {"aws:PrincipalArn": ["a", "b"]}, "Bool": {"aws:SecureTransport": True}},
}


def policy(*stated: Any) -> str:
    return dumps({"Version": "2012-10-17", "Statement": [*stated]})


@pytest.mark.parametrize(
    "as_aws_has_it",
    [
        {"Action": ["events:PutEvents"]},
        {"Action": "EVENTS:putevents"},
        {"Principal": {"AWS": ["333333333333", "222222222222"]}},
        {"Condition": {"Bool": {"aws:SecureTransport": "true"}, "ArnEquals": {"aws:PrincipalArn": ["b", "a"]}}},
    ],
)
def test_the_same_statement_in_other_words_is_the_same(as_aws_has_it: dict[str, Any]) -> None:
    assert [*statements(policy({**APPLIED, **as_aws_has_it}))] == [*statements(policy(APPLIED))]


@pytest.mark.parametrize(
    "changed",
    [
        {"Sid": "Other"},
        {"Effect": "Deny"},
        {"Action": "events:*"},
        {"Principal": "*"},
        {"Principal": {"Service": "222222222222"}},
        {"Condition": {}},
        {"NotPrincipal": {"AWS": "1"}},
    ],
)
def test_whatever_differs_makes_another_statement(changed: dict[str, Any]) -> None:
    assert [*statements(policy({**APPLIED, **changed}))] != [*statements(policy(APPLIED))]


def test_everybody_is_everybody_however_it_is_written() -> None:
    assert [*statements(policy({"Principal": "*"}))] == [*statements(policy({"Principal": {"AWS": "*"}}))]


def test_one_statement_needs_no_list() -> None:
    assert [*statements(dumps({"Statement": APPLIED}))] == [*statements(policy(APPLIED))]


def test_no_policy_states_nothing() -> None:
    assert [*statements("")] == [*statements("{}")] == []


def test_a_policy_that_cannot_be_read_is_a_statement_of_its_own() -> None:
    assert [loads(one)["Sid"] for one in statements("no JSON")] == ["what cannot be read"]


def test_what_a_policy_speaks_of_is_read_from_all_its_statements() -> None:
    assert patterns_of(policy({"Resource": "a:*"}, {"Resource": ["b", "a:*"]})) == ("a:*", "b")


def test_a_statement_that_names_no_resource_speaks_of_all() -> None:
    assert patterns_of(policy({"Resource": "a"}, {"NotResource": "b"})) == ("a", "*")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*APPLIED, "x"]), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_whatever_somebody_writes_as_a_policy_is_told_in_one_form(written: Any) -> None:
    for said in (written, {"Statement": written}):
        told = [*statements(dumps(said))]
        assert [*map(loads, told)] == [*map(loads, statements(dumps(said)))]
        assert all(isinstance(sid_of(one), str) for one in told)
        assert all(isinstance(one, str) for one in patterns_of(dumps(said)))
