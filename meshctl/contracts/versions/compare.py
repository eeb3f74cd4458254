"""Compares two schemas pair by pair, within bounds. What the rules of a pair are is for the modules of their kinds.

No schema is entered recursively: pairs wait in a queue, and each is looked at once, wherever it stands. So a schema that
refers to itself ends, and one whose definitions fan out costs no more than it is long. What is still open where a bound
is reached is told as not compared.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from meshctl.contracts.forms.forms import SchemaVersion
from meshctl.contracts.forms.named_properties import Site
from meshctl.contracts.forms.same_schemas import SameSchemas
from meshctl.contracts.forms.steps import Path
from meshctl.contracts.versions.differences import Aspect, Difference, Effect, in_order, subject
from meshctl.contracts.versions.pair_rules import pair_differences
from meshctl.contracts.versions.pairs import Key, Pair, Proof
from meshctl.json_schema.values import are_one

MOST_PAIRS = 20_000
"""Pairs of schemas that are looked at, and differences that are told, in one comparison."""
MOST_PROVED = 5_000
"""Pairs that are looked at on the way to a proof, which takes several times as long."""
MOST_NESTED = 20
"""Proofs within proofs, which alternatives within alternatives need."""
DEEPEST = 100
"""Levels of a schema, and of the data it describes."""
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
    before, after = SchemaVersion(old).root, SchemaVersion(new).root
    run = Run(Proofs())
    found = in_order(run.found(Pair(before, after, Site((before,)), Site((after,)))))
    return Comparison(found, tuple(run.repetitions))


class Run:
    """One pair and all that it leads to, told pair by pair."""

    def __init__(self, proofs: "Proofs", most: int = MOST_PAIRS) -> None:
        self._proofs = proofs
        self._left = most
        self._seen: dict[Key, Path] = {}
        self.repetitions: list[Repetition] = []

    def found(self, first: Pair) -> Iterator[Difference]:
        """The differences, nearest first; where a bound is reached, the last one says so."""
        waiting = deque([first])
        while waiting:
            pair = waiting.popleft()
            takes_all = pair.old.is_open and pair.new.is_open
            if not takes_all and self._is_new(pair) and not self._proofs.are_the_same(pair):
                for one in self._looked_at(pair):
                    if isinstance(one, Pair):
                        waiting.append(one)
                    else:
                        self._left -= 1
                        yield one
                    if self._left <= 0:
                        yield _not_compared((), "the schemas are too large")
                        return

    @property
    def looked_at(self) -> int:
        """The number of pairs so far."""
        return len(self._seen)

    def _is_new(self, pair: Pair) -> bool:
        before = self._seen.get(pair.key)
        if before is None:
            self._seen[pair.key] = pair.path
        elif before != pair.path:
            self.repetitions.append(Repetition(pair.path, before))
        return before is None

    def _looked_at(self, pair: Pair) -> Iterator[Difference | Pair]:
        self._left -= 1
        if len(pair.path) > DEEPEST:
            return iter([_not_compared(pair.path, f"data is nested more than {DEEPEST} deep")])
        return pair_differences(pair, self._proofs.prove)


class Proofs:
    """What is proved on the way. A proof is kept where it does not lean on one that is still open.

    What comes up again while it is being proved counts as proved: it holds if all the rest does, one level of
    the data further down.
    """

    def __init__(self) -> None:
        self._left = MOST_PROVED
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
        if self._left <= 0 or len(self._open) >= MOST_NESTED:
            return NOTHING_PROVED
        return self._proved(pair)

    def _proved(self, pair: Pair) -> Proof:
        depth, leaning = len(self._open), self._leaning
        self._open[pair.key], self._leaning = depth, MOST_NESTED
        run = Run(self, self._left)
        proof = _proof(run.found(pair))
        self._left -= run.looked_at
        del self._open[pair.key]
        if self._leaning >= depth:
            self._known[pair.key] = proof
            self._leaning = MOST_NESTED
        self._leaning = min(leaning, self._leaning)
        return proof


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
