"""What is said of a text that is no JSON: of sound texts nothing, of all that are cut off something, in Jackson's words."""

import json
from typing import SupportsIndex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.adapters.local_aws.json_reading.faults import json_fault

SOUND = '{"a": [1, "x", {"b": 15}], "c": {"d": [null, true, false]}}'
JACKSON = [
    ('{"a" x', "Unexpected character ('x' (code 120)): was expecting a colon to separate field name and value", 6),
    ('{"a": [1],}', "Unexpected character ('}' (code 125)): was expecting double-quote to start field name", 11),
    ('{"a": [1] "b"}', "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries", 11),
    ('{"a": [1 2]}', "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries", 10),
    ('{"a": [NaN]}', "Non-standard token 'NaN': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow", 11),
    ('{"a', "Unexpected end-of-input in field name", 4),
    ('{"a": ["x', "Unexpected end-of-input: was expecting closing quote for a string value", 10),
    ('{"a":', "Unexpected end-of-input within/between Object entries", 6),
    (
        '{"a": [1',
        "Unexpected end-of-input: expected close marker for Array (start marker at [Source: TEXT; line: 1, column: 7])",
        9,
    ),
    ("{]", "Unexpected close marker ']': expected '}' (for Object starting at [Source: TEXT; line: 1, column: 1])", 2),
]


@pytest.mark.parametrize(("text", "words", "column"), JACKSON)
def test_the_first_mistake_is_told_in_the_words_of_jackson(text: str, words: str, column: int) -> None:
    assert json_fault(text, "TEXT") == f"{words}\n at [Source: TEXT; line: 1, column: {column}]"


@given(st.recursive(st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=3), st.lists))
@settings(max_examples=50, deadline=None)
def test_of_a_sound_text_nothing_is_said(value: object) -> None:
    assert json_fault(json.dumps({"a": value}, indent=1), "TEXT") == ""


@pytest.mark.parametrize("length", range(1, len(SOUND)))
def test_of_a_text_that_is_cut_off_something_is_said(length: int) -> None:
    assert "Source: TEXT" in json_fault(SOUND[:length], "TEXT")


@given(st.text('{}[]",:\\ax1-. \n', max_size=12))
@settings(max_examples=50, deadline=None)
def test_any_text_is_read_to_its_first_mistake(text: str) -> None:
    said = json_fault(text, "TEXT")
    try:
        json.loads(text)
    except ValueError:
        return
    assert said == ""


class Sliced(str):
    """A text that counts the characters that are taken out of it."""

    taken = 0

    def __getitem__(self, wanted: SupportsIndex | slice) -> str:
        part = super().__getitem__(wanted)
        self.taken += len(part)
        return part


@pytest.mark.parametrize("form", ["[{}", '{{"a": 1, {}', "[[{}", "[[], {}"])
def test_twice_the_entries_are_twice_the_work(form: str) -> None:
    def work(entries: int) -> int:
        key = '"k": ' if "{" in form[:1] else ""
        text = Sliced(form.format(f"{key}1, " * entries))
        assert json_fault(text, "TEXT")
        return text.taken

    assert work(2000) < 2.1 * work(1000)


def test_a_text_of_many_entries_is_read() -> None:
    assert json_fault(f"[{'1,' * 200_000}x]", "TEXT").startswith("Unrecognized token 'x'")
