"""Texts that fit a regular expression, by chance. Guesses: a look-ahead is not looked at."""

from collections.abc import Callable, Sequence
from random import Random
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

CATEGORIES = {kinds.CATEGORY_DIGIT: "0157", kinds.CATEGORY_WORD: "aZ_3", kinds.CATEGORY_SPACE: " ", kinds.CATEGORY_NOT_SPACE: "bY-.7"}  # fmt: skip
ANY = "abcXYZ019-_/. "
MOST = 4


def fitting_text(expression: str, chance: Random) -> str:
    """A text that the expression probably finds."""
    return _sequence(parser.parse(expression.replace("(?i)", "")), chance)


def _sequence(parts: Sequence[Any], chance: Random) -> str:
    return "".join(_part(kind, said, chance) for kind, said in parts)


def _part(kind: Any, said: Any, chance: Random) -> str:
    make = PARTS.get(kind)
    return make(said, chance) if make else ""


def _repeated(said: Any, chance: Random) -> str:
    least, most, inner = said
    return "".join(_sequence(inner, chance) for _ in range(chance.randint(least, min(most, least + MOST))))


PARTS: dict[Any, Callable[[Any, Random], str]] = {
    kinds.LITERAL: lambda said, _: chr(said),
    kinds.NOT_LITERAL: lambda said, chance: chance.choice(ANY.replace(chr(said), "")),
    kinds.ANY: lambda _, chance: chance.choice(ANY),
    kinds.IN: lambda said, chance: chance.choice(_letters(said)),
    kinds.BRANCH: lambda said, chance: _sequence(chance.choice(said[1]), chance),
    kinds.SUBPATTERN: lambda said, chance: _sequence(said[-1], chance),
    kinds.MAX_REPEAT: _repeated,
}


def _letters(said: Sequence[Any]) -> str:
    without = said[0][0] is kinds.NEGATE
    letters = "".join(_one(kind, what) for kind, what in said if kind is not kinds.NEGATE)
    return "".join(letter for letter in ANY if letter not in letters) if without else letters


def _one(kind: Any, what: Any) -> str:
    if kind is kinds.RANGE:
        return "".join(map(chr, range(what[0], what[1] + 1)))
    return CATEGORIES[what] if kind is kinds.CATEGORY else chr(what)
