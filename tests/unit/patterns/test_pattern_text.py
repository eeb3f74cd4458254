"""A pattern's text and an event's are read token by token: nothing that is written hides anything else."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.app.events.ask_pattern import read_pattern
from meshctl.patterns import InvalidPattern, Pattern, RuleSet, read_event

from .drawn import from_pattern, patterns


def written_in_halves(value: Any, draw: st.DrawFn) -> str:
    """The JSON of an object whose members are now and then given in two objects of one key."""
    if not isinstance(value, dict):
        return json.dumps(value, default=float)
    members = [(json.dumps(key), half) for key, below in value.items() for half in halves(below, draw)]
    return "{" + ",".join(f"{key}:{text}" for key, text in members) + "}"


def halves(value: Any, draw: st.DrawFn) -> list[str]:
    if not isinstance(value, dict) or len(value) < 2 or draw(st.booleans()):
        return [written_in_halves(value, draw)]
    at = draw(st.integers(1, len(value) - 1))
    members = [*value.items()]
    return [written_in_halves(dict(members[:at]), draw), written_in_halves(dict(members[at:]), draw)]


@st.composite
def pattern_in_halves_and_event(draw: st.DrawFn) -> tuple[dict[str, Any], str, dict[str, Any]]:
    pattern = draw(patterns)
    return pattern, written_in_halves(pattern, draw), from_pattern(pattern, draw)


@given(pattern_in_halves_and_event())
def test_an_object_that_is_written_in_two_parts_is_one(drawn: tuple[dict[str, Any], str, dict[str, Any]]) -> None:
    pattern, text, event = drawn
    assert Pattern.parse(text).matches(event) == Pattern.parse(json.dumps(pattern, default=float)).matches(event)


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        ('{"detail": {"x": [1]}, "detail": {"y": [2]}}', {"detail": {"x": 1, "y": 2}}, {"detail": {"y": 2}}),
        ('{"x": [1], "x": [2]}', {"x": 2}, {"x": 1}),
        ('{"x": {"y": [1]}, "x": [2]}', {"x": [2, {"y": 1}]}, {"x": 2}),
        (
            '{"$or": [{"a": [1]}, {"b": [1]}], "$or": [{"c": [1]}, {"d": [1]}]}',
            {"a": 1, "d": 1},
            {"a": 1, "b": 1},
        ),
    ],
)
def test_of_a_key_that_stands_twice_all_objects_and_the_last_list_count(
    pattern: str, matching: dict[str, Any], other: dict[str, Any]
) -> None:
    assert Pattern.parse(pattern).matches(matching)
    assert not Pattern.parse(pattern).matches(other)


@pytest.mark.parametrize(
    "pattern",
    [
        '{"x": [], "x": [1]}',
        '{"x": [{"prefx": "a"}], "x": [1]}',
        '{"x": {}, "x": {"y": [1]}}',
        '{"x": [{"prefix": "a", "prefix": "b"}]}',
        '{"x": [{"anything-but": {"suffix": "a", "suffix": "b"}}]}',
    ],
)
def test_a_mistake_under_a_key_that_is_written_again_is_a_mistake(pattern: str) -> None:
    with pytest.raises(InvalidPattern):
        Pattern.parse(pattern)


def test_a_repetition_is_told() -> None:
    assert read_pattern('{"a": {"b": [1], "b": [2]}, "a": {"c": [1]}}', where=False).repeated == ("a", "a.b")
    assert read_pattern('{"a": {"b": [1]}, "c": {"b": [1]}}', where=False).repeated == ()


BEYOND = ("1e400", "1E400", "10e399", "1.0e400", "-1e400", "123456789012345678901", "0.1234567890123456789", "1e-400")


@pytest.mark.parametrize("number", BEYOND)
def test_a_number_that_no_double_says_is_compared_as_it_is_written(number: str) -> None:
    pattern = Pattern.parse(f'{{"a": [{number}]}}')
    rules = RuleSet({"one": pattern})
    for other in BEYOND:
        event = read_event(f'{{"a": {other}}}')
        assert pattern.matches(event) == (number == other)
        assert bool(rules.matching(event)) == (number == other)


@given(st.decimals(allow_nan=False, allow_infinity=False), st.integers(0, 3))
def test_a_number_that_a_double_says_is_compared_by_its_value(number: Any, zeros: int) -> None:
    text = f"{number:.6f}" if abs(number) < 10**8 else "1.5"
    assert Pattern.parse(f'{{"a": [{text}]}}').matches(read_event(f'{{"a": {text}{"0" * zeros}}}'))


def test_an_event_shows_both_values_of_a_key_that_stands_twice() -> None:
    event = read_event('{"a": 1, "a": {"b": 2}, "a": {"c": 3}, "a": [4]}')
    for pattern in ('{"a": [1]}', '{"a": {"b": [2]}}', '{"a": [4]}', '{"a": {"c": [3]}}'):
        assert Pattern.parse(pattern).matches(event)


def test_below_an_array_fields_are_asked_in_the_order_of_their_whole_names() -> None:
    pattern = Pattern.parse({"items": {"id": {"note": [{"exists": False}]}, "id-type": ["x"]}})
    event = {"items": [{"id": {"note": "n"}}, {"id-type": "x"}]}
    assert pattern.matches(event)
    assert not Pattern.parse({"items": {"id": {"note": [{"exists": False}]}, "id_type": ["x"]}}).matches(
        {"items": [{"id": {"note": "n"}}, {"id_type": "x"}]}
    )


def test_a_branch_has_at_most_256_fields() -> None:
    assert Pattern.parse({f"f{at}": [1] for at in range(256)})
    assert Pattern.parse({"$or": [{f"{side}{at}": [1] for at in range(200)} for side in "ab"]})
    with pytest.raises(InvalidPattern, match="more than 256 fields"):
        Pattern.parse({f"f{at}": [1] for at in range(257)})
