"""Branches of many patterns made ready to be asked of one event. Equal conditions are one object. Sees no event."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace

from meshctl.patterns.operators.accepted import Accepted
from meshctl.patterns.syntax.branches import Branch, Field
from meshctl.patterns.syntax.paths import Path


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """An object inside the event, named from the outside inwards; the event itself is inside nothing."""

    inside: "Box | None"
    name: str


EVENT = Box(None, "")


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """What a field accepts, and where the field is. Two that say the same are one object, so it is asked once."""

    box: Box
    name: str
    accepts: Callable[[object], bool]
    absent: bool
    field: Field

    def is_on(self, keys: Container[str]) -> bool:
        """Whether the field is at the top of the event and has one of these names."""
        return self.box is EVENT and self.name in keys


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """One branch of the rule at a position; it holds if all its conditions do."""

    position: int
    branch: Branch
    conditions: tuple[Condition, ...]

    def split(self, keys: Container[str]) -> "tuple[Clause, Clause]":
        """The clause with the conditions on key fields alone, and with the others alone."""
        on_keys = tuple(each for each in self.conditions if each.is_on(keys))
        others = tuple(each for each in self.conditions if not each.is_on(keys))
        return replace(self, conditions=on_keys), replace(self, conditions=others)


def boxes_around(conditions: Iterable[Condition]) -> Iterable[Box]:
    """The objects inside the event that hold the fields, each once and after the one it is in."""
    found: dict[Box, None] = {}
    for condition in conditions:
        inwards: list[Box] = []
        box = condition.box
        while box.inside is not None:
            inwards.insert(0, box)
            box = box.inside
        found |= dict.fromkeys(inwards)
    return found


def clauses(patterns: Iterable[tuple[Branch, ...]]) -> Iterator[Clause]:
    """The branches of all patterns, in order; fields and conditions that are equal become one."""
    interned = _Interned({}, {}, {(): EVENT})
    for position, branches in enumerate(patterns):
        for branch in branches:
            fields = tuple(map(interned.field, branch))
            yield Clause(position, fields, tuple(map(interned.condition, fields)))


@dataclass(frozen=True, slots=True)
class _Interned:
    fields: dict[tuple[Path, Accepted, int, int], Field]
    conditions: dict[tuple[Path, Accepted], Condition]
    boxes: dict[tuple[str, ...], Box]

    def field(self, field: Field) -> Field:
        return self.fields.setdefault((field.path, field.accepted, field.shared, field.shared_later), field)

    def condition(self, field: Field) -> Condition:
        key = field.path, field.accepted
        if key not in self.conditions:
            *around, name = field.path.names
            self.conditions[key] = Condition(
                self._box(tuple(around)), name, field.accepted.test, field.accepted.absent, field
            )
        return self.conditions[key]

    def _box(self, names: tuple[str, ...]) -> Box:
        if names not in self.boxes:
            self.boxes[names] = Box(self._box(names[:-1]), names[-1])
        return self.boxes[names]
