"""Text that matches in upper and lower case alike, letter by letter as AWS does it. Knows nothing of operators."""

import re
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class AnyCase:
    """Text at the start, at the end, or as the whole of a value, whatever its case."""

    expression: re.Pattern[str]
    text: str

    @classmethod
    def whole(cls, text: str) -> Self:
        """Nothing before it and nothing after it."""
        return cls(re.compile(rf"\A{_either_case(text)}\Z"), text)

    @classmethod
    def at_start(cls, text: str) -> Self:
        """Anything after it."""
        return cls(re.compile(rf"\A{_either_case(text)}"), text)

    @classmethod
    def at_end(cls, text: str) -> Self:
        """Anything before it."""
        return cls(re.compile(rf"{_either_case(text)}\Z"), text)

    def accepts(self, value: object) -> bool:
        """Whether the text fits; anything but text never does."""
        return isinstance(value, str) and self.expression.search(value) is not None


def _either_case(text: str) -> str:
    return "".join(map(_letter, text))


def _letter(letter: str) -> str:
    lower, upper = letter.lower(), letter.upper()
    if lower == upper:
        return re.escape(letter)
    return f"(?:{re.escape(lower)}|{re.escape(upper)})"  # two alternatives: the upper case of one letter may be two
