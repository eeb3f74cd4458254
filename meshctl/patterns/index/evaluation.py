"""Asks one event about many clauses, and remembers what it has said. Chooses no clauses and knows no names of rules.

Most events have no arrays and no dotted keys on the way to a field. There, a field has one value or none, and every
condition can be asked by itself. Where that is not so, the answer is `UNSURE`, and `matching.holds` decides.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from meshctl.patterns.index.clauses import EVENT, Box, Clause, Condition
from meshctl.patterns.matching.event_values import SCALARS, Chain, Names, scalars_at
from meshctl.patterns.matching.matches import KnownValues, holds

Truth = int  # NO, YES or UNSURE; an int as bools are, since there are millions of them
NO, YES, UNSURE = 0, 1, 2
FEW_ITEMS = 64  # more are asked at once, through an index of them
ABSENT: dict[str, object] = {}  # nothing is below it
Opened = Mapping[str, object] | None  # None: an array, or keys with dots, which may lead on in several ways


class Evaluation:
    """One event and what is known of it."""

    __slots__ = ("_event", "_opened", "_scalars", "_truths")

    def __init__(self, event: Any) -> None:
        self._event = event
        self._opened: dict[Box, Opened] = {EVENT: _plain(event)}
        self._truths: dict[Condition, Truth] = {}
        self._scalars: Mapping[Names, Sequence[tuple[Chain, object]]] | None = None

    def matching(self, clauses: Collection[Clause]) -> Iterator[Clause]:
        """Those whose branch the event matches; conditions they have been relieved of are taken to hold."""
        known = None
        for clause in clauses:
            sure = self._sure(clause)
            if sure == UNSURE:
                known = known or KnownValues(self._event, [each.branch for each in clauses])
                sure = holds(clause.branch, known)
            if sure:
                yield clause

    def _sure(self, clause: Clause) -> Truth:
        sure = True
        truths = self._truths
        for condition in clause.conditions:
            truth = truths.get(condition)
            if truth is None:
                truth = truths[condition] = self._truth(condition)
            if truth == NO:
                return NO
            sure = sure and truth == YES
        return YES if sure else UNSURE

    def values(self, condition: Condition, others: Iterable[Condition]) -> Iterable[object]:
        """Every plain value at the condition's field; where the way forks, those of the others are looked for at once."""
        box = self._open(condition.box)
        if box is not None:
            value = box.get(condition.name, ABSENT)
            if isinstance(value, SCALARS):
                return (value,)
            if isinstance(value, dict):
                return ()
        if self._scalars is None:
            self._scalars = scalars_at({each.field.path for each in (condition, *others)}, self._event)
        return [value for _, value in self._scalars[condition.field.path.names]]

    def _truth(self, condition: Condition) -> Truth:
        box = self._opened.get(condition.box, ABSENT)
        if box is ABSENT:
            box = self._open(condition.box)
        if box is None:
            return UNSURE
        value = box.get(condition.name, ABSENT)
        if isinstance(value, SCALARS):
            return condition.accepts(value)
        if isinstance(value, dict):
            return condition.absent
        return _of_items(condition, value) if isinstance(value, list) and value else UNSURE

    def _open(self, box: Box) -> Opened:
        if box in self._opened or box.inside is None:
            return self._opened[box]
        outer = self._open(box.inside)
        opened = self._opened[box] = None if outer is None else _plain(outer.get(box.name, ABSENT))
        return opened


def _plain(value: object) -> Opened:
    if isinstance(value, dict):
        return None if _dotted(value) else value
    return ABSENT if isinstance(value, SCALARS) else None


def _dotted(value: Mapping[Any, object]) -> bool:
    try:
        return "." in "".join(value)
    except TypeError:  # keys that are no text
        return True


def _of_items(condition: Condition, items: Sequence[object]) -> Truth:
    """An array of plain values matches if one of them does; which, is of no interest to other fields."""
    if len(items) > FEW_ITEMS or not all(isinstance(item, SCALARS) for item in items):
        return UNSURE
    return any(map(condition.accepts, items))
