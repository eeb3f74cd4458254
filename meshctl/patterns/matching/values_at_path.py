"""The values of one path in one event: in which elements of arrays they lie, and which of them a field accepts."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain as one_after_another

from meshctl.patterns.matching.event_values import Chain
from meshctl.patterns.matching.value_index import Entries, Entry, ValueIndex
from meshctl.patterns.operators.accepted import Accepted

SPARSE = 8  # one entry in so many, or fewer, is worth choosing before the others are asked
MANY = 2**63  # more than any event has


class ValuesAtPath:
    """The plain values of one path, and what is worth knowing of all of them once it is asked for."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = list(entries)

    @cached_property
    def chains(self) -> Mapping[Chain, Entries]:
        """The entries by their chains."""
        return _grouped((chain, (chain, value)) for chain, value in self.entries)

    def accepted(self, accepted: Accepted) -> Iterable[Entry]:
        """The entries whose values are accepted; few are not worth an index."""
        if len(self.entries) < SPARSE:
            return accepting(accepted, self.entries)
        candidates = one_after_another.from_iterable(self._index.candidates(accepted))
        return candidates if accepted.is_looked_up else accepting(accepted, candidates)

    def size(self, accepted: Accepted) -> int:
        """How many entries may be accepted, or MANY if that is no small part of all."""
        if len(self.entries) < SPARSE:
            return MANY
        size = sum(map(len, self._index.candidates(accepted)))
        return size if size * SPARSE <= len(self.entries) else MANY

    @cached_property
    def _index(self) -> ValueIndex:
        return ValueIndex(self.entries)

    @cached_property
    def lengths(self) -> set[int]:
        """How long the chains are: where all have one length, none lies inside another."""
        return {len(chain) for chain, _ in self.entries}

    def near(self, elements: Iterable[Chain]) -> Iterator[Entry]:
        """The entries that lie in one of the elements, or around one."""
        for element in elements:
            yield from self._inside.get(element, ())
            for part in parts(element):
                yield from self.chains.get(part, ())

    @cached_property
    def _inside(self) -> Mapping[Chain, Entries]:
        return _grouped((part, entry) for entry in self.entries for part in parts(entry[0]))


def _grouped(pairs: Iterable[tuple[Chain, Entry]]) -> Mapping[Chain, Entries]:
    grouped: dict[Chain, list[Entry]] = {}
    for chain, entry in pairs:
        grouped.setdefault(chain, []).append(entry)
    return grouped


def accepting(accepted: Accepted, entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries whose values are accepted, each asked."""
    test = accepted.test
    return (entry for entry in entries if test(entry[1]))


def parts(chain: Chain) -> Iterator[Chain]:
    """The elements a chain lies in, from the outside inwards, and itself."""
    return (chain[:length] for length in range(len(chain) + 1))
