"""What is refused, where, and with which way out.

`refused.jsonl` holds name, pattern, place and part of the reason; `refused_by_aws.jsonl` holds name, pattern and what AWS
says: recorded from TestEventPattern where the name says so, else event-ruler's words.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from meshctl.patterns import InvalidPattern, Pattern


def cases(name: str) -> list[Any]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line, parse_float=Decimal) for line in lines]


CASES, BY_AWS = cases("refused.jsonl"), cases("refused_by_aws.jsonl")


def refusal(pattern: Any) -> InvalidPattern:
    with pytest.raises(InvalidPattern) as refused:
        Pattern.parse(pattern)
    return refused.value


@pytest.mark.parametrize(("pattern", "place", "reason"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_refused_pattern_says_where_and_what_to_write(pattern: Any, place: list[str | int], reason: str) -> None:
    refused = refusal(pattern)
    assert refused.place == tuple(place)
    assert reason in refused.reason


def test_a_refusal_reads_like_a_sentence_about_a_field() -> None:
    refused = refusal({"detail": {"amount": ["x", {"numeric": ["=", "5"]}]}})
    assert str(refused).startswith("detail.amount: 'numeric' wants one comparison")


def test_a_refusal_names_the_choice_it_is_about() -> None:
    assert str(refusal({"$or": [{"a": [1]}, {"b": {"c": 1}}]})).startswith("$or[1].b.c: a field wants a list")


def test_a_refusal_of_the_whole_reads_so() -> None:
    assert str(refusal({})).startswith("the pattern: an empty object says nothing")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is no JSON (Expecting value at line 1, column 1)"),
        ('{"a": [1],}', "it is no JSON"),
        ('{"a": [NaN]}', "NaN is no JSON"),
        ('{"a": [-Infinity]}', "-Infinity is no JSON"),
        ('"source"', "a pattern is an object"),
    ],
)
def test_text_that_is_no_pattern_is_refused(text: str, reason: str) -> None:
    assert reason in refusal(text).reason


@pytest.mark.parametrize(
    ("pattern", "place", "reason"),
    [
        ({1: ["x"]}, ("1",), 'write "1" in quotes'),
        ({"a": [float("inf")]}, ("a",), "infinity and NaN are no JSON"),
        ({"a": [Decimal("NaN")]}, ("a",), "infinity and NaN are no JSON"),
        ({"a": ["x", b"x"]}, ("a", 1), "a bytes is no JSON value"),
        ({"a": [{1: "x"}]}, ("a", 0, "1"), "'1' is no operator here"),
    ],
)
def test_an_object_that_json_has_not_is_refused(pattern: Any, place: tuple[str | int, ...], reason: str) -> None:
    refused = refusal(pattern)
    assert refused.place == place
    assert reason in refused.reason


@pytest.mark.parametrize(("pattern", "aws"), [case[1:] for case in BY_AWS], ids=[case[0] for case in BY_AWS])
def test_a_refused_pattern_says_what_aws_says(pattern: Any, aws: str) -> None:
    assert refusal(pattern).aws == aws


def test_a_refusal_leaves_open_what_aws_says_where_it_is_not_known() -> None:
    assert refusal({"a": [{"anything-but": Decimal("1e400")}]}).aws == ""
    assert refusal({"a." * 1_000: ["x"]}).aws == ""
