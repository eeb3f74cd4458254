"""Patterns in plain words."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.patterns import Pattern, described


def words(*accepted: Any) -> str:
    [line] = described(Pattern.parse({"a": list(accepted)}))
    return line.removeprefix("a: ")


@pytest.mark.parametrize(
    ("accepted", "said"),
    [
        (["DE", {"prefix": "F"}], 'is "DE" or begins with "F"'),
        (["b", "a", 2, 1, None, False], 'is "a", "b", 1, 2, false or null'),
        ([300, 3e2, 0.1, 10**30, 1e300], "is 0.1, 300, 1e+30 or 1e+300"),
        ([12345678901234567890123], "is 12345678901234567890123"),
        ([""], 'is ""'),
        (["10.0.0.1"], 'is "10.0.0.1"'),
        ([{"suffix": "x"}], 'ends with "x"'),
        ([{"suffix": "x"}, "y", {"exists": False}], 'is "y", ends with "x" or is not there'),
        (["y", {"exists": False}], 'is "y" or not there'),
        ([{"exists": True}], "is there"),
        ([{"equals-ignore-case": "aB.|)ß"}], 'is "ab.|)ß" in any letter case'),
        ([{"prefix": {"equals-ignore-case": "Eu"}}], 'begins with "eu" in any letter case'),
        ([{"suffix": {"equals-ignore-case": "\\Z"}}], 'ends with "\\\\z" in any letter case'),
        ([{"wildcard": r"a*\*\\"}], 'fits "a*\\\\*\\\\\\\\"'),
        ([{"cidr": "10.1.2.3/8"}], "is an address in 10.0.0.0/8"),
        ([{"cidr": "2001:db8::/32"}], "is an address in 2001:db8::/32"),
        ([{"numeric": ["=", 5]}], "is 5"),
        ([{"numeric": [">=", 1.5]}], "is a number of at least 1.5"),
        ([{"numeric": ["<", -2]}], "is a number below -2"),
        ([{"numeric": [">", 0, "<=", 10]}], "is a number above 0 and of at most 10"),
        ([{"anything-but": ["b", "a"]}], 'is anything but "a" and "b"'),
        ([{"anything-but": {"prefix": ["x"]}}], 'is anything but text that begins with "x"'),
    ],
)
def test_what_a_field_accepts_is_said(accepted: list[Any], said: str) -> None:
    assert words(*accepted) == said


def test_the_envelope_comes_first_and_a_line_for_each_field() -> None:
    pattern = {"detail": {"data": {"total": [1]}}, "source": ["orders"]}
    assert described(Pattern.parse(pattern)) == ('source: is "orders"', "detail.data.total: is 1")


def test_what_choices_have_in_common_is_said_once() -> None:
    pattern = {"detail": {"a": [1], "$or": [{"b": [2], "c": [3]}, {"d": [4]}]}}
    assert described(Pattern.parse(pattern)) == (
        "detail.a: is 1",
        "and one of",
        "  - detail.b: is 2",
        "    detail.c: is 3",
        "  - detail.d: is 4",
    )


def test_choices_without_anything_in_common_stand_alone() -> None:
    assert described(Pattern.parse({"$or": [{"a": [1]}, {"b": [1]}]})) == ("one of", "  - a: is 1", "  - b: is 1")


def test_a_choice_that_adds_nothing_is_said_to() -> None:
    lines = described(Pattern.parse({"$or": [{"a": [1]}, {"a": [1], "b": [1]}]}))
    assert lines == ("a: is 1", "and one of", "  - nothing more", "  - b: is 1")


@given(st.text(max_size=40))
def test_text_in_any_case_is_said_in_lower_case(text: str) -> None:
    lower = json.dumps("".join(letter.lower() for letter in text), ensure_ascii=False)
    for operator, said in (("prefix", "begins with"), ("suffix", "ends with")):
        assert words({operator: {"equals-ignore-case": text}}) == f"{said} {lower} in any letter case"
    assert words({"equals-ignore-case": text}) == f"is {lower} in any letter case"


@given(st.lists(st.sampled_from(["a", r"\*", r"\\"]), max_size=8), st.text("ab", max_size=3))
def test_a_wildcard_is_said_as_it_was_written(letters: list[str], end: str) -> None:
    written = "".join(letters) + "*" + end
    assert words({"wildcard": written}) == f"fits {json.dumps(written)}"
