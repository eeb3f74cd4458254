"""In which facts a stage as it stands differs from what the catalogue says, by whom they are about. Pure.

What is retired counts as gone, for that was told when it was retired. When a system moves to another account, that is one
difference, and what differs in nothing but that account is none.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from json import dumps

from meshctl.changes.facts import Facts, InputFact, Subject, facts_of
from meshctl.changes.moved_accounts import Move, is_moved, moves, without_left_accounts
from meshctl.changes.retired_parts import causes_of_retired, without_retired
from meshctl.changes.rows import ACCOUNT, TARGET
from meshctl.changes.values import MASKED
from meshctl.passes.generations import Generation, Retired, StandingStacks
from meshctl.plan.causes import Cause
from meshctl.plan.changes import CAME, DIFFERS, WENT, InputDifference


@dataclass(frozen=True, slots=True)
class CauseDifferences:
    """What differs of one cause, which came, went or differs; what is `later` waits until what is retired has gone."""

    cause: Cause
    turn: str
    now: tuple[InputDifference, ...]
    later: tuple[InputDifference, ...]


def compare(
    standing: StandingStacks, new: Generation, after: Generation, retired: Collection[Retired]
) -> tuple[CauseDifferences, ...]:
    """What differs between what stands and `new`, when `after` and `retired` is what stands after the change."""
    if standing.done == new == after and not standing.begun:
        return ()
    compared = _Compared.of(standing, new, after, retired)
    by_cause: dict[Cause, list[Subject]] = {}
    for subject in {**compared.done, **compared.begun, **compared.new}:
        by_cause.setdefault(subject[0], []).append(subject)
    found = (compared.of_cause(cause, subjects) for cause, subjects in by_cause.items())
    return tuple(one for one in found if one.now or one.later)


@dataclass(frozen=True, slots=True)
class _Compared:
    """The facts of the generations that are compared; what was `begun` may stand, or what was `done` before.

    `leaving` are the causes of what is retired by this change.
    """

    done: Facts
    begun: Facts
    new: Facts
    after: Facts
    leaving: Collection[Cause]
    moves: tuple[Move, ...]

    @classmethod
    def of(
        cls, standing: StandingStacks, new: Generation, after: Generation, retired: Collection[Retired]
    ) -> "_Compared":
        both = {**standing.done, **standing.begun}
        done, *begun = (
            without_retired(facts_of(without_left_accounts(one, both, new)), standing.retired)
            for one in ((standing.done, both) if standing.begun else (both,))
        )
        wanted = facts_of(new)
        leaving = causes_of_retired(retired, after) - causes_of_retired(standing.retired, both)
        stands_after = wanted if after == new else facts_of(after)
        return cls(done, begun[0] if begun else done, wanted, stands_after, leaving, moves(both, new))

    def of_cause(self, cause: Cause, subjects: Sequence[Subject]) -> CauseDifferences:
        """What differs of the subjects, which are all of one cause."""
        differing = [subject for subject in subjects if self._differs(subject)]
        now = tuple(self._difference(subject) for subject in differing if self._happens(subject))
        later = tuple(self._difference(subject) for subject in differing if not self._happens(subject))
        return CauseDifferences(cause, self._turn(subjects), now, later)

    def _turn(self, subjects: Sequence[Subject]) -> str:
        """A subscription comes and goes with its route: what is left of one that went is on the way of nothing."""
        subjects = [subject for subject in subjects if subject[1] == TARGET] or subjects
        stood = any(subject in self.done for subject in subjects)
        stands = any(subject in self.new for subject in subjects)
        return DIFFERS if stood and stands else CAME if stands else WENT

    def _old(self, subject: Subject) -> tuple[tuple[InputFact, ...], ...]:
        """What may stand of it: one thing, or either of two; what only a begun change has is new as long as it is wanted."""
        done, begun, new = (facts.get(subject, ()) for facts in (self.done, self.begun, self.new))
        is_clear = _values(done) == _values(begun) or (not done and _values(begun) == _values(new))
        return (done,) if is_clear else (done, begun)

    def _differs(self, subject: Subject) -> bool:
        new = _values(self.new.get(subject, ()))
        moves = () if subject[1] == ACCOUNT else self.moves
        return any(old != new and not is_moved(old, new, moves) for old in map(_values, self._old(subject)))

    def _happens(self, subject: Subject) -> bool:
        after = _values(self.after.get(subject, ()))
        return subject[0] in self.leaving or any(_values(old) != after for old in self._old(subject))

    def _difference(self, subject: Subject) -> InputDifference:
        olds, new = self._old(subject), self.new.get(subject, ())
        shown = _in_full if any(_reads_alike(old, new) for old in olds) else _text
        either = [shown(old) for old in olds]
        old = either[0] if len(either) == 1 else " or ".join(text or "nothing" for text in either)
        return InputDifference(subject[1], old, shown(new))


def _values(facts: Iterable[InputFact]) -> list[str]:
    return sorted(dumps(fact.value, sort_keys=True) for fact in facts)


def _text(facts: Sequence[InputFact]) -> str | None:
    return " and ".join(dict.fromkeys(fact.text for fact in facts)) if facts else None


def _in_full(facts: Sequence[InputFact]) -> str | None:
    """What tells two values apart that read alike."""
    return " and ".join(_values(facts)) if facts else None


def _reads_alike(old: Sequence[InputFact], new: Sequence[InputFact]) -> bool:
    """Whether two values differ and their texts do not, though they may be shown."""
    is_masked = any(fact.text == MASKED for fact in (*old, *new))
    return not is_masked and _text(old) == _text(new) and _values(old) != _values(new)
