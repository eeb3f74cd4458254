"""One branch of a pattern as a tree of fields, or several that are as one. Knows no schema and matches nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from meshctl.patterns import Accepted, Branch

Names = tuple[str, ...]
MOST_UNITED = 30
"""Branches of a pattern of which those that differ in one field are looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class PatternNode:
    """What a pattern wants at `path`: a value that is accepted, fields below, or both.

    `may_be_absent` says that the pattern is content where there is nothing at all, `all_present` that it is so with no field.
    `parts` are what an array may satisfy in different elements: the value and the fields below.
    """

    path: Names
    accepted: Accepted | None
    below: Mapping[str, "PatternNode"]
    may_be_absent: bool
    all_present: bool
    parts: tuple["PatternNode", ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, branch: Branch) -> "PatternNode":
        """The tree of all fields of a branch."""
        return _tree((), {each.path.names: each.accepted for each in branch})

    @property
    def dotted(self) -> Iterator[tuple[str, "PatternNode"]]:
        """The names that spell several levels below as one, `b.c`, and what is wanted there."""
        for name, one in self.below.items():
            yield from ((f"{name}.{more}", deeper) for more, deeper in (*one.below.items(), *one.dotted))

    @property
    def fields(self) -> Iterator["PatternNode"]:
        """Each field that has to be there, as if it were the only one: a pattern may find each spelt in another way."""
        if self.accepted and wants_something(self.accepted):
            yield PatternNode(self.path, self.accepted, {}, self.accepted.absent, not self.accepted.absent)
        for name, one in self.below.items():
            yield from (
                PatternNode(self.path, None, {name: field}, field.may_be_absent, field.all_present)
                for field in one.fields
            )

    @property
    def needs_value(self) -> bool:
        """Whether a value has to be there, and not only fields below."""
        return self.accepted is not None and not self.accepted.absent


def united(branches: Sequence[Branch]) -> list[PatternNode]:
    """The trees of branches; those that differ in one field alone are one, which accepts there what each of them does."""
    fields: list[dict[Names, Accepted]] = []
    for branch in branches:
        _unite({each.path.names: each.accepted for each in branch}, fields, MOST_UNITED)
    return [_tree((), one) for one in fields]


def _unite(one: dict[Names, Accepted], others: list[dict[Names, Accepted]], left: int) -> None:
    """Adds a branch to the others, united with those with which it can be, one by one."""
    for at, other in enumerate(others[:left]):
        both = _together(one, other)
        if both is not None:
            del others[at]
            _unite(both, others, left - 1)
            return
    others.append(one)


def _together(one: dict[Names, Accepted], other: dict[Names, Accepted]) -> dict[Names, Accepted] | None:
    if one.keys() != other.keys():
        return None
    differing = [names for names in one if one[names] != other[names]]
    if len(differing) > 1 or any(
        len(names) > 1 and (one[names].absent or other[names].absent) for names in differing
    ):  # in an array another field decides which element lacks one
        return None
    return {**one, **{names: _either(one[names], other[names]) for names in differing}}


def _either(one: Accepted, other: Accepted) -> Accepted:
    return Accepted(
        one.texts | other.texts,
        one.amounts | other.amounts,
        one.words | other.words,
        (*one.operators, *other.operators),
        one.absent or other.absent,
    )


def wants_something(accepted: Accepted) -> bool:
    """Whether it accepts some value, and not only that there is none."""
    return bool(accepted.texts or accepted.amounts or accepted.words or accepted.operators)


def _tree(path: Names, accepted: Mapping[Names, Accepted]) -> PatternNode:
    grouped: dict[str, dict[Names, Accepted]] = {}
    for names, one in accepted.items():
        if names != path:
            grouped.setdefault(names[len(path)], {})[names] = one
    below = {name: _tree((*path, name), fields) for name, fields in grouped.items()}
    value = accepted.get(path)
    if value is None or not below:
        return _node(path, value, below)
    return _node(path, value, below, (_node(path, value, {}), _node(path, None, below)))


def _node(
    path: Names, value: Accepted | None, below: Mapping[str, PatternNode], parts: tuple[PatternNode, ...] = ()
) -> PatternNode:
    absent = [] if value is None else [value.absent]
    may_be_absent = all([*absent, *(one.may_be_absent for one in below.values())])
    present = not any(absent) and all(one.all_present for one in below.values())
    return PatternNode(path, value, below, may_be_absent, present, parts)
