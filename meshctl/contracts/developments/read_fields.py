"""Which fields of an event the filters of subscriptions read, and what a new schema does to those. Pure.

A filter that reads a field may stop matching once the field is removed, retyped, narrowed or no longer certain to be
there, even where registries call the two schemas compatible.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from meshctl.contracts.forms.steps import Items, Others, Path
from meshctl.contracts.versions.compare import Comparison
from meshctl.contracts.versions.differences import Aspect, Difference, Effect, subject
from meshctl.patterns import Pattern

Names = tuple[str, ...]
"""A field as patterns see it: arrays are passed through, and a dotted name is several names."""

_LESS = frozenset({Effect.REMOVED, Effect.NARROWED, Effect.CHANGED, Effect.UNDECIDED})
_REACHING_DOWN = frozenset(
    {Aspect.PROPERTY, Aspect.REQUIRED, Aspect.TYPE, Aspect.VALUES, Aspect.COMPOSITION, Aspect.REFERENCE}
    | {Aspect.PATTERN_PROPERTIES, Aspect.ADDITIONAL, Aspect.UNEVALUATED, Aspect.SCHEMA}
)
"""Aspects of an object or array that concern whatever is in it."""


@dataclass(frozen=True, slots=True)
class ReadField:
    """A field that a filter reads; `consumer` is the key of its subscription: `payments/capture/placed`."""

    path: Names
    consumer: str

    @property
    def spoken(self) -> str:
        """Such as `address.country`."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Concern:
    """A difference that may keep a subscription from matching what it matched, and the sentence that says so."""

    difference: Difference
    field: ReadField
    sentence: str


def fields_read(pattern: Pattern) -> tuple[Names, ...]:
    """The fields that a pattern asks about in any of its branches, sorted."""
    return tuple(sorted({one.path.names for branch in pattern.branches for one in branch}))


def concerning(comparison: Comparison, fields: Iterable[ReadField]) -> tuple[Concern, ...]:
    """What a new schema may break for those who read these fields, whatever mode of compatibility it keeps."""
    top = _tree(comparison)
    found = {concern: None for one in fields for concern in _concerns(top, one)}
    return tuple(sorted(found, key=lambda one: (one.field.path, one.field.consumer, one.sentence)))


@dataclass(eq=False, slots=True)
class _Node:
    """A node of the data, with what differs there, what lies below, and the nodes whose schemas it shares."""

    differences: list[Difference] = field(default_factory=list)
    below: dict[str, "_Node"] = field(default_factory=dict)
    others: dict[frozenset[str], "_Node"] = field(default_factory=dict)
    like: list["_Node"] = field(default_factory=list)

    def reached(self, name: str) -> Iterator["_Node"]:
        """The nodes that a name leads to."""
        if name in self.below:
            yield self.below[name]
        yield from (node for names, node in self.others.items() if name not in names)


def _tree(comparison: Comparison) -> _Node:
    top = _Node()
    for difference in comparison.differences:
        _at(top, difference.path).differences.append(difference)
    for repetition in comparison.repetitions:
        here, before = _at(top, repetition.path), _at(top, repetition.before)
        if here is not before:
            here.like.append(before)
    return top


def _at(node: _Node, path: Path) -> _Node:
    for step in path:
        if isinstance(step, Others):
            node = node.others.setdefault(step.names, _Node())
        elif not isinstance(step, Items):
            for name in step.split("."):
                node = node.below.setdefault(name, _Node())
    return node


def _concerns(top: _Node, field_: ReadField) -> Iterator[Concern]:
    nodes = _with_alike([top])
    for name in field_.path:
        for difference in (one for node in nodes for one in node.differences if _reaches_down(one)):
            yield Concern(difference, field_, _sentence(difference, field_))
        nodes = _with_alike(further for node in nodes for further in node.reached(name))
    for node in nodes:
        yield from (Concern(one, field_, _exactly(one, field_)) for one in node.differences if _matters(one))
    for node in _all_below(nodes):
        yield from (Concern(one, field_, _sentence(one, field_)) for one in node.differences if _matters(one))


def _with_alike(nodes: Iterable[_Node]) -> list[_Node]:
    found = dict.fromkeys(nodes)
    waiting = list(found)
    while waiting:
        alike = [one for one in waiting.pop().like if one not in found]
        found |= dict.fromkeys(alike)
        waiting += alike
    return list(found)


def _all_below(nodes: list[_Node]) -> Iterator[_Node]:
    found = dict.fromkeys(nodes)
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        inside = [one for one in (*node.below.values(), *node.others.values(), *node.like) if one not in found]
        found |= dict.fromkeys(inside)
        waiting += inside
        yield from inside


def _matters(difference: Difference) -> bool:
    """Whether values a filter matched may be gone; new kinds of values count, because a field may turn into them."""
    return difference.effect in _LESS or difference.aspect is Aspect.TYPE


def _reaches_down(difference: Difference) -> bool:
    return difference.aspect in _REACHING_DOWN and _matters(difference)


def _exactly(difference: Difference, field_: ReadField) -> str:
    """A sentence about the very field that is read."""
    what = difference.sentence.removeprefix(f"{subject(difference.path)} ")
    if what == difference.sentence:
        return _sentence(difference, field_)
    return f'{field_.consumer} filters on "{field_.spoken}", which {what}'


def _sentence(difference: Difference, field_: ReadField) -> str:
    return f'{field_.consumer} filters on "{field_.spoken}", and {difference.sentence}'
