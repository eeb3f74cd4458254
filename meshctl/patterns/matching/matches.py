"""Asks an event whether it matches a branch. Parses nothing, and goes through the event without recursion.

Two fields below one array have to match inside the same element of it. A `Chain` says in which elements a value lies:
the pairs (number of names down to the array, index), from the outside inwards. As fields are asked in order of their
names, all fields below an array follow one another, so it is enough to keep the chains that can still be extended.
An absent field is looked for inside the element that the fields before it have chosen, and everywhere if there is none;
that is what AWS does, too. Where an event spells one path both as `{"a": {"b": [..]}}` and as `{"a.b": [..]}`, the
two arrays count as one, which AWS does not say; it keeps the work within the size of the event.

A field that few elements match is found first. The others are then asked in those elements alone, since a branch that
has the field holds nowhere else; where a field must not be is still looked for in all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from meshctl.patterns.matching.event_values import MAPPINGS, SCALARS, Chain, Names, scalars_at
from meshctl.patterns.matching.value_index import Entry
from meshctl.patterns.matching.values_at_path import MANY, SPARSE, ValuesAtPath, accepting, parts
from meshctl.patterns.syntax.branches import Branch, Field
from meshctl.patterns.syntax.paths import shared

FEW = 4  # paths that are looked for one by one; a walk for each is cheapest as long as they are few
NOWHERE_YET: set[Chain] = {()}


class Found(NamedTuple):
    """Where a field is present, and where it has a value that matches."""

    present: ValuesAtPath
    matching: set[Chain]


def matches(branches: tuple[Branch, ...], event: Mapping[str, object]) -> bool:
    """Whether the event matches at least one branch."""
    known = KnownValues(event, branches)
    return any(holds(branch, known) for branch in branches)


class KnownValues:
    """What has been found of one event. Paths are looked for one by one, then all that are left in one walk."""

    __slots__ = ("_branches", "_event", "_found", "_present", "_scalars")

    def __init__(self, event: Mapping[str, object], branches: Iterable[Branch]) -> None:
        self._event = event
        self._branches = branches
        self._found: dict[Field, Found] = {}
        self._present: dict[tuple[Names, int], ValuesAtPath] = {}
        self._scalars: Mapping[Names, Sequence[tuple[Chain, object]]] = {}

    def found(self, field: Field, elements: Set[Chain] = NOWHERE_YET) -> Found:
        """Where the event has the field; if few elements are left to look into, only what matches in them."""
        known = self._found.get(field)
        if known is None:
            present = self.present(field)
            if elements != NOWHERE_YET and len(elements) * SPARSE <= len(present.entries):
                return Found(present, _chains(field, accepting(field.accepted, present.near(elements))))
            known = self._found[field] = Found(present, _chains(field, present.accepted(field.accepted)))
        return known

    def present(self, field: Field) -> ValuesAtPath:
        """Where the event has values at the field's path."""
        key = field.path.names, field.shared
        present = self._present.get(key)
        if present is None:
            present = self._present[key] = ValuesAtPath(self._values(field))
        return present

    def _values(self, field: Field) -> Iterable[tuple[Chain, object]]:
        if len(self._present) < FEW:
            return values(field, self._event)
        if not self._scalars:
            self._scalars = scalars_at({each.path for branch in self._branches for each in branch}, self._event)
        return ((_cut(chain, field.shared), value) for chain, value in self._scalars[field.path.names])


def holds(branch: Branch, known: KnownValues) -> bool:
    """Whether the event that is known matches every field of the branch."""
    chosen, cut_to, rarest = NOWHERE_YET, 0, _rarest(branch, known)
    for field in branch:
        present, matching = known.found(field, _beside(rarest, field, known) if chosen == NOWHERE_YET else chosen)
        after = chosen if field.accepted.absent and not present.entries else _chosen(field, chosen, present, matching)
        if not after:
            return False
        same = after is chosen or after <= chosen  # asked in this order: most often nothing has been chosen anew
        if field.shared_later < cut_to or not same:  # else they are as short as they need to be
            after, cut_to = {_cut(chain, field.shared_later) for chain in after}, field.shared_later
        chosen = after
    return True


def _rarest(branch: Branch, known: KnownValues) -> Field | None:
    """The field that the fewest elements match; None if none leaves few."""
    fields = [field for field in branch if field.shared and not field.accepted.absent]
    sizes = [known.present(field).size(field.accepted) for field in fields]
    fewest = min(sizes, default=MANY)
    return fields[sizes.index(fewest)] if fewest < MANY else None


def _beside(rarest: Field | None, field: Field, known: KnownValues) -> set[Chain]:
    """The elements in which another field may be, as the rarest is nowhere else."""
    common = shared(rarest.path, field.path) if rarest else 0
    return {_cut(chain, common) for chain in known.found(rarest).matching} if rarest and common else NOWHERE_YET


def _chosen(field: Field, chosen: set[Chain], present: ValuesAtPath, matching: set[Chain]) -> set[Chain]:
    if {*map(len, chosen)} == present.lengths and len(present.lengths) == 1:  # none inside another
        after = chosen & matching
        return after | chosen.difference(present.chains) if field.accepted.absent else after
    after = _extended(chosen, matching)
    return after | _without(chosen, present) if field.accepted.absent else after


def _chains(field: Field, entries: Iterable[Entry]) -> set[Chain]:
    if field.shared:
        return {chain for chain, _ in entries}
    return set() if next(iter(entries), None) is None else {()}


def values(field: Field, event: Mapping[str, object]) -> Iterator[tuple[Chain, object]]:
    """Every plain value the event has at the field, and in which elements of arrays it lies."""
    keys, deepest = field.path.keys, len(field.path.names)
    waiting: list[tuple[object, int, Chain]] = [(event, 0, ())]
    while waiting:
        value, depth, chain = waiting.pop()
        if isinstance(value, SCALARS):
            if depth == deepest:
                yield chain, value
        elif isinstance(value, MAPPINGS):
            for key, reached in keys[depth]:
                if key in value:
                    waiting.append((value[key], reached, chain))
        elif isinstance(value, list | tuple):
            inside = depth <= field.shared
            for at, item in enumerate(value):
                own = inside and not isinstance(item, SCALARS)
                waiting.append((item, depth, (*chain, (depth, at)) if own else chain))


def _extended(chosen: set[Chain], found: set[Chain]) -> set[Chain]:
    """Every chosen chain together with every found one that lies inside it or around it."""
    if chosen == NOWHERE_YET:
        return found
    if found == NOWHERE_YET:
        return chosen
    inside: dict[Chain, list[Chain]] = defaultdict(list)
    for chain in chosen:
        for part in parts(chain):
            inside[part].append(chain)
    around = {chain for each in found for chain in inside.get(each, ())}
    return around | {each for each in found if any(part in chosen for part in parts(each))}


def _without(chosen: set[Chain], present: ValuesAtPath) -> set[Chain]:
    """The chosen chains inside and around which the field is not present."""
    return {chain for chain in chosen if next(present.near([chain]), None) is None}


def _cut(chain: Chain, depth: int) -> Chain:
    while chain and chain[-1][0] > depth:
        chain = chain[:-1]
    return chain
