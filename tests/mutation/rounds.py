"""Judges many mutants at a time: a round has at most one of each subject of the catalogue, and what fails tells which it was.

Pure; how a round is judged is an argument.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from tests.mutation.plan_mutants import Mutant, subject_of

Round = tuple[Mutant, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """One check that failed for one resource of one stack."""

    check: str
    stack: str
    address: str


Ask = Callable[[Sequence[Round]], Sequence[frozenset[Failure]]]
"""What fails in each of some rounds and does not fail without mutants."""
Noticed = Mapping[Mutant, frozenset[str]]
"""The checks that noticed a mutant; none if it survived."""


def rounds_of(mutants: Iterable[Mutant]) -> list[Round]:
    """As few rounds as there can be with one mutant for each subject."""
    by_subject: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        by_subject[mutant.subject].append(mutant)
    return [tuple(one for one in row if one) for row in zip_longest(*by_subject.values())]


def judge(mutants: Iterable[Mutant], ask: Ask) -> dict[Mutant, frozenset[str]]:
    """Which checks noticed each mutant.

    Where something fails that no mutant of its round stands at, the round's survivors are judged again in halves: one of
    them, or one that was noticed anyway, had its effect elsewhere.
    """
    noticed: dict[Mutant, frozenset[str]] = {}
    pending = rounds_of(mutants)
    while pending:
        again: list[Round] = []
        for mutants_of_round, failures in zip(pending, ask(pending), strict=True):
            said, strays = _attributed(mutants_of_round, failures)
            noticed |= said
            again += _halves([one for one, checks in said.items() if not checks]) if strays else []
        pending = again
    return noticed


def _attributed(mutants: Round, failures: Iterable[Failure]) -> tuple[dict[Mutant, frozenset[str]], bool]:
    """The checks that noticed each mutant, and whether there are failures that belong to none. Alone, a mutant owns all."""
    if len(mutants) == 1:
        return {mutants[0]: frozenset(failure.check for failure in failures)}, False
    at = {mutant.subject: mutant for mutant in mutants}
    said: dict[Mutant, set[str]] = {mutant: set() for mutant in mutants}
    strays = False
    for failure in failures:
        owner = at.get(subject_of(failure.stack, failure.address))
        if owner is None:
            strays = True
        else:
            said[owner].add(failure.check)
    return {mutant: frozenset(checks) for mutant, checks in said.items()}, strays


def _halves(mutants: Sequence[Mutant]) -> list[Round]:
    middle = len(mutants) // 2
    return [half for half in (tuple(mutants[:middle]), tuple(mutants[middle:])) if half]
