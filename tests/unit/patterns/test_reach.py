"""How far a reader of a text has come: drawn texts are written piece by piece, and what is written is counted."""

from collections.abc import Iterator
from json import dumps
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.patterns.syntax.invalid_pattern import Place, Stop
from meshctl.patterns.syntax.reach import line_and_column, reached

SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.text('a"\\:,[{é😀\n', max_size=4))
VALUES = st.recursive(
    SCALARS,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text('ab\\"é:', max_size=3), below, max_size=3),
)
SPACES = st.text(" \n\t\r", max_size=2)


class Writer:
    """Writes a value with any white space, and notes what is written when each value has begun and has ended."""

    def __init__(self, draw: Any, escaped: bool) -> None:
        self.draw = draw
        self.escaped = escaped
        self.text = ""
        self.noted: dict[Stop, str] = {}

    def value(self, place: Place, value: Any) -> None:
        if isinstance(value, dict | list):
            self.text += "{" if isinstance(value, dict) else "["
            self.noted[Stop(place)] = self.text
            self.entries(place, value)
            self.text += "}" if isinstance(value, dict) else "]"
        else:
            spelt = dumps(value, ensure_ascii=self.escaped)
            self.noted[Stop(place)] = self.text + (spelt[0] if isinstance(value, str) else spelt)
            self.text += spelt
        self.noted[Stop(place, "text")] = self.noted[Stop(place, "end")] = self.text

    def entries(self, place: Place, value: Any) -> None:
        self.space()
        for number, (key, below) in enumerate(keyed(value)):
            self.text += "," if number else ""
            self.space()
            if isinstance(key, str):
                self.text += dumps(key, ensure_ascii=self.escaped)
                self.space()
                self.text += ":"
                self.space()
            self.value((*place, key), below)
            self.space()

    def space(self) -> None:
        self.text += self.draw(SPACES)


def keyed(value: Any) -> Iterator[tuple[str | int, Any]]:
    yield from value.items() if isinstance(value, dict) else enumerate(value)


@given(st.data(), VALUES, st.booleans())
@settings(max_examples=50, deadline=None)
def test_a_reader_is_behind_what_it_has_read(data: st.DataObject, value: Any, escaped: bool) -> None:
    writer = Writer(data.draw, escaped)
    writer.value((), value)
    for stop, written in writer.noted.items():
        assert reached(writer.text, stop) == line_and_column(written), stop


def test_lines_end_as_in_any_system_and_columns_are_units_of_utf_16() -> None:
    assert line_and_column("") == (1, 1)
    assert line_and_column("a\r\nb\rc\nd") == (4, 2)
    assert line_and_column('{"é😀') == (1, 6)


def test_of_a_key_that_is_written_again_the_last_value_counts() -> None:
    assert reached('{"a": 1, "a": 2}', Stop(("a",))) == (1, 16)
