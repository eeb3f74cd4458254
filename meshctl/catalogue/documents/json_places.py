"""Where values stand in a text of JSON that has been read before: only what is on the way to them is looked at. Pure."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from json import JSONDecoder
from re import compile as expression

from meshctl.model.places import Place

_SPACE = expression(r"[ \t\n\r]*")
_LINE_END = expression(r"\r\n|\n|\r")
Steps = dict[str | int, int]


class JsonPlaces:
    """Finds the place of a value by the keys and numbers that lead to it; what it has gone through is kept."""

    def __init__(self, file: str, text: str) -> None:
        self._file, self._text = file, text
        self._inside: dict[int, Steps] = {}
        self._decoder = JSONDecoder(parse_int=str, parse_float=str)

    def place(self, *path: str | int) -> Place:
        """The place of the value at `path`, or of the nearest value above it that exists."""
        at = self._behind_space(0)
        for step in path:
            below = self._steps(at).get(step)
            if below is None:
                break
            at = below
        return self._shown(at)

    def _steps(self, at: int) -> Steps:
        """Where the values begin that an object or array holds; of what is too deep to be gone through, none."""
        if at not in self._inside:
            found = self._inside[at] = {}
            try:
                found.update(self._entries(at))
            except RecursionError:
                found.clear()
        return self._inside[at]

    def _entries(self, at: int) -> Iterator[tuple[str | int, int]]:
        opening = self._text[at]
        if opening not in "{[":
            return
        number, at = 0, self._behind_space(at + 1)
        while self._text[at] not in "}]":
            step: str | int = number
            if opening == "{":
                step, at = self._decoder.raw_decode(self._text, at)
                at = self._behind_space(self._behind_space(at) + 1)
            yield step, at
            number, at = number + 1, self._behind_space(self._end(at))
            at = self._behind_space(at + 1) if self._text[at] == "," else at

    def _end(self, at: int) -> int:
        """Where a value ends."""
        return self._decoder.raw_decode(self._text, at)[1]

    def _behind_space(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        return found.end() if found else at

    def _shown(self, at: int) -> Place:
        line = bisect_right(self._lines, at)
        length = 1 if self._text[at] in "{[" else self._end(at) - at
        return Place(self._file, line, at - self._lines[line - 1] + 1, length)

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins."""
        return [0, *(found.end() for found in _LINE_END.finditer(self._text))]
