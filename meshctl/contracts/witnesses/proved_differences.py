"""Which difference it is that makes a schema refuse data: what refuses them for another reason proves nothing of it. Pure.

A difference is proved by a refusal that only it can have caused: of the words that it is about and at its very place, or at a place
where nothing else differs, neither there nor around it nor within. Of alternatives, each has refusals of its own, and one that takes
the data but for the difference is enough.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from meshctl.contracts.forms.budget import Budget
from meshctl.contracts.forms.steps import Items, Others, Step
from meshctl.contracts.validation.schema_judge import SchemaRefusal
from meshctl.contracts.versions.differences import Aspect, Difference

Place = tuple[Step | int, ...]
MOST_REFUSALS, MOST_TURNS = 12, 4
_OF_ONE_WORD: Mapping[Aspect, frozenset[str]] = {
    Aspect.REQUIRED: frozenset({"Required"}),
    Aspect.TYPE: frozenset({"Type", "FalseSchema"}),
    Aspect.VALUES: frozenset({"Enum", "Constant"}),
    Aspect.BOUNDS: frozenset({"Minimum", "Maximum", "ExclusiveMinimum", "ExclusiveMaximum"}),
    Aspect.MULTIPLE: frozenset({"MultipleOf"}),
    Aspect.LENGTH: frozenset({"MinLength", "MaxLength"}),
    Aspect.PATTERN: frozenset({"Pattern"}),
    Aspect.ITEMS: frozenset({"MinItems", "MaxItems", "UniqueItems"}),
    Aspect.CONTAINS: frozenset({"Contains"}),
    Aspect.PROPERTIES: frozenset({"MinProperties", "MaxProperties"}),
    Aspect.NAMES: frozenset({"PropertyNames"}),
    Aspect.PROPERTY: frozenset({"AdditionalProperties"}),
    Aspect.ADDITIONAL: frozenset({"AdditionalProperties"}),
}
"""Kinds of refusals that only such a difference causes at its own place."""

_REACHING_DOWN = frozenset(
    {Aspect.PROPERTY, Aspect.PATTERN_PROPERTIES, Aspect.ADDITIONAL, Aspect.UNEVALUATED, Aspect.VALUES}
    | {Aspect.COMPOSITION, Aspect.REFERENCE, Aspect.SCHEMA}
)
"""Aspects with which all that is within is told as well."""
_FROM_WITHIN = frozenset(
    {"AnyOf", "OneOfNotValid", "OneOfMultipleValid", "Not", "Contains", "PropertyNames"}
    | {"UnevaluatedProperties", "UnevaluatedItems", "Required", "FalseSchema"}
)
"""Kinds of refusals of a value that what is within it may cause."""


class BreakingDifferences:
    """The differences that break one way; where the same schemas stand again, those of the first place. Raises `BudgetExhausted`."""

    def __init__(self, breaking: Sequence[Difference], repeated: Iterable[tuple[Place, Place]], left: Budget) -> None:
        self.all = breaking
        self._repeated = tuple(repeated)
        self._left = left

    def proved_by(self, refusals: Iterable[SchemaRefusal]) -> frozenset[Difference]:
        """The differences that one of these refusals proves by itself."""
        return frozenset().union(*map(self._caused, islice(refusals, MOST_REFUSALS)))

    def _caused(self, refusal: SchemaRefusal) -> frozenset[Difference]:
        self._left.spend(1 + len(self.all) + len(self._repeated))
        kind, places = refusal.kind, self._places(refusal)
        exactly = [one for one in self.all if kind in _OF_ONE_WORD.get(one.aspect, ()) and _is_at(one, places)]
        if len(exactly) == 1:
            return frozenset(exactly)
        near = [one for one in self.all if any(_may_cause(one, kind, place) for place in places)]
        return frozenset(near) if len(near) == 1 else frozenset(self._within(refusal))

    def _within(self, refusal: SchemaRefusal) -> Iterator[Difference]:
        """What alone keeps the data from one of several alternatives."""
        for refusals in refusal.alternatives:
            caused = [self._caused(one) for one in refusals[:MOST_REFUSALS]]
            together = frozenset[Difference]().union(*caused)
            if len(refusals) <= MOST_REFUSALS and all(caused) and len(together) == 1:
                yield from together

    def _places(self, refusal: SchemaRefusal) -> list[Place]:
        """Where it is, and where the same schemas stand first, which is where differences are told."""
        waiting: list[Place] = [*refusal.places]
        found = dict.fromkeys(waiting)
        for _ in range(MOST_TURNS):
            waiting = [one for place in waiting for one in self._first(place) if one not in found]
            found |= dict.fromkeys(waiting)
        return list(found)

    def _first(self, place: Place) -> Iterator[Place]:
        for path, first in self._repeated:
            if len(path) <= len(place) and _overlap(path, place):
                yield (*first, *place[len(path) :])


def _is_at(difference: Difference, places: list[Place]) -> bool:
    return any(len(one) == len(difference.path) and _overlap(difference.path, one) for one in places)


def _may_cause(difference: Difference, kind: str, place: Place) -> bool:
    """Whether the difference is there, or around it and reaching down, or within where a refusal may stem from within."""
    if len(difference.path) < len(place):
        return difference.aspect in _REACHING_DOWN and _overlap(difference.path, place)
    if len(difference.path) > len(place):
        return kind in _FROM_WITHIN and _overlap(difference.path, place)
    return _overlap(difference.path, place)


def _overlap(one: Place, other: Place) -> bool:
    """Whether both may lead to the same place, as far as the shorter one goes."""
    return all(map(_may_be_one, one, other))


def _may_be_one(one: Step | int, other: Step | int) -> bool:
    if isinstance(one, Items | int) and isinstance(other, Items | int):
        numbers = [step.index if isinstance(step, Items) else step for step in (one, other)]
        return None in numbers or numbers[0] == numbers[1]
    if isinstance(one, Items | int) or isinstance(other, Items | int):
        return False
    return one == other or _is_among(one, other) or _is_among(other, one)


def _is_among(name: str | Others, others: str | Others) -> bool:
    return isinstance(others, Others) and (isinstance(name, Others) or name not in others.names)
