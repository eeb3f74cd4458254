"""In which facts a stage as it stands differs from what the catalogue says, by whom they are about. Pure.

What is retired counts as gone, for that was told when it was retired. When a system moves to another account, that is
one difference, and what differs in nothing but that account is none.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from json import dumps

from meshctl.changes.facts import Facts, InputFact, Subject, facts_of
from meshctl.changes.moved_accounts import Move, is_moved, moves, without_left_accounts
from meshctl.changes.retired_parts import causes_of_retired, without_retired
from meshctl.changes.rows import ACCOUNT, TARGET
from meshctl.masking.mask import MASKED
from meshctl.passes.generations import Generation, Retired, StandingStacks
from meshctl.plan.causes import Cause
from meshctl.plan.changes import CAME, DIFFERS, WENT, InputDifference

_Form = Callable[[Sequence[InputFact]], str | None]


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

    `leaving` are the causes of what is retired by this change. `wholes` are what `done`, `begun` and `new` have as a
    whole.
    """

    done: Facts
    begun: Facts
    new: Facts
    after: Facts
    leaving: Collection[Cause]
    moves: tuple[Move, ...]
    wholes: tuple[frozenset[tuple[Cause, str]], ...]

    @classmethod
    def of(
        cls, standing: StandingStacks, new: Generation, after: Generation, retired: Collection[Retired]
    ) -> "_Compared":
        both = {**standing.done, **standing.begun}
        done, *also = (
            without_retired(facts_of(without_left_accounts(one, both, new)), standing.retired)
            for one in ((standing.done, both) if standing.begun else (both,))
        )
        begun, wanted = also[0] if also else done, facts_of(new)
        leaving = causes_of_retired(retired, after) - causes_of_retired(standing.retired, both)
        stands_after = wanted if after == new else facts_of(after)
        wholes = (_wholes(done), _wholes(begun), _wholes(wanted))
        return cls(done, begun, wanted, stands_after, leaving, moves(both, new), wholes)

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
        """What may stand of it: one thing, or either of two; what only a begun change has is new while it is wanted."""
        done, begun, new = (facts.get(subject, ()) for facts in (self.done, self.begun, self.new))
        is_clear = _values(done) == _values(begun) or (not done and _values(begun) == _values(new))
        return (done,) if is_clear else (done, begun)

    def _differs(self, subject: Subject) -> bool:
        if self.done.get(subject) == self.begun.get(subject) == self.new.get(subject):
            return False  # so it is with nearly all; to take their values apart takes a while
        new = _values(self.new.get(subject, ()))
        moves = () if subject[1] == ACCOUNT else self.moves
        return any(old != new and not is_moved(old, new, moves) for old in map(_values, self._old(subject)))

    def _happens(self, subject: Subject) -> bool:
        after = _values(self.after.get(subject, ()))
        return subject[0] in self.leaving or any(_values(old) != after for old in self._old(subject))

    def _difference(self, subject: Subject) -> InputDifference:
        olds, new = self._old(subject), self.new.get(subject, ())
        shown = next((form for form in (_text, _in_full) if not _read_alike(form, olds, new)), _as_json)
        return InputDifference(subject[1], _either(olds, shown), shown(new), self._whole(subject, olds, new))

    def _whole(self, subject: Subject, olds: Sequence[Sequence[InputFact]], new: Sequence[InputFact]) -> str:
        """What is said of all that comes or goes with it; nothing where that would hide how it differs besides."""
        wholes = {fact.whole for facts in (*olds, new) for fact in facts}
        if len(wholes) > 1 or wholes == {""} or (new and any(old and _values(old) != _values(new) for old in olds)):
            return ""
        (whole,) = wholes
        stood, may_stand, stands = ((subject[0], whole) in known for known in self.wholes)
        if stood and may_stand and stands:
            return ""
        if stands:
            return f"{whole}: new, unless still there" if stood else f"{whole}: new"
        return f"{whole}: gone" if stood and may_stand else f"{whole}: gone, if there at all"


def _wholes(facts: Facts) -> frozenset[tuple[Cause, str]]:
    return frozenset((fact.cause, fact.whole) for found in facts.values() for fact in found if fact.whole)


def _values(facts: Iterable[InputFact]) -> list[str]:
    """Each once: that something stands twice, its ARN, bus or account says."""
    return sorted({dumps(fact.value, sort_keys=True) for fact in facts})


def _either(olds: Sequence[Sequence[InputFact]], shown: _Form) -> str | None:
    """What stands; or, where it may be either of two, both, and what both have only once."""
    first, last = olds[0], olds[-1]
    for less, more in ((first, last), (last, first)):
        beside = [fact for fact in more if fact not in less]
        if less and all(fact in more for fact in less) and shown(beside) not in (None, shown(less)):
            return f"{shown(less)} and perhaps {shown(beside)}"
    texts = [*dict.fromkeys(shown(old) for old in olds)]
    return texts[0] if len(texts) == 1 else " or ".join(text or "nothing" for text in texts)


def _text(facts: Sequence[InputFact]) -> str | None:
    return " and ".join(dict.fromkeys(fact.text for fact in facts)) if facts else None


def _in_full(facts: Sequence[InputFact]) -> str | None:
    return " and ".join(dict.fromkeys(fact.in_full for fact in facts)) if facts else None


def _as_json(facts: Sequence[InputFact]) -> str | None:
    return " and ".join(_values(facts)) if facts else None


def _read_alike(form: _Form, olds: Sequence[Sequence[InputFact]], new: Sequence[InputFact]) -> bool:
    """Whether a value reads in this form like the new one and differs from it, though both may be shown."""
    is_masked = any(fact.text == MASKED for facts in (*olds, new) for fact in facts)
    return not is_masked and any(form(old) == form(new) and _values(old) != _values(new) for old in olds)
