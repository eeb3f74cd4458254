"""However large or deep a pattern or an event is, there is an answer, and soon."""

import json
from decimal import Decimal
from functools import reduce
from typing import Any

import pytest

from meshctl.patterns import InvalidPattern, Pattern, RuleSet
from meshctl.patterns.operators.wildcard import Wildcard
from tests.support.bounded import without_exploding

pytestmark = pytest.mark.bounds


def nested(levels: int, core: object, name: str = "a") -> Any:
    return reduce(lambda inside, _: {name: inside}, range(levels), core)


def listed(levels: int, core: object) -> Any:
    return reduce(lambda inside, _: [inside], range(levels), core)


@pytest.mark.parametrize(
    "pattern",
    [
        nested(1_000, ["x"]),
        '{"a":' * 1_000 + '["x"]' + "}" * 1_000,
        '{"a":' * 100_000,
        "[" * 100_000,
        {"a." * 1_000: ["x"]},
        nested(51, ["x"]),
    ],
)
def test_a_deep_pattern_is_refused_for_its_depth(pattern: Any) -> None:
    with pytest.raises(InvalidPattern, match="more than 50 levels deep") as refused:
        Pattern.parse(pattern)
    assert len(str(refused.value)) < 200


def test_a_pattern_of_fifty_levels_matches() -> None:
    assert Pattern.parse(nested(50, ["x"])).matches(nested(50, "x"))


@pytest.mark.parametrize("event", [nested(10_000, "x"), {"a": listed(10_000, {"c": "x"})}, {"a": {"b": "x"}}])
def test_a_deep_event_is_looked_into_without_recursion(event: Any) -> None:
    assert Pattern.parse({"a": [{"exists": False}], "a.b": ["x", {"exists": False}]}).matches(event)


def test_an_element_below_a_thousand_arrays_is_found() -> None:
    pattern = Pattern.parse({"a": {"x": [1], "y": [2]}})
    assert pattern.matches({"a": listed(1_000, {"x": 1, "y": 2})})
    assert not pattern.matches({"a": listed(1_000, [{"x": 1}, {"y": 2}])})


BEYOND_A_DOUBLE = {
    "a whole number of 401 digits": 10**400,
    "a negative number of 5,001 digits": -(10**5_000),
    "infinity": float("inf"),
    "no number at all": float("nan"),
    "a decimal with a huge exponent": Decimal("1e999999"),
}


@pytest.mark.parametrize("number", BEYOND_A_DOUBLE.values(), ids=BEYOND_A_DOUBLE)
@pytest.mark.parametrize("accepted", [1, "1", True, {"numeric": ["<", 1]}, {"numeric": [">", 1]}, {"cidr": "::/1"}])
def test_a_number_beyond_a_double_is_present_and_nothing_else(number: Any, accepted: Any) -> None:
    assert not Pattern.parse({"a": [accepted]}).matches({"a": number})
    assert Pattern.parse({"a": [{"exists": True}], "b": [{"anything-but": 1}]}).matches({"a": number, "b": number})


@pytest.mark.parametrize("digits", ["1" * 400, "-" + "9" * 5_000, "1e400", "1e-400", "0." + "1" * 400])
def test_a_number_of_any_length_is_accepted_as_a_plain_value(digits: str) -> None:
    text = f'{{"a": [{digits}]}}'
    assert Pattern.parse(text).matches({"a": Decimal(digits)})
    assert not Pattern.parse(text).matches({"a": Decimal(digits) * 2})


def test_a_whole_number_beyond_a_double_is_the_same_in_text_and_event() -> None:
    assert Pattern.parse('{"a": [1' + "0" * 400 + "]}").matches({"a": 10**400})


def test_a_wildcard_with_many_stars_takes_linear_time() -> None:
    wildcard = Wildcard.read("*a" * 1_000 + "*b")  # more than AWS takes in a pattern
    with without_exploding():
        assert not wildcard.accepts("a" * 1_000_000)


def test_a_thousand_combinations_of_choices_are_the_most() -> None:
    ten = [{f"f{n}": [1]} for n in range(10)]
    pattern = {"a": {"$or": ten}, "b": {"$or": ten}, "c": {"$or": ten}}
    assert Pattern.parse(pattern).matches({"a": {"f0": 1}, "b": {"f5": 1}, "c": {"f9": 1}})
    with pytest.raises(InvalidPattern, match="at most 1,000 combinations"):
        Pattern.parse(pattern | {"$or": ten[:2]})


def test_choices_inside_choices_are_refused_before_they_grow() -> None:
    pattern = {f"x{n}": {"$or": [{"a": [1]}, {"b": [1]}]} for n in range(200)}
    with without_exploding(), pytest.raises(InvalidPattern, match="at most 1,000 combinations"):
        Pattern.parse(pattern)


def test_a_pattern_that_multiplies_by_sharing_its_parts_is_refused() -> None:
    bomb: Any = ["x"]
    for _ in range(40):
        bomb = {"a": bomb, "b": bomb}
    with without_exploding(), pytest.raises(InvalidPattern, match="more than 256 fields"):
        Pattern.parse(bomb)


