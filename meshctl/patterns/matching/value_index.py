"""The values of one path in one event, indexed: which of them a field may accept. Asks no operator.

It may propose too many values, never too few; of named values and of ranges exactly those that are accepted. An index over
all values is made when it is first of use.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import TypeVar

from meshctl.patterns.matching.event_values import Chain
from meshctl.patterns.matching.prefilters import Prefilter, prefilters_of
from meshctl.patterns.operators.accepted import Accepted, Operator
from meshctl.patterns.operators.numbers import amount, comparable, is_number
from meshctl.patterns.operators.numeric import Between

Entry = tuple[Chain, object]
Entries = Sequence[Entry]
Value = TypeVar("Value", str, float)


class ValueIndex:
    """Values with their chains, by value."""

    def __init__(self, entries: Entries) -> None:
        self._entries = entries

    def candidates(self, accepted: Accepted) -> Iterator[Entries]:
        """In groups, the values that may be accepted."""
        named = (*accepted.texts, *accepted.words)
        yield from (self._equal.get(_key(each), ()) for each in named)
        yield from (self._equal.get(("amount", each), ()) for each in accepted.amounts)
        for operator in accepted.operators:
            yield from self._proposed(operator)

    def _proposed(self, operator: Operator) -> Iterable[Entries]:
        return (
            [self._between(operator)] if isinstance(operator, Between) else map(self._meeting, prefilters_of(operator))
        )

    def _meeting(self, prefilter: Prefilter) -> Entries:
        match prefilter:
            case ("text" | "amount", _):
                return self._equal.get(prefilter, ())
            case ("start", text):
                return _starting(self._texts, text)
            case ("end", text):
                return _starting(self._reversed, text[::-1])
            case ("inside", text):
                return [entry for each, entry in zip(*self._texts, strict=True) if text in each]
            case ("any text", _):
                return self._texts[1]
        return self._entries

    def _between(self, ends: Between) -> Entries:
        doubles, entries = self._doubles
        first = bisect_left(doubles, ends.low) if ends.with_low else bisect_right(doubles, ends.low)
        last = bisect_right(doubles, ends.high) if ends.with_high else bisect_left(doubles, ends.high)
        return entries[first:last]

    @cached_property
    def _equal(self) -> Mapping[tuple[str, object], Entries]:
        equal: dict[tuple[str, object], list[Entry]] = {}
        for entry in self._entries:
            equal.setdefault(_key(entry[1]), []).append(entry)
        return equal

    @cached_property
    def _texts(self) -> tuple[Sequence[str], Entries]:
        return _sorted((entry[1], entry) for entry in self._entries if isinstance(entry[1], str))

    @cached_property
    def _reversed(self) -> tuple[Sequence[str], Entries]:
        return _sorted((text[::-1], entry) for text, entry in zip(*self._texts, strict=True))

    @cached_property
    def _doubles(self) -> tuple[Sequence[float], Entries]:
        numbers = ((comparable(entry[1]), entry) for entry in self._entries if is_number(entry[1]))
        return _sorted((double, entry) for double, entry in numbers if double is not None)


def _key(value: object) -> tuple[str, object]:
    """Equal for values that one name names; 1 and true are not, as Python would have it."""
    if isinstance(value, str):
        return "text", value
    return ("amount", amount(value)) if is_number(value) else ("word", value)


def _sorted(pairs: Iterable[tuple[Value, Entry]]) -> tuple[Sequence[Value], Entries]:
    """The values in order, and their entries in the same order."""
    inorder = sorted(pairs, key=itemgetter(0))
    return [value for value, _ in inorder], [entry for _, entry in inorder]


def _starting(texts: tuple[Sequence[str], Entries], prefix: str) -> Entries:
    inorder, entries = texts
    first = bisect_left(inorder, prefix)
    return entries[first : bisect_right(inorder, prefix, lo=first, key=lambda text: text[: len(prefix)])]
