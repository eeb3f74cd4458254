"""Compares two schemas pair by pair, within bounds. What the rules of a pair are is for the modules of their kinds.

No schema is entered recursively: pairs wait in a queue, and each is looked at once, wherever it stands. So a schema that
refers to itself ends, and one whose definitions fan out costs no more than it is long. What is still open where a bound
is reached is told as not compared.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from meshctl.contracts.forms.budget import Budget, BudgetExhausted
from meshctl.contracts.forms.forms import two_versions
from meshctl.contracts.forms.named_properties import Site
from meshctl.contracts.forms.same_schemas import SameSchemas
from meshctl.contracts.forms.steps import Path
from meshctl.contracts.versions.differences import Aspect, Difference, Effect, in_order, subject
from meshctl.contracts.versions.pair_rules import pair_differences
from meshctl.contracts.versions.pairs import Key, Pair, Proof, Prove
from meshctl.json_schema.values import are_one

MOST_TOLD = 10_000
"""Differences that are told in one comparison, or so few more as one pair has in a row."""
MOST_IN_A_ROW = 1_000
"""Differences and pairs of one pair, before it is the turn of the others."""
MOST_NESTED = 20
"""Proofs within proofs, which alternatives within alternatives need."""
DEEPEST = 100
"""Levels of a schema, and of the data it describes."""
TOO_LARGE = "the schemas are too large"
TOO_ENTANGLED = "the schemas are too entangled"
ALL_PROVED = Proof(backward=True, forward=True, same=True)
NOTHING_PROVED = Proof(backward=False, forward=False, same=False)


@dataclass(frozen=True, slots=True)
class Repetition:
    """A place whose schemas are those of a place before it: what differs there differs here, and is told once."""

    path: Path
    before: Path


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences of two schemas, each at the first place it is found, and where else the same schemas stand."""

    differences: tuple[Difference, ...]
    repetitions: tuple[Repetition, ...] = ()


def compare(old: Any, new: Any) -> Comparison:
    """What differs between two versions of a schema: decoded JSON Schema 2020-12 without faults (`invalid-schema`)."""
    if are_one(old, new):
        return Comparison(())
    if _is_deep(old) or _is_deep(new):
        return Comparison((_not_compared((), f"schemas are nested more than {DEEPEST} deep"),))
    budget = Budget()
    run = Run(Proofs(budget), budget)
    return Comparison(in_order(_found(run, budget, old, new)), tuple(run.repetitions))


def _found(run: "Run", budget: Budget, old: Any, new: Any) -> Iterator[Difference]:
    try:
        before, after = (version.root for version in two_versions(old, new, budget))
        yield from run.found(Pair(before, after, Site((before,)), Site((after,))))
    except BudgetExhausted:
        yield _not_compared((), TOO_LARGE)
    except RecursionError:
        yield _not_compared((), TOO_ENTANGLED)


class _Looking(NamedTuple):
    """A pair, and what is not yet told of it."""

    pair: Pair
    found: Iterator[Difference | Pair]


class Run:
    """One pair and all that it leads to, told pair by pair."""

    def __init__(self, proofs: "Proofs", budget: Budget) -> None:
        self._proofs = proofs
        self._budget = budget
        self._seen: dict[Key, Path] = {}
        self.repetitions: list[Repetition] = []

    def found(self, first: Pair) -> Iterator[Difference]:
        """The differences, nearest first; where a bound is reached, the last one says so."""
        waiting = deque([_Looking(first, self._looked_at(first))])
        left = MOST_TOLD
        while waiting and left > 0 and not self._budget.is_spent:
            for one in self._told(waiting.popleft(), waiting):
                left -= 1
                yield one
        if waiting:
            yield _not_compared((), TOO_LARGE)

    def _told(self, looking: "_Looking", waiting: "deque[_Looking]") -> Iterator[Difference]:
        """The next differences of one pair; the pairs that it leads to wait, and so does what is left of a long one.

        Where it takes more work than may be done, the last difference says so.
        """
        left = MOST_IN_A_ROW
        self._budget.turn_to_a_place()
        try:
            for one in islice(looking.found, MOST_IN_A_ROW):
                left -= 1
                if isinstance(one, Pair):
                    waiting.append(_Looking(one, self._looked_at(one)))
                else:
                    looking.pair.spend(3)
                    yield one
        except BudgetExhausted:
            self._proofs.give_up()
            yield _not_compared(looking.pair.path, TOO_LARGE)
        if not left:
            waiting.append(looking)

    def _is_new(self, pair: Pair) -> bool:
        before = self._seen.get(pair.key)
        if before is None:
            self._seen[pair.key] = pair.path
        elif before != pair.path:
            self.repetitions.append(Repetition(pair.path, before))
        return before is None

    def _looked_at(self, pair: Pair) -> Iterator[Difference | Pair]:
        takes_all = pair.old.is_open and pair.new.is_open
        if not takes_all and self._is_new(pair) and not self._proofs.are_the_same(pair):
            yield from _differences(pair, self._proofs.prove)


