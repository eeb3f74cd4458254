"""How far a reader of a JSON text has come when it has read the start, the text or the end of one of its values. Judges nothing.

Counted as Jackson does, which AWS reads with: lines, and UTF-16 units within them, from 1. It has read a number or a word at
its start, and of a text the quote alone.
"""

import json
import re
from typing import NamedTuple

from meshctl.patterns.syntax.invalid_pattern import Place, Stop

_TEXT = r'"(?:[^"\\]|\\.)*"'
_TOKEN = re.compile(rf"(?P<mark>[{{}}\[\],])|(?P<key>{_TEXT})\s*:|{_TEXT}|[^\s{{}}\[\],:\"]+")
_LINE_END = re.compile(r"\r\n?|\n")


class LineAndColumn(NamedTuple):
    """What is read next."""

    line: int
    column: int


class _Read(NamedTuple):
    """Characters of the text, once the start of a value has been read and once all of it."""

    start: int
    end: int


def reached(text: str, stop: Stop) -> LineAndColumn:
    """Where a reader of a sound JSON text is; of a key that is written again, its last value counts."""
    start, end = _values(text)[stop.place]
    return line_and_column(text[: start if stop.part == "start" else end])


def line_and_column(read: str) -> LineAndColumn:
    """Where a reader is that has read so much of a text."""
    *before, last = _LINE_END.split(read)
    return LineAndColumn(len(before) + 1, len(last.encode("utf-16-le", "surrogatepass")) // 2 + 1)


def _values(text: str) -> dict[Place, _Read]:
    found: dict[Place, _Read] = {}
    starts: list[tuple[Place, int]] = []  # of the objects and lists that are open
    place: Place = ()  # of the value that comes next
    for token in _TOKEN.finditer(text):
        match token["mark"] or token["key"]:
            case "{" | "[":
                starts.append((place, token.end()))
                place = (*place, 0)
            case "}" | "]":
                place, start = starts.pop()
                found[place] = _Read(start, token.end())
            case ",":
                place = _next(place)
            case str(key):
                place = (*place[:-1], json.loads(key))
            case None:
                found[place] = _Read(token.start() + 1 if token[0][0] == '"' else token.end(), token.end())
    return found


def _next(place: Place) -> Place:
    """The next item of a list; which comes next in an object, its key will say."""
    *outside, last = place
    return (*outside, last + 1) if isinstance(last, int) else place