def test_ten_thousand_elements_are_searched_in_linear_time() -> None:
    event = {"a": [{"x": 1, "y": n, "z": [{"u": m} for m in range(3)]} for n in range(10_000)]}
    with without_exploding():
        assert not Pattern.parse({"a": {"x": [1], "y": [-1], "z": {"u": [2]}}}).matches(event)
        assert Pattern.parse({"a": {"x": [1], "y": [9_999], "z": {"u": [2]}}}).matches(event)


def test_hundreds_of_absent_fields_are_looked_for_in_one_walk() -> None:
    pattern = Pattern.parse({"a": {f"f{n}": [{"exists": False}] for n in range(255)}})
    with without_exploding():
        assert pattern.matches({"a": [{"x": n} for n in range(100_000)]})
        assert not pattern.matches({"a": [{"x": n} for n in range(100_000)] + [{"f7": 1}]})


def test_fields_that_few_elements_have_do_not_ask_all_the_others_again() -> None:
    absent = {f"f{n}": [{"exists": False}, 1] for n in range(200)}
    event = {"a": [{"a0": n} for n in range(50_000)] + [{f"f{n}": 2} for n in range(200)]}
    with without_exploding():
        assert Pattern.parse({"a": {"a0": [{"exists": True}], **absent}}).matches(event)
        assert not Pattern.parse({"a": {"a0": [-1], **absent}}).matches(event)


def test_arrays_that_have_nothing_to_do_with_each_other_do_not_multiply() -> None:
    names = [f"f{n}" for n in range(8)]
    event = {name: [{"x": 1, "y": n} for n in range(1_000)] for name in names}
    pattern = {name: {"x": [1], "y": [{"numeric": [">=", 0]}]} for name in names}
    with without_exploding():
        assert Pattern.parse(json.dumps(pattern)).matches(event)
        assert not Pattern.parse(pattern | {"g": {"x": [1]}}).matches(event)


def far_and_near() -> dict[str, Pattern]:
    """Rules that are indexed in every way, on fields of strange events."""
    written: dict[str, dict[str, Any]] = {
        "near": {"source": ["a"]},
        "near and open": {"source": ["a"], "a": {"x": [1], "y": [2]}},
        "absent": {"a.b": [{"exists": False}], "source": ["a"]},
        "far": {"a": {"b": ["\ud800", {"prefix": "x"}, 10**400, {"numeric": [">", 0]}]}},
        **{f"text {n}": {"a": [{"wildcard": f"*{n}*x*"}], "source": [{"exists": True}]} for n in range(30)},
    }
    return {name: Pattern.parse(pattern) for name, pattern in written.items()}


STRANGE_EVENTS: dict[str, Any] = {
    "ten thousand levels": nested(10_000, "x"),
    "ten thousand arrays": {"a": listed(10_000, {"b": "x"})},
    "a megabyte of text": {"a": "7" * 1_000_000, "source": "7" * 1_000_000},
    "a key of a megabyte": {"a" * 1_000_000: 1, "source": "a"},
    "a key of many dots": {"a" + ".b" * 100_000: 1, "a": {"b": "x"}},
    "a megabyte of keys": {"a": {f"k{n}": n for n in range(80_000)}, "source": "a"},
    "a megabyte of elements": {"a": [{"x": 1, "y": n, "b": n} for n in range(30_000)], "source": ["a"]},
    "half a letter": {"a": {"b": "\ud800"}, "source": "\udfff"},
    "401 digits": {"a": {"b": 10**400}, "source": 10**400},
    "beyond a double": {"a": {"b": Decimal("1e400")}, "source": Decimal("1e400")},
    "no number": {"a": {"b": float("nan")}, "source": Decimal("sNaN")},
}


@pytest.mark.parametrize("event", STRANGE_EVENTS.values(), ids=STRANGE_EVENTS)
def test_a_rule_set_judges_strange_events_as_its_patterns_do(event: Any) -> None:
    patterns = far_and_near()
    with without_exploding():
        wanted = [name for name, pattern in patterns.items() if pattern.matches(event)]
        assert RuleSet(patterns).matching(event) == wanted


def test_a_thousand_wildcards_with_many_stars_are_asked_in_linear_time() -> None:
    stars = {f"r{n}": Pattern.parse({"a": [{"wildcard": "*a" * 3 + f"*{n}"}]}) for n in range(1_000)}
    with without_exploding():
        assert RuleSet(stars).matching({"a": "a" * 10_000 + "7"}) == ["r7"]


def test_a_thousand_combinations_are_indexed() -> None:
    ten = [{f"f{n}": [1]} for n in range(10)]
    patterns = {f"r{n}": Pattern.parse({"a": {"$or": ten}, "b": {"$or": ten}, "c": {"$or": ten}}) for n in range(3)}
    with without_exploding():
        assert RuleSet(patterns).matching({"a": {"f0": 1}, "b": {"f5": 1}, "c": {"f9": 1}}) == ["r0", "r1", "r2"]
