r"""Regular expressions of the simple kind: `^[A-Z]{3}$`, `^(EUR|USD)-\d+$`. Others are left alone; never backtracks.

A text is followed through the atoms as a set of positions, so the work is bounded by the length of both.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from meshctl.json_schema.lazy import lazy

Chars = tuple[tuple[int, int], ...]
"""Ranges of code points."""
MOST_WAYS, MOST_REPEATED, MOST_OPEN, LONGEST, LONGEST_TEXT = 64, 100, 10, 250, 100
ENDLESS = 10**9
PRINTABLE: Chars = ((32, 126),)
CLASSES: dict[str, Chars] = {"d": ((48, 57),), "w": ((48, 57), (65, 90), (95, 95), (97, 122))}
META = frozenset("^$.|?*+()[]{}\\")
LIKED = "a1A0-_.:/ "


class _Beyond(Exception):
    """The expression is not of the simple kind."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One of some characters, so many times; or the start or end of the text, which has no characters."""

    chars: Chars
    least: int = 1
    most: int = 1
    anchor: str = ""

    def has(self, letter: str) -> bool:
        """Whether the character is one of them."""
        return any(first <= ord(letter) <= last for first, last in self.chars)

    def after(self, text: str, starts: set[int]) -> set[int]:
        """Where one is in the text behind this, coming from one of `starts`."""
        if self.anchor:
            return starts & {0 if self.anchor == "^" else len(text)}
        here, ends = starts, set(starts) if self.least == 0 else set()
        for count in range(1, min(self.most, len(text)) + 1):
            here = {at + 1 for at in here if at < len(text) and self.has(text[at])}
            if not here or (count > self.least and here <= ends):
                break
            ends |= here if count >= self.least else set()
        return ends


Way = tuple[Atom, ...]


@dataclass(frozen=True)
class Expression:
    """The ways in which a text may fit."""

    ways: tuple[Way, ...]

    def accepts(self, text: str) -> bool | None:
        """Whether some part of the text fits; None for texts that dialects read differently, and for very long ones."""
        if len(text) > LONGEST_TEXT or not all(" " <= letter <= "~" for letter in text):
            return None
        return any(_fits(way, text) for way in self.ways)

    @lazy
    def samples(self) -> tuple[str, ...]:
        """A few texts that fit."""
        texts = (sample for way in self.ways for sample in _samples(way))
        return tuple(islice((text for text in texts if self.accepts(text)), 16))


def _fits(way: Way, text: str) -> bool:
    at = set(range(len(text) + 1))
    for atom in way:
        at = atom.after(text, at)
        if not at:
            return False
    return True


def _samples(way: Way) -> Iterator[str]:
    for liked in range(2):
        yield "".join(_letter(atom, liked) * min(atom.least, LONGEST_TEXT) for atom in way if not atom.anchor)
    yield "".join(_letter(atom, 0) * min(atom.most, max(atom.least, 3)) for atom in way if not atom.anchor)


def _letter(atom: Atom, liked: int) -> str:
    fitting = [letter for letter in LIKED if atom.has(letter)]
    return fitting[min(liked, len(fitting) - 1)] if fitting else chr(atom.chars[0][0]) if atom.chars else ""


@lru_cache(1_000)
def read_expression(text: str) -> Expression | None:
    """The expression a text spells; None if it is not of the simple kind."""
    if len(text) > LONGEST:
        return None
    try:
        reader = _ExpressionReader(text)
        ways = reader.choice()
    except _Beyond:
        return None
    return Expression(tuple(ways)) if reader.at == len(text) else None


