r"""Wildcards: `*` stands for any text, `\*` and `\\` for themselves. Works on text alone and never backtracks."""

import re
from dataclasses import dataclass
from typing import Self

_RUN = re.compile(r"\*|\\.?|[^*\\]+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Wildcard:
    """The literal pieces between the stars; one piece means there is no star."""

    pieces: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the spelling of an event pattern; raises ValueError with what to write instead."""
        pieces = _pieces(text)
        if "" in pieces[1:-1]:
            raise ValueError("two stars in a row mean no more than one; write a single '*'")
        return cls(tuple(pieces))

    def accepts(self, value: object) -> bool:
        """Whether the whole text fits; anything but text never does."""
        return isinstance(value, str) and (value == self.pieces[0] if len(self.pieces) == 1 else self._fits(value))

    def _fits(self, text: str) -> bool:
        first, *middle, last = self.pieces
        at, end = len(first), len(text) - len(last)
        if at > end or not text.startswith(first) or not text.endswith(last):
            return False
        for piece in middle:  # the leftmost place leaves most room for the rest, so there is nothing to try twice
            found = text.find(piece, at, end)
            if found < 0:
                return False
            at = found + len(piece)
        return True


def _pieces(text: str) -> list[str]:
    pieces: list[list[str]] = [[]]
    for run in _RUN.findall(text):
        if run == "*":
            pieces.append([])
        else:
            pieces[-1].append(_escaped(run[1:]) if run[0] == "\\" else run)
    return ["".join(runs) for runs in pieces]


def _escaped(letter: str) -> str:
    if letter not in ("*", "\\"):
        raise ValueError(
            r"a backslash may only stand before '*' or another backslash; write '\\' for a backslash itself"
        )
    return letter
