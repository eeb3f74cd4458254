"""What a rule set answers: names, in order, however the rules are indexed and whatever was asked before."""

from collections import OrderedDict
from types import MappingProxyType
from typing import Any

import pytest

from meshctl.patterns import Pattern, RuleSet
from tests.support.bounded import calls_of


def rule_set(**rules: Any) -> RuleSet:
    return RuleSet({name: Pattern.parse(pattern) for name, pattern in rules.items()})


def pins(count: int, **more: Any) -> dict[str, Any]:
    """Rules as a mesh has them: each pins account, source and detail-type."""
    return {
        f"rule-{at}": {"account": [f"{at % 7:012}"], "source": [f"shop.{at}"], "detail-type": [f"Event{at}.v1"], **more}
        for at in range(count)
    }


def event(at: int, **data: Any) -> dict[str, Any]:
    envelope = {"account": f"{at % 7:012}", "source": f"shop.{at}", "detail-type": f"Event{at}.v1"}
    return {**envelope, "detail": {"data": data}}


def test_a_set_of_no_rules_matches_nothing() -> None:
    assert rule_set().matching({"source": "a"}) == []


def test_names_come_in_the_order_of_the_rules() -> None:
    rules = rule_set(z={"source": ["a"]}, m={"detail": {"x": [1]}}, a={"source": [{"prefix": ""}]})
    assert rules.matching({"source": "a", "detail": {"x": 1}}) == ["z", "m", "a"]


def test_a_rule_of_which_two_choices_match_is_named_once() -> None:
    rules = rule_set(one={"$or": [{"source": ["a"]}, {"source": [{"prefix": "a"}]}, {"detail": {"x": [1]}}]})
    assert rules.matching({"source": "a", "detail": {"x": 1}}) == ["one"]


def test_a_rule_is_not_kept_from_matching_by_another_event_with_its_key() -> None:
    rules = rule_set(**pins(20, detail={"data": {"total": [{"numeric": [">", 10]}]}}))
    asked = [rules.matching(event(3, total=total)) for total in (5, 15, 5, 15)]
    assert asked == [[], ["rule-3"], [], ["rule-3"]]


def test_who_changes_an_answer_changes_no_later_one() -> None:
    rules = rule_set(**pins(20))
    rules.matching(event(3)).clear()
    assert rules.matching(event(3)) == ["rule-3"]


@pytest.mark.parametrize(
    ("value", "names"),
    [("a", ["is a", "is there"]), (["b", "a"], ["is a", "is there"]), (1, ["is 1", "is there"]), (True, ["is there"]),
     (None, ["is there"]), ([], ["is absent"]), ({"b": "a"}, ["is absent"]), ([["a"]], ["is a", "is there"])],
)  # fmt: skip
def test_a_key_field_may_have_any_shape(value: Any, names: list[str]) -> None:
    accepted = {"is a": ["a"], "is 1": [1], "is there": [{"exists": True}], "is absent": [{"exists": False}]}
    rules = rule_set(**{name: {"source": items} for name, items in accepted.items()})
    assert [rules.matching({"source": value}) for _ in range(2)] == [names, names]


@pytest.mark.parametrize("kind", [OrderedDict, MappingProxyType])
def test_an_event_may_be_any_mapping(kind: Any) -> None:
    rules = rule_set(**pins(20), far={"detail": {"data": {"x": [1]}}})
    assert rules.matching(kind({**event(3), "detail": kind({"data": kind({"x": 1})})})) == ["rule-3", "far"]


@pytest.mark.parametrize("event", [None, 1, "source", b"source", [], [{"source": "a"}], {}, {1: 2, "source": "a"}])
def test_an_event_of_any_shape_is_judged_as_by_its_patterns(event: Any) -> None:
    patterns = {
        name: Pattern.parse({field: ["a", {"exists": False}]}) for name, field in (("a", "source"), ("b", "b.c"))
    }
    assert RuleSet(patterns).matching(event) == [name for name, each in patterns.items() if each.matches(event)]


def test_ten_times_the_rules_make_no_more_work_for_an_event_they_do_not_concern() -> None:
    few, many = rule_set(**pins(100)), rule_set(**pins(1_000))
    assert calls_of(lambda: many.matching(event(7))) <= calls_of(lambda: few.matching(event(7)))


@pytest.mark.parametrize(
    "operator",
    [{"wildcard": "a{}-*"}, {"wildcard": "*-a{}"}, {"prefix": "a{}-"}, {"suffix": "-a{}"}, {"exactly": "a{}"}],
)
def test_rules_that_pin_nothing_are_looked_up_by_their_text(operator: dict[str, str]) -> None:
    def unpinned(count: int) -> RuleSet:
        ((name, text),) = operator.items()
        return rule_set(**{f"r{at}": {"detail": {"x": [{name: text.format(f"{at:04}")}]}} for at in range(count)})

    few, many = unpinned(100), unpinned(1_000)
    asked = {"detail": {"x": "a0007-a0007"}}
    assert calls_of(lambda: many.matching(asked)) <= calls_of(lambda: few.matching(asked)) + 2


def test_an_equal_condition_of_many_rules_is_asked_once() -> None:
    def of_blocks(blocks: int) -> RuleSet:
        cidrs = [f"10.0.{at % blocks}.0/24" for at in range(100)]
        return rule_set(**{f"r{at}": {"a": [{"cidr": cidr}]} for at, cidr in enumerate(cidrs)})

    alike, apart, asked = of_blocks(1), of_blocks(100), {"a": "11.0.0.1"}
    assert calls_of(lambda: alike.matching(asked)) < calls_of(lambda: apart.matching(asked)) / 2


@pytest.mark.bounds
def test_what_is_kept_of_events_does_not_grow_without_end() -> None:
    rules = rule_set(**pins(4))
    for at in range(40_000):
        rules.matching({"account": "", "source": f"{at}", "detail-type": ""})
    rules.matching({"account": "", "source": "x" * 2_000, "detail-type": ""})
    assert len(rules._remainders) <= 16_384
    assert max(sum(map(len, key)) for key in rules._remainders) < 2_000
