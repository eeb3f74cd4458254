"""Choices of a filter that no event can make true, where others can: values of a list, branches of `$or`, values that are excluded.

Each is judged as if it were the only one. Only what is proved is said, or proved but for something that is named.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from meshctl.contracts.filters.alternatives import Alternatives, Exhausted
from meshctl.contracts.filters.never import NeverProof
from meshctl.contracts.filters.obstacles import PATTERN, Obstacle, nearest
from meshctl.contracts.filters.pattern_tree import PatternNode
from meshctl.json_schema.references import References
from meshctl.patterns import InvalidPattern, Pattern

MOST_CHOICES, MOST_BRANCHES = 200, 100
Place = tuple[str | int, ...]
Around = Callable[[Any], dict[str, Any]]
"""The whole filter, with one part of it put in place of another."""
OBJECT = {"type": "object"}


@dataclass(frozen=True, slots=True)
class DeadChoice:
    """A choice, by the keys and indexes that lead to it within the filter, and what stands between it and every event."""

    place: Place
    obstacle: Obstacle
    excludes: bool = False

    @property
    def what(self) -> str:
        """What kind of choice it is, as a noun."""
        if self.excludes:
            return "value that it excludes"
        return "branch of `$or`" if self.place[-2:-1] == ("$or",) else "choice"


def dead_choices(where: Mapping[str, Any], schema: Any) -> tuple[DeadChoice, ...]:
    """The choices of a valid filter that never hold. What is excluded in vain is said where it is near to what was meant."""
    found: list[DeadChoice] = []
    try:
        found.extend(_Choices(schema).dead((), where, dict))
    except (Exhausted, RecursionError):
        return tuple(found)  # of the others nothing is known
    return tuple(found)


class _Choices:
    """Judges choices by one schema, of which what is found out is kept."""

    def __init__(self, schema: Any) -> None:
        self._data = (schema, OBJECT)
        self._alternatives = Alternatives(References(schema))
        self._never = NeverProof(self._alternatives)
        self._left = MOST_CHOICES

    def dead(self, place: Place, written: Mapping[str, Any], around: Around) -> Iterator[DeadChoice]:
        """Those below an object of fields."""
        for key, below in written.items():
            with_ = _within(around, written, key)
            if isinstance(below, Mapping):
                yield from self.dead((*place, key), below, with_)
            elif key == "$or" and all(isinstance(one, Mapping) for one in below):
                yield from self._branches((*place, key), below, with_)
            else:
                yield from self._values((*place, key), below, with_)

    def _branches(self, place: Place, branches: list[Any], around: Around) -> Iterator[DeadChoice]:
        for at, branch in enumerate(branches):
            obstacle = self._obstacle(around([branch, branch]))
            if obstacle:
                yield DeadChoice((*place, at), obstacle)
            else:
                yield from self.dead((*place, at), branch, lambda one: around([one, one]))

    def _values(self, place: Place, values: list[Any], around: Around) -> Iterator[DeadChoice]:
        for at, value in enumerate(values):
            obstacle = self._obstacle(around([value])) if len(values) > 1 else None
            if obstacle:
                yield DeadChoice((*place, at), obstacle)
            elif isinstance(value, Mapping) and "anything-but" in value:
                yield from self._excluded((*place, at, "anything-but"), value["anything-but"], around)

    def _excluded(self, place: Place, excluded: Any, around: Around) -> Iterator[DeadChoice]:
        if isinstance(excluded, Mapping):
            for name, texts in excluded.items():
                yield from self._each((*place, name), texts, _as_operator(around, name))
            return
        yield from self._each(place, excluded, lambda value: around([value]))

    def _each(self, place: Place, excluded: Any, alone: Around) -> Iterator[DeadChoice]:
        """Those of one value, or of a list of some, that nothing would be excluded by."""
        listed = excluded if isinstance(excluded, list | tuple) else [excluded]
        for at, value in enumerate(listed):
            obstacle = self._obstacle(alone(value))
            if obstacle and obstacle.help.startswith(("did", "write")):
                yield DeadChoice((*place, at) if listed is excluded else place, obstacle, excludes=True)

    def _obstacle(self, where: dict[str, Any]) -> Obstacle | None:
        """What stands between the filter and every event; None if something passes, or that is not known."""
        self._left -= 1
        if self._left < 0:
            raise Exhausted
        try:
            branches = Pattern.parse(where).branches
        except InvalidPattern:
            return None
        if len(branches) > MOST_BRANCHES:
            return None
        found = []
        for branch in branches:
            obstacle = self._never.obstacle(PatternNode.of(branch), self._data)
            if obstacle is None:
                return None
            found.append(obstacle)
        return nearest(found, PATTERN)


def _within(around: Around, written: Mapping[str, Any], key: str) -> Around:
    return lambda below: around({**written, key: below})


def _as_operator(around: Around, name: str) -> Around:
    return lambda text: around([{name: text}])