class _ExpressionReader:
    """Reads one expression from left to right."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.open_ones = text, 0, 0

    def choice(self) -> list[Way]:
        """Ways divided by bars, up to a closing bracket or the end."""
        ways = self._sequence()
        while self._next("|"):
            ways = ways + self._sequence()
        return ways

    def _sequence(self) -> list[Way]:
        ways: list[Way] = [()]
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            ways = [(*way, *more) for more in self._repeated(self._one()) for way in ways]
            if len(ways) > MOST_WAYS or sum(map(len, ways)) > LONGEST:
                raise _Beyond
        return ways

    def _one(self) -> list[Way]:
        letter = self._letter()
        if letter == "(":
            return self._group()
        if letter in "^$":
            return [(Atom((), anchor=letter),)]
        if letter == "[":
            return [(Atom(self._class()),)]
        if letter == ".":
            return [(Atom(PRINTABLE),)]
        if letter == "\\":
            return [(Atom(self._escaped()),)]
        if letter in META:
            raise _Beyond
        return [(Atom(_only(letter)),)]

    def _group(self) -> list[Way]:
        self.open_ones += 1
        if self.open_ones > MOST_OPEN or (self._next("?") and not self._next(":")):
            raise _Beyond
        ways = self.choice()
        if not self._next(")"):
            raise _Beyond
        self.open_ones -= 1
        return ways

    def _repeated(self, ways: list[Way]) -> list[Way]:
        least, most = self._count()
        if (least, most) == (1, 1):
            return ways
        if any(atom.anchor for way in ways for atom in way):
            raise _Beyond
        if len(ways) == 1 and len(ways[0]) == 1:
            atom = ways[0][0]
            if (atom.least, atom.most) == (1, 1):
                return [(Atom(atom.chars, least, most),)]
        if most == 1:
            return [(), *ways]
        if least == most and len(ways) == 1 and least * len(ways[0]) <= LONGEST:
            return [ways[0] * least]
        raise _Beyond

    def _count(self) -> tuple[int, int]:
        least, most = 1, 1
        if self._next("?"):
            least = 0
        elif self._next("*"):
            least, most = 0, ENDLESS
        elif self._next("+"):
            most = ENDLESS
        elif self._next("{"):
            least, most = self._bounds()
        else:
            return 1, 1
        if self.at < len(self.text) and self.text[self.at] in "?*+{":
            raise _Beyond
        return least, most

    def _bounds(self) -> tuple[int, int]:
        end = self.text.find("}", self.at)
        low, comma, high = self.text[self.at : end].partition(",")
        self.at = end + 1
        if end < 0 or not (low.isascii() and low.isdecimal()) or (high and not (high.isascii() and high.isdecimal())):
            raise _Beyond
        least = int(low[:9])
        most = int(high[:9]) if high else ENDLESS if comma else least
        if least > MOST_REPEATED or most < least:
            raise _Beyond
        return least, most

    def _class(self) -> Chars:
        without, found = self._next("^"), list[tuple[int, int]]()
        while not self._next("]"):
            first = self._of_class()
            if len(first) == 1 and first[0][0] == first[0][1] and self._ranges():
                last = self._of_class()
                if len(last) != 1 or last[0][0] != last[0][1] or last < first:
                    raise _Beyond
                first = ((first[0][0], last[0][0]),)
            found += first
        if not found:
            raise _Beyond
        return _others(found) if without else tuple(found)

    def _ranges(self) -> bool:
        follows = self.text[self.at + 1 : self.at + 2]
        return self.text[self.at : self.at + 1] == "-" and follows not in ("]", "") and self._next("-")

    def _of_class(self) -> Chars:
        letter = self._letter()
        if letter == "[" or self.text[self.at - 1 : self.at + 1] in ("&&", "--", "~~"):
            raise _Beyond
        return self._escaped() if letter == "\\" else _only(letter)

    def _escaped(self) -> Chars:
        letter = self._letter()
        if letter in CLASSES:
            return CLASSES[letter]
        if letter.isalnum() or letter == "_" or not letter.isascii():
            raise _Beyond
        return _only(letter)

    def _letter(self) -> str:
        if self.at >= len(self.text):
            raise _Beyond
        self.at += 1
        return self.text[self.at - 1]

    def _next(self, letter: str) -> bool:
        found = self.text.startswith(letter, self.at)
        self.at += found
        return found


def _only(letter: str) -> Chars:
    return ((ord(letter), ord(letter)),)


def _others(chars: list[tuple[int, int]]) -> Chars:
    """The printable characters that are none of these; no others are ever asked for."""
    left = [code for code in range(32, 127) if not any(first <= code <= last for first, last in chars)]
    return tuple((code, code) for code in left)
