"""Files each clause under the one field that leaves the fewest to ask. Asks no event by itself.

A clause is *near* if it is filed under a key field: one at the top of the event that many clauses pin to texts, such as
`source`. An event's near clauses follow from its key fields alone. The other clauses are *far*.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from meshctl.patterns.index.clauses import EVENT, Box, Clause, Condition
from meshctl.patterns.index.evaluation import Asking
from meshctl.patterns.index.needles import ANYTHING, needles
from meshctl.patterns.index.tables import Table

FEW = 8  # so many are asked one by one as fast as they are looked up
MOST_KEYS = 4
Chosen = tuple[Clause, Condition | None]


@dataclass(frozen=True, slots=True)
class Index:
    """Clauses by field, and those that have to be asked of every event."""

    tables: tuple[tuple[Condition, Table], ...]
    always: tuple[Clause, ...]

    @property
    def conditions(self) -> Iterable[Condition]:
        """The fields that are looked up."""
        return (condition for condition, _ in self.tables)

    def __bool__(self) -> bool:
        return bool(self.tables or self.always)

    def worth_asking(self, asking: Asking) -> Iterable[Clause]:
        """Every clause the event may match, once."""
        found = [
            clause
            for condition, table in self.tables
            for value in asking.values(condition, self.conditions)
            for clause in table.worth_asking(value)
        ]
        return (*self.always, *dict.fromkeys(found)) if found else self.always


@dataclass(frozen=True, slots=True)
class Filed:
    """The names of the key fields, and the clauses near and far."""

    keys: tuple[str, ...]
    near: Index
    far: Index


def filed(clauses: Sequence[Clause]) -> Filed:
    """Choose the key fields, and the field under which each clause is filed."""
    filing = _Filing(clauses)
    chosen = [(clause, filing.chosen(clause)) for clause in clauses]
    near = [(clause, field) for clause, field in chosen if field and field.is_on(filing.keys)]
    far = [(clause, field) for clause, field in chosen if not (field and field.is_on(filing.keys))]
    one_by_one = Index((), tuple(clause for clause, _ in far))
    return Filed(filing.keys, filing.index(near), one_by_one if len(far) <= FEW else filing.index(far))


class _Filing:
    """Everything that is counted over all clauses in order to file them."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        asked = [each for clause in clauses for each in clause.conditions]
        self.needed = {each: tuple(needles(each.field.accepted)) for each in asked}
        self.keys = self._keys(asked, len(clauses))
        self.wanted = Counter((each.box, each.name, needle) for each in asked for needle in self.needed[each])
        self.alike = Counter(map(self._pins, clauses))

    def _keys(self, asked: Iterable[Condition], clauses: int) -> tuple[str, ...]:
        """At least a quarter of the clauses pin a key field; others would make the keys of events vary in vain."""
        pins = Counter(each.name for each in asked if each.box is EVENT and self._is_only(each, "text"))
        return tuple(sorted(name for name, count in pins.most_common(MOST_KEYS) if 4 * count >= clauses))

    def _is_only(self, condition: Condition, *kinds: str) -> bool:
        return not condition.absent and all(needle.kind in kinds for needle in self.needed[condition])

    def _pins(self, clause: Clause) -> frozenset[Condition]:
        return frozenset(each for each in clause.conditions if each.is_on(self.keys))

    def chosen(self, clause: Clause) -> Condition | None:
        """The field to file a clause under; None if all its fields may be absent."""
        crowded = self.alike[self._pins(clause)] > FEW
        present = [each for each in clause.conditions if not each.absent]
        return min(present, key=lambda each: self._cost(each, crowded=crowded), default=None)

    def _cost(self, condition: Condition, *, crowded: bool) -> tuple[int, bool, int]:
        """Exact fields first; key fields before others, unless they leave a crowd; then what the fewest clauses want."""
        needed, on_key = self.needed[condition], condition.is_on(self.keys)
        rank = int(not on_key or crowded) if self._is_only(condition, "text", "amount") else 3 - on_key
        return rank, ANYTHING in needed, sum(self.wanted[condition.box, condition.name, each] for each in needed)

    def index(self, chosen: Iterable[Chosen]) -> Index:
        """The clauses in tables, one for each field."""
        tables: dict[tuple[Box, str], tuple[Condition, Table]] = {}
        always: list[Clause] = []
        for clause, condition in chosen:
            if condition is None:
                always.append(clause)
                continue
            _, table = tables.setdefault((condition.box, condition.name), (condition, Table()))
            for needle in self.needed[condition]:
                table.add(needle, clause)
        return Index(tuple(tables.values()), tuple(always))
