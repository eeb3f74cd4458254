"""Of a filter that never matches for the kind of what it wants, that is told which was meant."""

from json import dumps
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from meshctl.contracts.filters.judge import Matches, judge
from meshctl.patterns import Pattern

PLAIN = st.one_of(st.booleans(), st.none(), st.integers(-999, 10**6), st.sampled_from([0.5, 12.25, 1e-7]))
WORDS = st.text("abcdefghij", min_size=1, max_size=8)


def help_of(allowed: Any, wanted: Any) -> str:
    """What is told of a filter that wants one thing, where the schema allows another."""
    schema = {"type": "object", "required": ["a"], "properties": {"a": allowed}}
    verdict = judge(Pattern.parse(dumps({"a": [wanted]})), schema)
    assert verdict.matches is Matches.NEVER
    return verdict.help


@given(PLAIN)
def test_a_plain_value_in_quotes_is_to_be_written_without(value: Any) -> None:
    assert help_of({"enum": [value]}, dumps(value)) == f"write {dumps(value)}, without quotes"


@given(PLAIN)
def test_a_text_without_quotes_is_to_be_written_in_them(value: Any) -> None:
    assume(not isinstance(value, float))
    assert "in quotes" in help_of({"enum": [dumps(value), "else"]}, value)


@given(st.lists(WORDS, min_size=2, max_size=4, unique=True), st.sampled_from([",", ", ", "|", " | ", ";"]))
def test_several_values_in_one_text_are_to_be_written_each_by_itself(words: list[str], sign: str) -> None:
    assert help_of({"enum": words}, sign.join(words)) == f"write each by itself: {', '.join(map(dumps, words))}"


@given(WORDS)
def test_a_value_that_is_excluded_by_a_sign_is_to_be_excluded_by_the_operator(word: str) -> None:
    assert help_of({"enum": [word]}, f"!{word}") == f'write {{"anything-but": "{word}"}}'


def test_booleans_of_other_languages_are_known() -> None:
    for text, value in {"yes": "true", "On": "true", "no": "false", "OFF": "false", "True": "true"}.items():
        assert help_of({"type": "boolean"}, text) == f"write {value}, without quotes"


def test_nothing_is_guessed_of_what_is_not_allowed_either() -> None:
    assert help_of({"enum": [1]}, "2") == ""
    assert help_of({"type": "number"}, "NaN") == ""
    assert help_of({"type": "number"}, "1e999") == ""
    assert help_of({"enum": ["a", "b"]}, "a,c") in ("", 'did you mean "a"?', 'did you mean "b"?')
    assert help_of({"type": "integer"}, "[1]") == ""


@given(WORDS, st.sampled_from([{"exists": True}, "x", 1, {"prefix": "x"}, {"anything-but": "x"}]), st.booleans())
def test_what_asks_for_an_object_is_to_be_written_for_a_field_of_it(name: str, wanted: Any, is_listed: bool) -> None:
    allowed = {"type": "object", "properties": {name: {}}}
    told = help_of({"type": "array", "items": allowed} if is_listed else allowed, wanted)
    assert told.endswith(f"such as `a.{name}`")
