"""One branch of a pattern as a tree of fields. Knows no schema and matches nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from meshctl.patterns import Accepted, Branch

Names = tuple[str, ...]


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