class Proofs:
    """What is proved on the way. A proof is kept where it does not lean on one that is still open.

    What comes up again while it is being proved counts as proved: it holds if all the rest does, one level of
    the data further down.
    """

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._open: dict[Key, int] = {}
        self._known: dict[Key, Proof] = {}
        self._same_schemas = SameSchemas()
        self._leaning = MOST_NESTED  # the outermost open proof that the one in the making leans on

    def are_the_same(self, pair: Pair) -> bool:
        """Whether both schemas are known to be the same throughout."""
        return self._same_schemas.holds(pair.old, pair.new)

    def prove(self, pair: Pair) -> Proof:
        """What can be proved of a pair."""
        if self.are_the_same(pair):
            return ALL_PROVED
        if pair.old.is_open or pair.new.is_open:
            return Proof(pair.new.is_open, pair.old.is_open, same=pair.old.is_open and pair.new.is_open)
        known = self._known.get(pair.key)
        if known is not None:
            return known
        if pair.key in self._open:
            self._leaning = min(self._leaning, self._open[pair.key])
            return ALL_PROVED
        if len(self._open) >= MOST_NESTED:
            return NOTHING_PROVED
        with self._budget.for_a_proof():
            return self._proved(pair)

    def give_up(self) -> None:
        """Leaves what is still open unproved."""
        self._open.clear()
        self._leaning = MOST_NESTED

    def _proved(self, pair: Pair) -> Proof:
        depth, leaning = len(self._open), self._leaning
        self._open[pair.key], self._leaning = depth, MOST_NESTED
        proof = _proof(self._met(pair))
        del self._open[pair.key]
        if self._leaning >= depth:
            self._known[pair.key] = proof
            self._leaning = MOST_NESTED
        self._leaning = min(leaning, self._leaning)
        return proof

    def _met(self, first: Pair) -> Iterator[Difference]:
        """Those of all that a pair leads to, in the order in which they are met: the first ones may be enough."""
        seen = {first.key}
        waiting = [_differences(first, self.prove)]
        while waiting:
            one = next(waiting[-1], None)
            if one is None:
                waiting.pop()
            elif not isinstance(one, Pair):
                yield one
            elif one.key not in seen and not self.are_the_same(one):
                seen.add(one.key)
                waiting.append(_differences(one, self.prove))


def _differences(pair: Pair, prove: Prove) -> Iterator[Difference | Pair]:
    """Those of one pair, and the pairs that it leads to; where the data is too deep, that it is."""
    pair.spend(4)
    if len(pair.path) > DEEPEST:
        return iter([_not_compared(pair.path, f"data is nested more than {DEEPEST} deep")])
    return pair_differences(pair, prove)


def _proof(found: Iterator[Difference]) -> Proof:
    """What these leave proved; looks no further where that is nothing."""
    backward = forward = same = True
    for one in found:
        same = False
        backward, forward = backward and not one.breaks_backward, forward and not one.breaks_forward
        if not (backward or forward):
            break
    return Proof(backward, forward, same)


def _not_compared(path: Path, why: str) -> Difference:
    sentence = f"{subject(path)} is not compared any further, because {why}: it could not be proved compatible"
    return Difference(path, Aspect.SCHEMA, Effect.UNDECIDED, sentence, breaks_backward=True, breaks_forward=True)


def _is_deep(schema: Any) -> bool:
    level, depth = [schema], 0
    while level and depth <= DEEPEST:
        inside = [one.values() if isinstance(one, dict) else one for one in level if isinstance(one, dict | list)]
        level, depth = [value for values in inside for value in values], depth + 1
    return bool(level)
