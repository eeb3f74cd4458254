"""Texts that have all that is wanted of them, the shortest first, or the proof that there is none. Bounded by its steps."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from meshctl.contracts.filters.texts.automata import State
from meshctl.contracts.filters.texts.chars import LAST, shown_first
from meshctl.contracts.filters.texts.expression import LONGEST_TEXT, Demand, is_readable

MOST_STEPS = 60_000
"""Letters times states that are gone through for one question."""
MOST_TEXTS = 4
States = tuple[State, ...]
Found = tuple[tuple[str, ...], bool]
"""Some texts, and whether it is certain that there are no others than those that begin alike."""


@lru_cache(4_000)
def fitting_texts(wanted: tuple[Demand, ...], shortest: int, longest: float, most: int = MOST_STEPS) -> Found:
    """A few texts with all of it, and of such a length; and whether the search has come to its end, within so many steps."""
    if shortest > LONGEST_TEXT:
        return (), False
    search = _Search(wanted, shortest, longest, most)
    found: list[str] = []
    for text in search.texts():
        found += [text] if is_readable(text) else []
        search.disputed |= not is_readable(text)
        if len(found) == MOST_TEXTS:
            break
    return tuple(found), search.ended and not search.disputed


def has_none(wanted: Sequence[Demand], shortest: int, longest: float, most: int = MOST_STEPS) -> bool:
    """Whether it is certain that no text has all of it, within so many steps."""
    if shortest > longest:
        return True
    found, ended = fitting_texts(tuple(wanted), shortest, longest, most)
    return ended and not found


class _Search:
    """Goes through texts by their length, once through each way of being in all automata at once."""

    def __init__(self, wanted: tuple[Demand, ...], shortest: int, longest: float, most: int) -> None:
        self._wanted, self._shortest, self._longest = wanted, shortest, longest
        self._left = most
        self.ended, self.disputed = False, False

    def texts(self) -> Iterator[str]:
        """Texts that fit; at its end, all ways have been gone through."""
        start = tuple(one.automaton.start for one in self._wanted)
        layer, seen, length = {start: ""}, {(start, 0)}, 0
        while layer:
            if length >= self._shortest:
                yield from (text for states, text in layer.items() if self._fits(states))
            if self._left < 0:
                return
            length += 1
            if length > LONGEST_TEXT < self._longest:
                return
            layer = self._longer(layer, seen, length) if length <= self._longest else {}
        self.ended = self._left >= 0

    def _longer(self, layer: dict[States, str], seen: set[tuple[States, int]], length: int) -> dict[States, str]:
        found: dict[States, str] = {}
        for states, text in layer.items():
            for code in shown_first(self._letters(states)):
                self._left -= sum(len(state.within) for state in states)
                after = tuple(one.automaton.after(state, code) for one, state in zip(self._wanted, states, strict=True))
                key = after, min(length, self._shortest)
                if key not in seen and self._may_fit(after):
                    seen.add(key)
                    found[after] = text + chr(code)
            if self._left < 0:
                return found
        return found

    def _letters(self, states: States) -> set[int]:
        """One letter of each kind that leads elsewhere, of each kind one that people like to read."""
        pairs = zip(self._wanted, states, strict=True)
        borders = sorted(
            {0, 32, 33, 127, 0xD800, 0xE000, LAST + 1}.union(*(one.automaton.borders(at) for one, at in pairs))
        )
        return {_liked(first, after) for first, after in pairwise(borders)}

    def _may_fit(self, states: States) -> bool:
        """Whether no text has been ruled out by what was read already."""
        return all(state.within or not one.found for one, state in zip(self._wanted, states, strict=True))

    def _fits(self, states: States) -> bool:
        return all(one.automaton.is_found(state) is one.found for one, state in zip(self._wanted, states, strict=True))


def _liked(first: int, after: int) -> int:
    return next((code for code in map(ord, "a1A0-_.:/@") if first <= code < after), first)
