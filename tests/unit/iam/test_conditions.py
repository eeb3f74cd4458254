"""Each operator of a condition, over one value, several values, and none."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.iam import PolicyNotUnderstood
from meshctl.iam.conditions import read_conditions
from meshctl.iam.operators import NEGATED, READERS

from .asking import QUEUE, ROLE, RULE, says

NONE: list[str] = []
TABLE = [
    # operator                    in the policy                in the request           holds
    ("StringEquals", "a", ["a"], True),
    ("StringEquals", "a", ["b"], False),
    ("StringEquals", "a", NONE, False),
    ("StringEquals", ["a", "b"], ["b"], True),
    ("StringEquals", "a*", ["ab"], False),
    ("StringEquals", "A", ["a"], False),
    ("StringEqualsIgnoreCase", "A", ["a"], True),
    ("StringNotEquals", "a", ["b"], True),
    ("StringNotEquals", "a", ["a"], False),
    ("StringNotEquals", "a", NONE, True),
    ("StringNotEquals", ["a", "b"], ["b"], False),
    ("StringNotEquals", "a", ["a", "b"], False),
    ("StringNotEqualsIgnoreCase", "A", ["a"], False),
    ("StringLike", "a*", ["ab"], True),
    ("StringLike", "a?", ["a"], False),
    ("StringLike", "a*", ["a\nb"], True),
    ("StringNotLike", "a*", ["b"], True),
    ("StringNotLike", "a*", ["ab"], False),
    ("StringNotLike", "a*", NONE, True),
    ("StringEqualsIfExists", "a", NONE, True),
    ("StringEqualsIfExists", "a", ["b"], False),
    ("StringNotEqualsIfExists", "a", NONE, True),
    ("StringNotEqualsIfExists", "a", ["a"], False),
    ("ArnEquals", RULE, [RULE], True),
    ("ArnLike", RULE[:-3] + "*", [RULE], True),
    ("ArnLike", "arn:aws:*", [RULE], False),
    ("ArnLike", "arn:*:events:*:*:*", [RULE], True),
    ("ArnLike", "arn:aws:lambda:*:*:f", ["arn:aws:lambda:r:1:function:f"], False),
    ("ArnEquals", "no:arn", ["no:arn"], False),
    ("ArnEquals", "arn:aws:iam::*:role/delivery", [ROLE], True),
    ("ArnNotEquals", RULE, [QUEUE], True),
    ("ArnNotEquals", RULE, [RULE], False),
    ("ArnNotEquals", RULE, NONE, True),
    ("ArnNotLike", "arn:aws:sqs:*:*:*", [QUEUE], False),
    ("ArnNotLikeIfExists", RULE, NONE, True),
    ("Bool", "true", ["true"], True),
    ("Bool", True, ["true"], True),
    ("Bool", "false", ["true"], False),
    ("Bool", "false", NONE, False),
    ("BoolIfExists", "false", NONE, True),
    ("BoolIfExists", "false", ["true"], False),
    ("Null", "true", NONE, True),
    ("Null", "true", ["a"], False),
    ("Null", "false", ["a"], True),
    ("Null", "false", NONE, False),
    ("Null", True, [""], True),
    ("NumericEquals", "10", ["10.0"], True),
    ("NumericLessThan", 10, ["9"], True),
    ("NumericLessThan", "10", ["10"], False),
    ("NumericLessThanEquals", "10", ["10"], True),
    ("NumericGreaterThan", "10", ["11"], True),
    ("NumericGreaterThanEquals", "10", ["x"], False),
    ("NumericNotEquals", "10", ["11"], True),
    ("NumericNotEquals", "10", NONE, True),
    ("DateLessThan", "2030-01-01T00:00:00Z", ["2029-12-31T23:59:59Z"], True),
    ("DateGreaterThan", "2030-01-01T00:00:00+01:00", ["2029-12-31T23:30:00Z"], True),
    ("DateEquals", "1893456000", ["2030-01-01T00:00:00Z"], True),
    ("DateNotEquals", "2030", ["2030-01-01T00:00:00Z"], False),
    ("IpAddress", "10.0.0.0/8", ["10.1.2.3"], True),
    ("IpAddress", "10.9.9.9/8", ["10.1.2.3"], True),
    ("IpAddress", "10.0.0.0/8", ["192.168.0.1"], False),
    ("IpAddress", "2001:db8::/32", ["2001:db8::1"], True),
    ("NotIpAddress", ["10.0.0.0/8", "192.168.0.0/16"], ["192.168.0.1"], False),
    ("NotIpAddress", "10.0.0.0/8", NONE, True),
    ("BinaryEquals", "QmluYXJ5", ["QmluYXJ5"], True),
    ("ForAnyValue:StringEquals", ["a", "b"], ["b", "c"], True),
    ("ForAnyValue:StringEquals", "a", ["b", "c"], False),
    ("ForAnyValue:StringEquals", "a", NONE, False),
    ("ForAnyValue:StringEqualsIfExists", "a", NONE, True),
    ("ForAnyValue:StringNotEquals", "a", ["a", "b"], True),
    ("ForAnyValue:StringNotEquals", "a", ["a"], False),
    ("ForAnyValue:StringNotEquals", "a", NONE, False),
    ("ForAllValues:StringEquals", ["a", "b"], ["a", "b"], True),
    ("ForAllValues:StringEquals", "a", ["a", "b"], False),
    ("ForAllValues:StringEquals", "a", NONE, True),
    ("ForAllValues:StringNotEquals", "a", ["b", "c"], True),
    ("ForAllValues:StringNotEquals", "a", ["a", "b"], False),
    ("ForAllValues:StringNotEquals", "a", NONE, True),
    ("ForAllValues:StringLike", "*", [""], True),
]


def holds(operator: str, wanted: Any, given: list[str], **more: list[str]) -> bool:
    context = {"aws:Key": given, **{f"aws:{name}": values for name, values in more.items()}}
    return says(context=context, Condition={operator: {"AWS:key": wanted}}) == "allowed"


@pytest.mark.parametrize(("operator", "wanted", "given", "answer"), TABLE, ids=lambda one: str(one)[:40])
def test_a_condition_holds_or_not(operator: str, wanted: Any, given: list[str], answer: bool) -> None:
    assert holds(operator, wanted, given) is answer


@pytest.mark.parametrize(
    "operator",
    ["StringEqual", "stringequals", "NotStringEquals", "ForNoValue:StringEquals", "NullIfExists", "IfExists"],
)
def test_an_operator_that_iam_does_not_know_is_refused_by_name(operator: str) -> None:
    with pytest.raises(
        PolicyNotUnderstood, match=f"^it uses the condition operator {operator}, which is not understood"
    ):
        says(Condition={operator: {"aws:Key": "a"}})


@pytest.mark.parametrize(
    ("operator", "wanted"),
    [("NumericEquals", "ten"), ("DateLessThan", "soon"), ("IpAddress", "here"), ("StringLike", "${a b}")],
)
def test_a_value_that_means_nothing_is_refused(operator: str, wanted: str) -> None:
    with pytest.raises(PolicyNotUnderstood, match=r"ten|soon|here|a b"):
        says(Condition={operator: {"aws:Key": wanted}})


@pytest.mark.parametrize("odd", ["text", {"StringEquals": "text"}])
def test_a_condition_that_is_no_block_is_refused(odd: Any) -> None:
    with pytest.raises(PolicyNotUnderstood, match="not an object"):
        says(Condition=odd)


def test_all_keys_and_all_operators_must_hold() -> None:
    both = {"StringEquals": {"aws:a": "1", "aws:b": "2"}, "Bool": {"aws:c": "true"}}
    known = {"aws:a": ["1"], "aws:b": ["2"], "aws:c": ["true"]}
    assert says(context=known, Condition=both) == "allowed"
    for key in known:
        assert says(context=known | {key: ["other"]}, Condition=both) == "silent"


VALUES = st.lists(st.sampled_from(["a", "b", "ab", ROLE, RULE, "10.0.0.1", "7", "2030"]), max_size=3)
WANTED = {"IpAddress": "10.0.0.0/8", "NumericEquals": "7", "DateEquals": "2030"}


def condition(name: str, wanted: str, given: list[str]) -> bool:
    (one,) = read_conditions({name: {"k": wanted}}, True)
    return one.holds({"k": given})


@given(st.sampled_from(sorted(NEGATED)), VALUES)
def test_a_negated_operator_holds_exactly_where_the_other_does_not(negated: str, given_values: list[str]) -> None:
    wanted = WANTED.get(NEGATED[negated], "a")
    assert condition(negated, wanted, given_values) is not condition(NEGATED[negated], wanted, given_values)


@given(st.sampled_from(sorted(NEGATED)), VALUES)
def test_any_value_is_not_means_that_not_all_values_are(negated: str, given_values: list[str]) -> None:
    wanted = WANTED.get(NEGATED[negated], "a")
    any_is_not = condition(f"ForAnyValue:{negated}", wanted, given_values)
    assert any_is_not is not condition(f"ForAllValues:{NEGATED[negated]}", wanted, given_values)


@given(st.sampled_from(sorted([*NEGATED, *READERS])), VALUES)
def test_if_exists_differs_only_where_there_is_no_key(operator: str, given_values: list[str]) -> None:
    wanted = next((WANTED[key] for key in WANTED if key[:4] in operator), "7" if "Num" in operator else "2030")
    if given_values:
        told = condition(f"{operator}IfExists", wanted, given_values)
        assert told is condition(operator, wanted, given_values)
    else:
        assert condition(f"{operator}IfExists", wanted, given_values)
