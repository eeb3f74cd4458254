"""What SNS takes as a filter policy, and what it refuses in which words."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.patterns import InvalidPattern
from meshctl.patterns.dialects.topic_policies import MOST_COMBINATIONS, combinations, read_policy

REFUSED = [
    ({"a": [{"wildcard": "x*"}]}, "Unrecognized match type wildcard"),
    ({"a": [{"exactly": "x"}]}, "Unrecognized match type exactly"),
    ({"a": [{"anything-but": {"suffix": "x"}}]}, "Unsupported anything-but pattern: suffix"),
    ({"a": [{"anything-but": {"prefix": ["x"]}}]}, "prefix match pattern must be a string"),
    ({"a": [{"prefix": {"equals-ignore-case": "x"}}]}, "prefix match pattern must be a string"),
    ({"a": [{"prefix": "x", "suffix": "y"}]}, "Only one key allowed in match expression"),
    ({"a": []}, "Empty arrays are not allowed"),
    ({"a": "x"}, '"a" must be an object or an array'),
    ({"a": [10**9 + 1]}, "Value must be between -1.0E9 and 1.0E9, inclusive"),
    ({"a": [{"numeric": ["<", -(10**10)]}]}, "Value must be between -1.0E9 and 1.0E9, inclusive"),
    ({name: ["x"] for name in "abcdef"}, "Filter policy can not have more than 5 keys"),
    ({"a": [*range(100)], "b": ["x", "y"]}, "Filter policy is too complex"),
    ({"a": [{"numeric": [">", 1, 2]}]}, "Bad value in numeric range: 2"),
]


@pytest.mark.parametrize(("policy", "aws"), REFUSED)
def test_a_policy_is_refused_in_the_words_of_sns(policy: dict[str, Any], aws: str) -> None:
    with pytest.raises(InvalidPattern) as refused:
        read_policy(policy, "MessageBody")
    assert refused.value.aws == aws
    assert refused.value.reason


def test_attributes_are_filtered_by_flat_keys() -> None:
    nested = {"$or": [{"a": ["x"]}, {"b": {"c": ["x"]}}]}
    assert read_policy(nested, "MessageBody").matches({"b": {"c": "x"}})
    with pytest.raises(InvalidPattern) as refused:
        read_policy(nested, "MessageAttributes")
    assert refused.value.aws == "Filter policy scope MessageAttributes does not support nested filter policy"


def test_a_key_counts_by_its_depth_and_choices_are_added_up() -> None:
    assert combinations({"a": {"b": {"c": [1, 2, 3, 4]}}, "d": {"e": [1, 2, 3]}, "f": [1, 2, 3]}) == 216
    assert combinations({"s": [1, 2, 3], "$or": [{"m": [1, 2]}, {"t": [1], "$or": [{"i": [1]}, {"j": [1, 2]}]}]}) == 15


@given(st.dictionaries(st.sampled_from("abcde"), st.lists(st.integers(0, 9), min_size=1, max_size=8), min_size=1))
@settings(max_examples=50, deadline=None)
def test_a_flat_policy_within_the_limits_matches_what_has_one_value_of_each_key(policy: dict[str, list[int]]) -> None:
    if combinations(policy) > MOST_COMBINATIONS:
        return
    pattern = read_policy(policy, "MessageAttributes")
    assert pattern.matches({key: values[-1] for key, values in policy.items()})
    assert not pattern.matches({key: values[-1] for key, values in list(policy.items())[1:]})
