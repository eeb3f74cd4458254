"""Asks an event whether it matches a branch. Parses nothing, and goes through the event without recursion.

Two fields below one array have to match inside the same element of it. A `Chain` says in which elements a value lies:
the pairs (number of names down to the array, index), from the outside inwards. As fields are asked in order of their
names, all fields below an array follow one another, so it is enough to keep the chains that can still be extended.
An absent field is looked for inside the element that the fields before it have chosen, and everywhere if there is none;
that is what AWS does, too. Where an event spells one path both as `{"a": {"b": [..]}}` and as `{"a.b": [..]}`, the
two arrays count as one, which AWS does not say; it keeps the work within the size of the event.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from .branches import Branch, Field
from .gathering import MAPPINGS, SCALARS, Chain, Names, gathered

Found = tuple[set[Chain], set[Chain]]  # where the field is present, and where it has a value that matches

FEW = 4  # fields that are looked for one by one; a walk for each is cheapest as long as they are few
NOWHERE_YET: set[Chain] = {()}


def matches(branches: tuple[Branch, ...], event: Mapping[str, object]) -> bool:
    """Whether the event matches at least one branch."""
    known = Known(event, branches)
    return any(holds(branch, known) for branch in branches)


class Known:
    """What has been found of one event. Fields are looked for one by one, then all that are left in one walk."""

    __slots__ = ("_branches", "_event", "_found", "_gathered")

    def __init__(self, event: Mapping[str, object], branches: Iterable[Branch]) -> None:
        self._event = event
        self._branches = branches
        self._found: dict[Field, Found] = {}
        self._gathered: Mapping[Names, Sequence[tuple[Chain, object]]] = {}

    def found(self, field: Field) -> Found:
        """Where the event has the field; looked for once."""
        known = self._found.get(field)
        if known is None:
            known = self._found[field] = _find(field, self._values(field))
        return known

    def _values(self, field: Field) -> Iterable[tuple[Chain, object]]:
        if len(self._found) < FEW:
            return values(field, self._event)
        if not self._gathered:
            self._gathered = gathered({each.path for branch in self._branches for each in branch}, self._event)
        return ((_cut(chain, field.shared), value) for chain, value in self._gathered[field.path.names])


def holds(branch: Branch, known: Known) -> bool:
    """Whether the event that is known matches every field of the branch."""
    chosen, cut_to = NOWHERE_YET, 0
    for field in branch:
        present, matching = known.found(field)
        after = chosen if field.accepted.absent and not present else _chosen(field, chosen, present, matching)
        if not after:
            return False
        same = after is chosen or after <= chosen  # asked in this order: most often nothing has been chosen anew
        if field.kept < cut_to or not same:  # else they are as short as they need to be
            after, cut_to = {_cut(chain, field.kept) for chain in after}, field.kept
        chosen = after
    return True


def _chosen(field: Field, chosen: set[Chain], present: set[Chain], matching: set[Chain]) -> set[Chain]:
    if set(map(len, chosen)) == set(map(len, present)) and len({*map(len, present)}) == 1:  # none inside another
        return chosen - (present - matching) if field.accepted.absent else chosen & matching
    after = _extended(chosen, matching)
    return after | _without(chosen, present) if field.accepted.absent else after


def _find(field: Field, values: Iterable[tuple[Chain, object]]) -> Found:
    present, matching = set(), set()
    for chain, value in values:
        present.add(chain)
        if chain not in matching and field.accepted.accepts(value):
            matching.add(chain)
            if not field.shared:
                break
    return present, matching


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
        for part in _parts(chain):
            inside[part].append(chain)
    around = {chain for each in found for chain in inside.get(each, ())}
    return around | {each for each in found if any(part in chosen for part in _parts(each))}


def _without(chosen: set[Chain], present: set[Chain]) -> set[Chain]:
    """The chosen chains inside and around which the field is not present."""
    occupied = {part for chain in present for part in _parts(chain)}
    return {c for c in chosen if c not in occupied and not any(part in present for part in _parts(c))}


def _parts(chain: Chain) -> Iterator[Chain]:
    return (chain[:length] for length in range(len(chain) + 1))


def _cut(chain: Chain, kept: int) -> Chain:
    while chain and chain[-1][0] > kept:
        chain = chain[:-1]
    return chain
