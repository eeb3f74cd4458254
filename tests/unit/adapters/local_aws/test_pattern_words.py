"""What AWS answers to a text that is no pattern: recorded from TestEventPattern and SNS, and the same with more white space."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.adapters.local_aws.json_reading.pattern_words import pattern_words
from meshctl.patterns import InvalidPattern, Pattern

RECORDED = [  # the text, what is wrong, the columns that are named
    ('{"int": 42}', '"int" must be an object or an array', [11]),
    ('{"string": "my-value"}', '"string" must be an object or an array', [13]),
    ('{"resources": []}', "Empty arrays are not allowed", [17]),
    ('["not", "a", "dict"]', "Filter is not an object", [2]),
    ('{"my_key": [{"EXISTS": true}]}', "Unrecognized match type EXISTS", [28]),
    ('{"key":[["value"]]}', "Match value must be String, number, true, false, or null", [10]),
    ('{"time": [{"prefix": 123}]}', "prefix match pattern must be a string", [25]),
    ('{"key":[{"exists":"no"}]}', "exists match pattern must be either true or false.", [20]),
    ('{"key":[{"suffix":"value","prefix":"value2"}]}', "Only one key allowed in match expression", [37]),
    ('{"EventBusArn": [{"wildcard": "a:**:event-bus/*"}]}', "Consecutive wildcard characters at pos 3", [49]),
    ('{"key":[{"numeric":[]}]}', "Invalid member in numeric match: ]", [22]),
    ('{"key":[{"numeric":["operator"]}]}', "Unrecognized numeric range operator: operator", [32]),
    ('{"key":[{"numeric":[">",20,"test"]}]}', "Bad numeric range operator: test", [34]),
    ('{"key":[{"numeric":[">",20,"<="]}]}', "Value of <= must be numeric", [33]),
    ('{"key":[{"numeric":[">",20,"<",30,"<",50]}]}', "Too many terms in numeric range expression", [36]),
    ('{"key":[{"numeric":[">",3,"<",1]}]}', "Bottom must be less than top", [33]),
    ('{"state": [{"anything-but": {"prefix": [123, "t"]}}]}', "prefix/suffix match pattern must be a string", [44, 44]),
    ('{"state": [{"anything-but": {"suffix": ""}}]}', "Null prefix/suffix not allowed", [42]),
    ('{"a": [{"cidr": "bad-filter"}]}', "Malformed CIDR, one '/' required", []),
    (
        "this is",
        "Unrecognized token 'this': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
        [5],
    ),
    (
        "{'bad': 'quotation'}",
        "Unexpected character (''' (code 39)): was expecting double-quote to start field name",
        [2],
    ),
]


def answer(text: str) -> str:
    with pytest.raises(InvalidPattern) as refused:
        Pattern.parse(text)
    return pattern_words(text, refused.value)


@pytest.mark.parametrize(("text", "words", "columns"), RECORDED)
def test_a_refusal_names_the_text_and_how_far_it_was_read(text: str, words: str, columns: list[int]) -> None:
    places = [f'\n at [Source: (String)"{text}"; line: 1, column: {column}]' for column in columns]
    assert answer(text) == words + "".join(places)


@given(st.sampled_from([case for case in RECORDED if case[2]]), st.integers(0, 3), st.integers(0, 3))
@settings(max_examples=50, deadline=None)
def test_white_space_before_a_text_moves_the_place(case: tuple[str, str, list[int]], lines: int, spaces: int) -> None:
    text, words, columns = case
    moved = answer("\n" * lines + " " * spaces + text)
    assert moved.startswith(words)
    assert moved.endswith(f"; line: {lines + 1}, column: {columns[-1] + spaces}]")


def test_a_long_text_is_shown_in_part() -> None:
    text = '{"' + "a" * 600 + '": 1}'
    assert answer(text).endswith(f'"{text[:500]}"[truncated 107 chars]; line: 1, column: 607]')
