"""Many named patterns asked at once: which of them an event matches. Gives what `Pattern.matches` gives, sooner.

An event's key fields (such as `account`, `source` and `detail-type`) decide most rules. What they leave open is kept for
each combination seen, so that the next event with the same key is asked no more than that.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from meshctl.patterns.index.clause_index import indexed
from meshctl.patterns.index.clauses import Clause, clauses
from meshctl.patterns.index.evaluation import Evaluation
from meshctl.patterns.matching.pattern import Pattern

MOST_REMAINDERS = 16_384  # combinations of key fields; a mesh has fewer
LONGEST_KEY = 1_024  # letters of a combination, so that strange events take no memory

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Remainder:
    """What a combination of key fields leaves: rules that match for certain, by position and name, and the clauses undecided."""

    certain: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    undecided: tuple[Clause, ...] = ()


class RuleSet:
    """Patterns by name, indexed once, so that an event is asked little more than the patterns it may match."""

    def __init__(self, patterns: Mapping[str, Pattern]) -> None:
        self._names = tuple(patterns)
        index = indexed([*clauses(pattern.branches for pattern in patterns.values())])
        self._keys, self._near, self._far = index.keys, index.near, index.far
        self._key = _reader(index.keys)
        self._remainders: dict[Key, _Remainder] = {}

    def matching(self, event: Mapping[str, Any]) -> list[str]:
        """The names of the patterns the event matches, in the order they were given; decode it as for a Pattern."""
        try:
            remainder = self._remainders[self._key(event)]
        except (KeyError, TypeError):
            remainder = self._remainder(event)
        if not (remainder.undecided or self._far):
            return list(remainder.names)
        evaluation = Evaluation(event)
        asked = (*remainder.undecided, *self._far.candidates(evaluation)) if self._far else remainder.undecided
        hits = {clause.position for clause in evaluation.matching(asked)}
        if not hits:
            return list(remainder.names)
        return [self._names[position] for position in sorted(hits.union(remainder.certain))]

    def _remainder(self, event: Any) -> _Remainder:
        key = self._plain_key(event)
        if key is None:
            return _Remainder(undecided=tuple(self._near.candidates(Evaluation(event))))
        remainder = self._left_by(key)
        if sum(map(len, key)) <= LONGEST_KEY:
            self._remember(key, remainder)
        return remainder

    def _plain_key(self, event: Any) -> Key | None:
        try:
            key = self._key(event)
        except (KeyError, TypeError):
            return None
        return key if all(isinstance(value, str) for value in key) else None

    def _left_by(self, key: Key) -> _Remainder:
        evaluation = Evaluation(dict(zip(self._keys, key, strict=True)))
        certain, left = set(), []
        for clause in self._near.candidates(evaluation):
            decided, rest = clause.split(self._keys)
            if any(evaluation.matching([decided])):
                if rest.conditions:
                    left.append(rest)
                else:
                    certain.add(rest.position)
        positions = tuple(sorted(certain))
        undecided = tuple(clause for clause in left if clause.position not in certain)
        return _Remainder(positions, tuple(self._names[position] for position in positions), undecided)

    def _remember(self, key: Key, remainder: _Remainder) -> None:
        if len(self._remainders) >= MOST_REMAINDERS:
            self._remainders.clear()
        self._remainders[key] = remainder


def _reader(names: tuple[str, ...]) -> Callable[[Any], Key]:
    """Reads the key off an event; always a tuple, which `itemgetter` gives only for several names."""
    return itemgetter(*names) if len(names) > 1 else lambda event: tuple([event[name] for name in names])
