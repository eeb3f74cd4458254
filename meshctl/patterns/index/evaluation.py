"""Asks one event about many clauses, and remembers what it has said. Chooses no clauses and knows no names of rules.

Most events have no arrays and no dotted keys on the way to a field. There, a field has one value or none, and every
condition can be asked by itself. Where that is not so, the answer is `UNSURE`, and `matching.holds` decides.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
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

    def matching(self, clauses: Collection[Clause]) -> list[Clause]:
        """Those whose branch the event matches; conditions they have been relieved of are taken to hold."""
        sure: list[Clause] = []
        unsure: list[Clause] = []
        for clause in clauses:
            if truth := self._sure(clause):
                (sure if truth == YES else unsure).append(clause)
        return sure + self._holding(unsure) if unsure else sure

    def _holding(self, clauses: Sequence[Clause]) -> list[Clause]:
        known = KnownValues(self._event, [each.branch for each in clauses])
        return [clause for clause in clauses if holds(clause.branch, known)]

    def open(self, boxes: Iterable[Box]) -> None:
        """Look into objects, each given after the one it is in: sooner than as they are asked for."""
        opened = self._opened
        for box in boxes:
            outer = opened[box.inside or EVENT]
            opened[box] = None if outer is None else _plain(outer.get(box.name, ABSENT))

    def _sure(self, clause: Clause) -> Truth:
        whole, truths = YES, self._truths
        for condition in clause.conditions:
            truth = truths.get(condition)
            if truth is None:
                truth = truths[condition] = self._truth(condition)
            if not truth:
                return NO
            whole = whole if truth == YES else truth
        return whole

    def values(self, condition: Condition, others: Iterable[Condition]) -> Iterable[object]:
        """Every plain value at the condition's field; where the way forks, those of the others are looked for at once."""
        box = self._opened.get(condition.box, ABSENT)
        if box is ABSENT:
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
    if not isinstance(value, dict):
        return ABSENT if isinstance(value, SCALARS) else None
    try:
        return None if "." in "".join(value) else value
    except TypeError:  # keys that are no text
        return None


def _of_items(condition: Condition, items: Sequence[object]) -> Truth:
    """An array of plain values matches if one of them does; which, is of no interest to other fields."""
    if len(items) > FEW_ITEMS or not all(isinstance(item, SCALARS) for item in items):
        return UNSURE
    return any(map(condition.accepts, items))
