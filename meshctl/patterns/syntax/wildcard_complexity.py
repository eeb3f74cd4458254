"""How complex wildcards of one field are, as AWS's event-ruler counts it. Reads no pattern and no event.

The complexity is the largest number of beginnings of wildcards that one and the same text can fit at once, where
`"a*` and `"a*b` are beginnings of `"a*b"`, bytes are letters and the quotes around a text count. While a text fits the
letters before some first star, it is given by them; once every first star is passed, it can pass all other stars as
well, so only the letters after each star remain to be compared. Thus no texts have to be tried.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

MOST = 10  # event-ruler's README proposes it together with 30 rules with wildcards, which is EventBridge's quota
LONGEST = 4 * 4_096  # bytes; AWS takes no pattern of more than 4,096 letters, and that is another's to say

AnswerPieces = tuple[bytes, ...]  # what stands between the stars
Group = tuple[AnswerPieces, ...]  # wildcards that are one: alone, or together in one `anything-but`
Star = tuple["_Text", int]  # which of its stars


def is_too_complex(groups: Iterable[Group]) -> bool:
    """Whether AWS refuses the wildcards of a field for their complexity; says no of more than fit into a pattern."""
    quoted = {tuple(map(_quoted, group)) for group in groups}
    if sum(len(piece) for group in quoted for pieces in group for piece in pieces) > LONGEST:
        return False
    return complexity(quoted, MOST) > MOST


def _quoted(pieces: AnswerPieces) -> AnswerPieces:
    first, *others = pieces
    if not others:
        return (b'"' + first + b'"',)
    return (b'"' + first, *others[:-1], others[-1] + b'"')


def complexity(groups: Iterable[Group], enough: int) -> int:
    """The complexity, or any number above `enough` if it is above it."""
    texts = [_Text(number, pieces) for number, group in enumerate(groups) for pieces in group]
    most = 0
    for first in {text.pieces[0] for text in texts}:
        for count in _counts(first, texts):
            most = max(most, count)
            if most > enough:
                return most
    return most


@dataclass(frozen=True, slots=True, eq=False)
class _Text:
    group: int
    pieces: AnswerPieces

    def stars(self) -> Iterator[Star]:
        return ((self, at) for at in range(1, len(self.pieces)))

    def star(self, at: int) -> tuple[object, ...]:
        """What the star is counted as: one group counts a star after the same first letters once.

        What fits one text begins alike, so how many letters there are says which.
        """
        return (self.group, "*", len(self.pieces[0])) if at == 1 else (self, "*", at)

    def beginning(self, at: int, length: int) -> tuple[object, ...]:
        """The same of the letters of a piece; the end of a group is one, too."""
        if at == len(self.pieces) - 1 and length == len(self.pieces[at]):
            return (self.group, "end")
        return (self.group, "first", length) if at == 0 else (self, at, length)


def _counts(first: bytes, texts: Collection[_Text]) -> Iterator[int]:
    """How many beginnings fit while the first letters are read, and then once all stars they lead to are passed."""
    yield from _read(first, {(text, 0) for text in texts}, at_start=True)
    stars = {star for text in texts if first.startswith(text.pieces[0]) for star in text.stars()}
    yield len({text.star(at) for text, at in stars})
    for text, at in stars:
        yield from _read(text.pieces[at], stars, at_start=False)


def _read(letters: bytes, starts: Collection[Star], *, at_start: bool) -> Iterator[int]:
    """After each letter, the number of beginnings that fit; at the start of a text, pieces start there alone."""
    stars = {(text, 1) for text, at in starts if not text.pieces[0] and len(text.pieces) > 1} if at_start else {*starts}
    active = {(text, at, 0) for text, at in starts}
    for letter in letters:
        active |= {(text, at, 0) for text, at in stars}
        active = {(text, at, n + 1) for text, at, n in active if text.pieces[at][n : n + 1] == bytes([letter])}
        stars |= {(text, at + 1) for text, at, n in active if n == len(text.pieces[at]) and at + 1 < len(text.pieces)}
        fitting = {text.beginning(at, n) for text, at, n in active}
        yield len(fitting | {text.star(at) for text, at in stars})
