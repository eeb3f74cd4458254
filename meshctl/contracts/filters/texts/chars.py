"""Sets of characters as ranges of code points. Knows no expressions."""

from collections.abc import Iterable, Sequence

Chars = tuple[tuple[int, int], ...]
"""Ranges of code points, sorted, that neither overlap nor touch."""

LAST = 0x10FFFF
ANY: Chars = ((0, LAST),)
DIGITS: Chars = ((48, 57),)
LETTERS: Chars = ((65, 90), (97, 122))
SPACES: Chars = (
    *((9, 13), (32, 32), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F)),
    *((0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF)),
)
DISPUTED = frozenset("\n\r\x85\u180e\u2028\u2029\ufeff")
"""Characters of which dialects of expressions differ in whether `.` or a space is one."""
LIKED = "a1A0-_.:/@ zZ9"
_ALIKE = {ord("k"): 0x212A, ord("s"): 0x17F}
"""The Kelvin sign and the long s, which in lower or upper case are a k and an s."""


def only(code: int) -> Chars:
    """One character."""
    return ((code, code),)


def joined(ranges: Iterable[tuple[int, int]]) -> Chars:
    """The characters of all ranges."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


def others(chars: Chars) -> Chars:
    """All characters but these."""
    ends = [-1, *(end for one in chars for end in one), LAST + 1]
    pairs = zip(ends[::2], ends[1::2], strict=True)
    return tuple((last + 1, first - 1) for last, first in pairs if last + 1 <= first - 1)


def in_any_case(chars: Chars) -> Chars:
    """These, and for letters of ASCII the other case."""
    more = [(low, high) for first, last in chars for low, high in _in_other_case(first, last)]
    alike = [only(code)[0] for letter, code in _ALIKE.items() if has((*chars, *more), letter)]
    return joined([*chars, *more, *alike])


def _in_other_case(first: int, last: int) -> Iterable[tuple[int, int]]:
    for start, end, shift in ((65, 90, 32), (97, 122, -32)):
        if max(first, start) <= min(last, end):
            yield max(first, start) + shift, min(last, end) + shift


def has(chars: Sequence[tuple[int, int]], code: int) -> bool:
    """Whether the character is one of them."""
    return any(first <= code <= last for first, last in chars)


def shown_first(codes: Iterable[int]) -> list[int]:
    """The same with those that people like to read before the others, and those that are disputed last."""
    return sorted(codes, key=_taste)


def _taste(code: int) -> tuple[int, int]:
    letter = chr(code)
    if letter in LIKED:
        return 0, LIKED.index(letter)
    return (2 if letter in DISPUTED else 0 if 32 < code < 127 else 1), code + len(LIKED)
