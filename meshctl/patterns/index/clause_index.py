"""Indexes each clause by the one field that leaves the fewest to ask. Asks no event by itself.

A clause is *near* if it is indexed by a key field: one at the top of the event that many clauses pin to texts, such as
`source`. An event's near clauses follow from its key fields alone. The other clauses are *far*.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from meshctl.patterns.index.clause_table import ClauseTable
from meshctl.patterns.index.clauses import EVENT, Box, Clause, Condition, boxes_around
from meshctl.patterns.index.evaluation import Evaluation
from meshctl.patterns.matching.prefilters import ANYTHING, Prefilter, prefilters

FEW = 8  # so many are asked one by one as fast as they are looked up
MOST_KEYS = 4
Chosen = tuple[Clause, Condition | None]


@dataclass(frozen=True, slots=True)
class ClauseIndex:
    """Clauses by field, those that have to be asked of every event, and the fields with the objects that hold them."""

    tables: tuple[tuple[Condition, ClauseTable], ...]
    always: tuple[Clause, ...]
    conditions: tuple[Condition, ...] = ()
    boxes: tuple[Box, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.tables or self.always)

    def candidates(self, evaluation: Evaluation) -> Iterable[Clause]:
        """Every clause the event may match, once."""
        evaluation.open(self.boxes)
        found: list[Clause] = []
        for condition, table in self.tables:
            for value in evaluation.values(condition, self.conditions):
                found += table.candidates(value)
        return (*self.always, *dict.fromkeys(found)) if found else self.always


@dataclass(frozen=True, slots=True)
class KeyedIndex:
    """The names of the key fields, and the clauses near and far."""

    keys: tuple[str, ...]
    near: ClauseIndex
    far: ClauseIndex


def indexed(clauses: Sequence[Clause]) -> KeyedIndex:
    """Choose the key fields, and the field by which each clause is indexed."""
    builder = _IndexBuilder(clauses)
    chosen = [(clause, builder.chosen(clause)) for clause in clauses]
    near = [(clause, field) for clause, field in chosen if field and field.is_on(builder.keys)]
    far = [(clause, field) for clause, field in chosen if not (field and field.is_on(builder.keys))]
    one_by_one = ClauseIndex((), tuple(clause for clause, _ in far))
    return KeyedIndex(builder.keys, builder.index(near), one_by_one if len(far) <= FEW else builder.index(far))


class _IndexBuilder:
    """Everything that is counted over all clauses in order to index them."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        asked = [each for clause in clauses for each in clause.conditions]
        self.prefilters = {each: tuple(prefilters(each.field.accepted)) for each in asked}
        self.keys = self._keys(asked, len(clauses))
        self.counts = Counter((each.box, each.name, prefilter) for each in asked for prefilter in self.prefilters[each])
        self.alike = Counter(map(self._pins, clauses))

    def _keys(self, asked: Iterable[Condition], clauses: int) -> tuple[str, ...]:
        """At least a quarter of the clauses pin a key field; others would make the keys of events vary in vain."""
        pins = Counter(each.name for each in asked if each.box is EVENT and self._is_only(each, "text"))
        return tuple(sorted(name for name, count in pins.most_common(MOST_KEYS) if 4 * count >= clauses))

    def _is_only(self, condition: Condition, *kinds: str) -> bool:
        return not condition.absent and all(prefilter.kind in kinds for prefilter in self.prefilters[condition])

    def _pins(self, clause: Clause) -> frozenset[Condition]:
        return frozenset(each for each in clause.conditions if each.is_on(self.keys))

    def chosen(self, clause: Clause) -> Condition | None:
        """The field to index a clause by; None if all its fields may be absent."""
        crowded = self.alike[self._pins(clause)] > FEW
        present = [each for each in clause.conditions if not each.absent]
        return min(present, key=lambda each: self._cost(each, crowded=crowded), default=None)

    def _cost(self, condition: Condition, *, crowded: bool) -> tuple[int, bool, int, bool, bool]:
        """What looks for texts first; exact key fields before others, unless they leave a crowd; then what the fewest want."""
        needed, on_key = self.prefilters[condition], condition.is_on(self.keys)
        exact = self._is_only(condition, "text", "amount")
        looked_up = exact or self._is_only(condition, "text", "amount", "start", "end")
        rank = int(not (exact and on_key) or crowded) if looked_up else 3 - on_key
        wanting = sum(self.counts[condition.box, condition.name, each] for each in needed)
        return rank, ANYTHING in needed, wanting, not exact, not on_key

    def index(self, chosen: Iterable[Chosen]) -> ClauseIndex:
        """The clauses in tables, one for each field."""
        tables: dict[tuple[Box, str], tuple[Condition, list[tuple[Prefilter, Clause]]]] = {}
        always: list[Clause] = []
        for clause, condition in chosen:
            if condition is None:
                always.append(clause)
                continue
            _, wanting = tables.setdefault((condition.box, condition.name), (condition, []))
            wanting += [(prefilter, clause) for prefilter in self.prefilters[condition]]
        conditions = tuple(condition for condition, _ in tables.values())
        made = tuple((condition, ClauseTable(wanting)) for condition, wanting in tables.values())
        return ClauseIndex(made, tuple(always), conditions, tuple(boxes_around(conditions)))
