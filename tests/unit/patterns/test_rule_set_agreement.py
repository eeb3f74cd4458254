"""A rule set, a pattern by itself and the naive engine say the same of every event."""

from typing import Any

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from meshctl.patterns import Pattern, RuleSet

from .drawn import CROWD, ONE_KEY, events, layered, patterns, rules_and_event, rules_and_long_array, spelt_twice
from .naive import naively

ONE_ELEMENT = {"alone": {"a": {"x": [1]}}, "together": {"a": {"x": [1], "y": [2]}}}
APART = {"a": [{"x": 1, "y": 1}, {"x": 2, "y": 2}]}
IN_TURN = {"three": {"a": {"x": [1], "y": [1], "z": [1]}}}
TWO_BY_TWO = {"a": [{"x": 1, "z": 1}, {"x": 1, "y": 1}, {"y": 1}]}
ENDS = {"from one": {"a": [{"numeric": [">=", 1]}]}, "to one": {"a": [{"numeric": ["<=", 1]}]}}
PIECES = {"pieces": {"a": [{"wildcard": "*a*b*"}]}}
EMPTY = {"any end": {"a": [{"suffix": ""}]}, "any start": {"a": [{"prefix": ""}]}}
EQUAL = {"one": {"a": [{"numeric": ["=", 1]}]}}

Rules = dict[str, Any]
RULES_AND_EVENT = rules_and_event(patterns) | rules_and_event(layered)
# Alone, with many that pin nothing, with many that pin the same, or with both: each is indexed in another way.
CROWDS = st.sampled_from([{}, CROWD, ONE_KEY, CROWD | ONE_KEY])


def asked_one_by_one(patterns: dict[str, Pattern], event: Any) -> list[str]:
    return [name for name, pattern in patterns.items() if pattern.matches(event)]


def parsed(rules: Rules) -> dict[str, Pattern]:
    return {name: Pattern.parse(pattern) for name, pattern in rules.items()}


@settings(max_examples=150)
@given(RULES_AND_EVENT)
@example((ONE_ELEMENT, APART))
@example((IN_TURN, TWO_BY_TWO))
@example((ENDS, {"a": 1.0}))
def test_a_pattern_says_what_the_naive_engine_says(drawn: tuple[Rules, Any]) -> None:
    rules, event = drawn
    assume(not spelt_twice(event))
    assert asked_one_by_one(parsed(rules), event) == [name for name, rule in rules.items() if naively(rule, event)]


@settings(max_examples=150)
@given(RULES_AND_EVENT, CROWDS, events)
@example((ONE_ELEMENT, APART), {}, {})
@example((PIECES, {"a": "xa-by"}), CROWD, {})
@example((EMPTY, {"a": "ab"}), CROWD, {})
@example((EQUAL, {"a": 1.0}), CROWD, {})
def test_a_rule_set_says_what_its_patterns_say(drawn: tuple[Rules, Any], crowd: Rules, other: Any) -> None:
    rules, event = drawn
    one_by_one = parsed(rules | crowd)
    together = RuleSet(one_by_one)
    for each in (event, event | {"detail": other}, other, event):  # what it keeps of one event never tells on another
        assert together.matching(each) == asked_one_by_one(one_by_one, each)


@settings(max_examples=150)
@given(st.integers())
def test_of_a_long_array_all_three_say_the_same(seed: int) -> None:
    rules, event = rules_and_long_array(seed)
    wanted = [name for name, rule in rules.items() if naively(rule, event)]
    assert asked_one_by_one(parsed(rules), event) == wanted
    assert RuleSet(parsed(rules)).matching(event) == wanted
