"""The first mistake of a text that is no JSON, in the words of Jackson, with which AWS reads. Pure."""

import re
from collections.abc import Callable
from typing import NamedTuple

from meshctl.adapters.local_aws.json_reading.sources import at
from meshctl.patterns.syntax.reach import line_and_column

VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
LONGEST_TOKEN = 256

_SPACE = re.compile(r"[ \t\r\n]*")
_TEXT = re.compile(r'"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*(?P<closed>")?')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![0-9.eE])")
_TOKEN = re.compile(r"[^\W\d][\w$]*|\$[\w$]*")
_WORDS = frozenset({"null", "true", "false"})
_NO_NUMBERS = frozenset({"NaN", "Infinity"})
_BROKEN_OTHERWISE = frozenset("-0123456789}]")
"""What begins a value of which Jackson says more than that it is none."""
_CLOSED_BY = {"Object": "}", "Array": "]"}


class JsonFault(NamedTuple):
    """What is wrong, and the place up to which was read."""

    words: str
    place: str


def json_fault(text: str, source: str) -> str:
    """Say what is wrong with a text and where; nothing where it is JSON, or where Jackson's words are not known.

    `source` is what stands for the text in a place.
    """
    fault = find_fault(text, source)
    return f"{fault.words}\n at {fault.place}" if fault else ""


def find_fault(text: str, source: str) -> JsonFault | None:
    """Give what `json_fault` says, in its two parts."""
    try:
        _Reader(text, source).read()
    except _Fault as fault:
        return JsonFault(fault.words, at(source, line_and_column(text[: fault.read]))) if fault.words else None
    return None


class _Fault(Exception):
    def __init__(self, words: str, read: int) -> None:
        super().__init__(words)
        self.words = words
        self.read = read


class _Open(NamedTuple):
    kind: str
    start: int


class _Reader:
    """Goes through a text once, and stops at its first mistake."""

    def __init__(self, text: str, source: str) -> None:
        self.text = text
        self.source = source
        self.at = 0
        self.open: list[_Open] = []
        self.after_a_value = False

    def read(self) -> None:
        """Read one value; raises _Fault."""
        self._value()
        while self.open:
            self._entry()

    def _entry(self) -> None:
        """Read what comes next in the innermost list or object, which has just begun or has had an entry."""
        kind = self.open[-1].kind
        sign = self._next(self._not_closed)
        if sign in _CLOSED_BY.values():
            self._close(sign)
            return
        if self.after_a_value:
            self._mark(",", f"was expecting comma to separate {kind} entries")
        if kind == "Object":
            self._key()
        self._value()

    def _close(self, sign: str) -> None:
        kind, start = self.open[-1]
        if sign != _CLOSED_BY[kind]:
            begun = f"for {kind} starting at {self._place(start)}"
            raise _Fault(f"Unexpected close marker '{sign}': expected '{_CLOSED_BY[kind]}' ({begun})", self.at)
        self.at += 1
        self.open.pop()
        self.after_a_value = True

    def _key(self) -> None:
        if self._next(self._between) != '"':
            raise self._unexpected("was expecting double-quote to start field name")
        self._text(" in field name")
        self._next(self._between)
        self._mark(":", "was expecting a colon to separate field name and value")

    def _value(self) -> None:
        sign = self._next(self._between)
        self.after_a_value = sign not in "{["
        if sign in "{[":
            self.open.append(_Open("Object" if sign == "{" else "Array", self.at))
            self.at += 1
        elif sign == '"':
            self._text(": was expecting closing quote for a string value")
        elif number := _NUMBER.match(self.text, self.at):
            self.at = number.end()
        else:
            self._word()

    def _word(self) -> None:
        token = _TOKEN.match(self.text, self.at)
        if token is None:
            known = self.text[self.at] not in _BROKEN_OTHERWISE
            raise self._unexpected(f"expected a valid value {VALUES}") if known else _Fault("", self.at)
        word = token[0][:LONGEST_TOKEN]
        self.at += len(word)
        if word in _NO_NUMBERS:
            raise _Fault(
                f"Non-standard token '{word}': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow", self.at
            )
        if word not in _WORDS:
            raise _Fault(f"Unrecognized token '{word}': was expecting {VALUES}", self.at)

    def _text(self, ended: str) -> None:
        text = _TEXT.match(self.text, self.at)
        self.at = text.end() if text else self.at
        if not (text and text["closed"]):
            raise _Fault(f"Unexpected end-of-input{ended}" if self.at == len(self.text) else "", self.at)

    def _mark(self, sign: str, wanted: str) -> None:
        if self.text[self.at] != sign:
            raise self._unexpected(wanted)
        self.at += 1

    def _next(self, ended: Callable[[], _Fault]) -> str:
        """The next character that is no space, which is not taken."""
        space = _SPACE.match(self.text, self.at)
        self.at = space.end() if space else self.at
        if self.at == len(self.text):
            raise ended()
        return self.text[self.at]

    def _between(self) -> _Fault:
        return _Fault(
            f"Unexpected end-of-input within/between {self.open[-1].kind} entries" if self.open else "", self.at
        )

    def _not_closed(self) -> _Fault:
        kind, start = self.open[-1]
        begun = f"start marker at {self._place(start)}"
        return _Fault(f"Unexpected end-of-input: expected close marker for {kind} ({begun})", self.at)

    def _place(self, read: int) -> str:
        return at(self.source, line_and_column(self.text[:read]))

    def _unexpected(self, wanted: str) -> _Fault:
        return _Fault(f"Unexpected character ({_described(self.text[self.at])}): {wanted}", self.at)


def _described(sign: str) -> str:
    code = ord(sign)
    if code < 0x20 or 0x7F <= code < 0xA0:
        return f"(CTRL-CHAR, code {code})"
    return f"'{sign}' (code {code}{f' / 0x{code:x}' if code > 0xFF else ''})"
