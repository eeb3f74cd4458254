"""Why an event does not match a pattern: the one field that decides, in plain words. Matching itself is the room matching's."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from meshctl.patterns.explaining.field_wording import expectation, kind, kinds, listed, shown
from meshctl.patterns.matching.event_values import SCALARS, values_at
from meshctl.patterns.matching.matches import matches
from meshctl.patterns.matching.pattern import Pattern
from meshctl.patterns.syntax.branches import Branch, Field
from meshctl.patterns.syntax.invalid_pattern import field_of
from meshctl.patterns.syntax.paths import Path, shared

MOST_EXPECTED = 5
MOST_FOUND = 3
MOST_SEARCHED = 20_000  # values in arrays; beyond that, which of many fields disagree is not worth the time

Values = Mapping[Path, Sequence[object]]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What keeps an event from matching: a field, what the pattern wants there, what the event has, and a sentence."""

    path: str
    expected: str
    found: str
    sentence: str


def why_not(pattern: Pattern, event: Mapping[str, Any]) -> Mismatch | None:
    """The deciding field of an event that does not match; None for one that does, always as `Pattern.matches` says.

    Of several branches the one with most matching fields speaks, the first of equals. Of its fields the topmost that no
    value of the event satisfies, else the first that matches in other elements of an array than the fields before it.
    """
    if pattern.matches(event):
        return None
    values = values_at({field.path for branch in pattern.branches for field in branch}, event)
    alone = {field: _matches_alone(field, values) for branch in pattern.branches for field in branch}
    branch = max(pattern.branches, key=lambda one: _nearness(one, alone))
    failing = [field for field in branch if not alone[field] and not (field.accepted.absent and field.shared)]
    if failing:
        return _plainly(min(failing, key=lambda field: len(field.path.names)), values)
    conflict = _conflict(branch, event) if _searchable(branch, values) else branch
    return _apart(conflict, values) if alone[conflict[-1]] else _plainly(conflict[-1], values)


def _matches_alone(field: Field, values: Values) -> bool:
    """Whether it matches wherever the other fields do; one that may be absent can still be absent in some element."""
    there = [value for value in values[field.path] if isinstance(value, SCALARS)]
    return any(map(field.accepted.accepts, there)) or (field.accepted.absent and not there)


def _nearness(branch: Branch, alone: Mapping[Field, bool]) -> tuple[int, int]:
    matching = sum(alone[field] for field in branch)
    return matching, matching - len(branch)


def _searchable(branch: Branch, values: Values) -> bool:
    return sum(len(values[field.path]) for field in branch) <= MOST_SEARCHED


def _conflict(branch: Branch, event: Mapping[str, Any]) -> Branch:
    """The shortest run of fields that begins a branch and fails only with its last, cut at its beginning likewise.

    More fields never match better, so halving finds both ends; whatever they are, the run without its last field matches.
    """
    end = bisect_left(range(len(branch)), True, key=lambda count: not matches((branch[:count],), event))
    run = branch[:end]

    def agrees(start: int) -> bool:
        return matches((run[start:],), event) or not matches((run[start:-1],), event)

    return run[max(0, bisect_left(range(len(run) - 1), True, key=agrees) - 1) :]


def _plainly(field: Field, values: Values) -> Mismatch:
    path, found = field_of(field.path.names), values[field.path]
    expected = expectation(field.accepted, MOST_EXPECTED)
    return Mismatch(path, expected, _found(found), f"{path} {_spoken(found, field)}; the pattern wants {expected}")


def _apart(fields: Branch, values: Values) -> Mismatch:
    """The last field matches, and so do those before it, but never inside one element of an array."""
    *before, last = fields
    path = field_of(last.path.names)
    others = [field_of(field.path.names) for field in before if shared(field.path, last.path)]
    expected = f"{expectation(last.accepted, MOST_EXPECTED)} in the same array element as {listed(others, 'and', MOST_EXPECTED)}"
    each = listed([path, *others], "and", MOST_EXPECTED)
    sentence = f"{each} match, but not in the same array element; the pattern wants that"
    return Mismatch(path, expected, _found(values[last.path]), sentence)


def _found(values: Sequence[object]) -> str:
    return listed([*map(_with_kind, values[:MOST_FOUND]), *_rest(values)], "and") or "nothing"


def _with_kind(value: object) -> str:
    return f"{shown(value)} ({kind(value)})" if kind(value) else shown(value)


def _rest(values: Sequence[object]) -> list[str]:
    return [f"{len(values) - MOST_FOUND:,} more"] if len(values) > MOST_FOUND else []


def _spoken(values: Sequence[object], field: Field) -> str:
    """As a verb; the kind of a value is said only where another kind is what the field wants."""
    if not values:
        return "is not there"
    if len(values) > 1:
        return f"has {listed([*map(shown, values[:MOST_FOUND]), *_rest(values)], 'and')}"
    value, its = values[0], kind(values[0])
    unexpected = its and not field.accepted.absent and its not in kinds(field.accepted)
    return f"is {shown(value)}, {_a(its)}" if unexpected else f"is {shown(value)}"


def _a(kind: str) -> str:
    return "a number" if kind == "number" else kind
