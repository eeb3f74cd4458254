r"""Reads regular expressions, `^[A-Z]{3}(-\d+)*$`, as trees. Matches nothing.

What says of a place only whether it is allowed (`\b`, a look-ahead that does not stand at the start, a look-behind) is left out.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from meshctl.contracts.filters.texts.chars import ANY, DIGITS, LETTERS, SPACES, Chars, in_any_case, joined, only, others
from meshctl.contracts.filters.texts.syntax import Anchor, Choice, Letter, Look, Node, Repeat, Sequence, Tree

LONGEST, MOST_OPEN, MOST_REPEATED = 2_000, 30, 200
WORD: Chars = joined([*DIGITS, *LETTERS, *only(ord("_"))])
CLASSES: dict[str, Chars] = {
    **{"d": DIGITS, "w": WORD, "s": SPACES},
    **{"D": others(DIGITS), "W": others(WORD), "S": others(SPACES)},
}
CONTROLS = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13, "0": 0}
META = frozenset("^$.|?*+()[]{}\\")
_HEX = {"x": 2, "u": 4}


class Beyond(Exception):
    """The expression is none that is read here."""


def read_tree(text: str) -> Tree:
    """The expression that a text spells; raises Beyond."""
    if len(text) > LONGEST:
        raise Beyond
    return _Reader(text).tree()


@dataclass
class _Reader:
    """Reads one expression from left to right."""

    text: str
    at: int = 0
    open_ones: int = 0
    any_case: bool = False
    exact: bool = True
    looks: list[Look] = field(default_factory=list)

    def tree(self) -> Tree:
        """All of it."""
        node = self._choice(first=True)
        if self.at < len(self.text) or (self.looks and isinstance(node, Choice)):
            raise Beyond  # a look that holds for one choice alone
        return Tree(node, tuple(self.looks), self.exact)

    def _choice(self, *, first: bool = False) -> Node:
        parts = [self._sequence(first=first)]
        while self._next("|"):
            parts.append(self._sequence())
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def _sequence(self, *, first: bool = False) -> Node:
        parts: list[Node] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            at_start = first and bool(parts) and all(part in (Anchor("^"), Sequence()) for part in parts)
            parts.append(self._repeated(self._one(at_start=at_start)))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _one(self, *, at_start: bool) -> Node:
        letter = self._letter()
        match letter:
            case "(":
                return self._group(at_start=at_start)
            case "^" | "$":
                return Anchor(letter)
            case "[":
                return self._of(self._class())
            case ".":
                return Letter(ANY)
            case "\\":
                return self._escaped()
        if letter in META and letter not in "]}":
            raise Beyond
        return self._of(only(ord(letter)))

    def _of(self, chars: Chars) -> Node:
        return Letter(in_any_case(chars) if self.any_case else chars)

    def _group(self, *, at_start: bool) -> Node:
        if self._next("?i)"):
            self.any_case = True
            return Sequence()
        if self._next("?=") or self._next("?!"):
            return self._look(wanted=self.text[self.at - 1] == "=", at_start=at_start)
        if self._next("?<=") or self._next("?<!"):
            self._inside()
            self.exact = False
            return Sequence()
        if self._next("?<"):
            self._name()
        elif self._next("?") and not self._next(":"):
            raise Beyond
        return self._inside()

    def _name(self) -> None:
        end = self.text.find(">", self.at)
        if end < 0 or not self.text[self.at : end].isidentifier():
            raise Beyond
        self.at = end + 1

    def _inside(self) -> Node:
        self.open_ones += 1
        if self.open_ones > MOST_OPEN:
            raise Beyond
        any_case = self.any_case
        node = self._choice()
        if not self._next(")"):
            raise Beyond
        self.open_ones, self.any_case = self.open_ones - 1, any_case
        return node

    def _look(self, *, wanted: bool, at_start: bool) -> Node:
        with self._on_its_own() as was_exact:
            node = self._inside()
        if at_start and (wanted or self.exact):
            self.looks.append(Look(node, wanted))
            self.exact = self.exact and was_exact
        else:
            self.exact = False
        return Sequence()

    @contextmanager
    def _on_its_own(self) -> Iterator[bool]:
        """Whether all before is exact, while `exact` is of what is read now alone."""
        was_exact, self.exact = self.exact, True
        yield was_exact

    def _repeated(self, node: Node) -> Node:
        least, most = self._count()
        if (least, most) == (1, 1):
            return node
        self._next("?")  # whether it takes few or many makes no difference to whether it fits
        if self.text[self.at : self.at + 1] in ("*", "+") or isinstance(node, Anchor):
            raise Beyond
        return Repeat(node, least, most)

    def _count(self) -> tuple[int, int | None]:
        if self._next("?"):
            return 0, 1
        if self._next("*"):
            return 0, None
        if self._next("+"):
            return 1, None
        return self._bounds() if self._next("{") else (1, 1)

    def _bounds(self) -> tuple[int, int | None]:
        end = self.text.find("}", self.at)
        low, comma, high = self.text[self.at : end].partition(",")
        self.at = end + 1
        if end < 0 or not _is_number(low) or (high and not _is_number(high)):
            raise Beyond
        least = int(low[:9])
        most = int(high[:9]) if high else None if comma else least
        if least > MOST_REPEATED or (most is not None and most < least):
            raise Beyond
        return least, most if most is None or most <= MOST_REPEATED else None  # no text that long is looked at

    def _class(self) -> Chars:
        without, found, begin = self._next("^"), list[tuple[int, int]](), self.at
        while not self._next("]"):
            if self.text[self.at : self.at + 2] in ("&&", "--", "~~") and self.at > begin:
                raise Beyond  # dialects differ
            first = self._of_class()
            if _is_single(first) and self._ranges():
                last = self._of_class()
                if not _is_single(last) or last < first:
                    raise Beyond
                first = ((first[0][0], last[0][0]),)
            found += first
        if not found:
            raise Beyond
        chars = joined(found)
        chars = in_any_case(chars) if self.any_case else chars
        return others(chars) if without else chars

    def _ranges(self) -> bool:
        follows = self.text[self.at + 1 : self.at + 2]
        return self.text[self.at : self.at + 1] == "-" and follows not in ("]", "") and self._next("-")

    def _of_class(self) -> Chars:
        letter = self._letter()
        if letter == "[":
            raise Beyond
        return self._chars(within=True) if letter == "\\" else only(ord(letter))

    def _escaped(self) -> Node:
        if self._next("b") or self._next("B"):
            self.exact = False
            return Sequence()
        return self._of(self._chars(within=False))

    def _chars(self, *, within: bool) -> Chars:
        """The characters of what stands behind a backslash."""
        letter = self._letter()
        if letter in CLASSES:
            return CLASSES[letter]
        if letter in CONTROLS:
            return only(CONTROLS[letter])
        if letter in _HEX:
            return only(self._code(_HEX[letter]))
        if (letter.isalnum() or letter == "_" or not letter.isascii()) and not (within and letter == "b"):
            raise Beyond
        return only(8 if letter == "b" else ord(letter))

    def _code(self, digits: int) -> int:
        text = self.text[self.at : self.at + digits]
        if len(text) < digits or any(letter not in "0123456789abcdefABCDEF" for letter in text):
            raise Beyond
        self.at += digits
        return int(text, 16)

    def _letter(self) -> str:
        if self.at >= len(self.text):
            raise Beyond
        self.at += 1
        return self.text[self.at - 1]

    def _next(self, letter: str) -> bool:
        found = self.text.startswith(letter, self.at)
        self.at += len(letter) if found else 0
        return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _is_single(chars: Chars) -> bool:
    return len(chars) == 1 and chars[0][0] == chars[0][1]
