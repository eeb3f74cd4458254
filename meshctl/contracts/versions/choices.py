"""Differences of alternatives: `anyOf`, `oneOf`, and a schema that has none and so is its only one. Pure.

`oneOf` takes a value that fits one alternative and no other, so its alternatives are only looked at one by one where no
value fits two of them.
"""

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from itertools import combinations

from meshctl.contracts.forms.forms import CHOICES, Form
from meshctl.contracts.versions.differences import Aspect, Difference, Effect, judged, subject
from meshctl.contracts.versions.pairs import Pair, Prove
from meshctl.json_schema.values import spoken_kinds

MOST_COMPARED = 60
"""Alternatives of one schema, up to which each is compared with each."""


@dataclass(frozen=True, slots=True)
class AlternativeForms:
    """What one version may be; `chosen` where it says so itself, `apart` where no value fits two."""

    forms: tuple[Form, ...]
    chosen: bool
    apart: bool


def without_twins(old: list[Form], new: list[Form]) -> tuple[list[Form], list[Form]]:
    """Both without the forms that say just the same, where these are plain to see: with nothing inside, or of one text."""
    known = Counter(map(_text, new))
    twins = known & Counter(map(_text, old))
    return _left(old, twins.copy()), _left(new, twins)


def _left(forms: list[Form], twins: Counter[Hashable]) -> list[Form]:
    """All but so many of each twin."""
    left = []
    for one in forms:
        if twins[_text(one)] > 0:
            twins[_text(one)] -= 1
        else:
            left.append(one)
    return left


def _text(form: Form) -> Hashable:
    """What a form is, as far as its own words and those right below it say; its own identity where that is not all."""
    inside = tuple(one.outline if next(one.inside(), None) is None else None for one in form.inside())
    return (id(form), inside) if None in inside else (form.outline, inside)


def is_only_choice(form: Form) -> bool:
    """Whether nothing but alternatives, and perhaps a type, decides."""
    return len(form.words.keys() - {"type"}) == 1 and bool({*CHOICES} & form.words.keys())


def has_choices(form: Form) -> bool:
    """Whether there are any."""
    return any(word in form.words for word in CHOICES)


def choice_differences(pair: Pair, prove: Prove) -> Iterator[Difference | Pair]:
    """Differences of the alternatives, and the pairs of those that belong together."""
    if not (has_choices(pair.old) or has_choices(pair.new)):
        return
    old, new = _alternatives(pair.old, pair.new), _alternatives(pair.new, pair.old)
    if old is None or new is None or max(len(old.forms), len(new.forms)) > MOST_COMPARED:
        if not _all_the_same(pair, prove):
            yield _undecided(pair)
        return
    both = old.chosen and new.chosen
    yield from (_matched if both else _one_sided)(pair, old, new, prove)


def _alternatives(form: Form, other: Form) -> AlternativeForms | None:
    """Those of a schema with one list of them, or with none; None where there are two lists."""
    words = [word for word in CHOICES if word in form.words]
    if len(words) == 2:
        return None
    if not words:
        forms = form.by_kind if is_only_choice(other) else (form,)
        return AlternativeForms(forms, chosen=is_only_choice(other), apart=True)
    forms = form.alternatives
    if len(forms) > MOST_COMPARED:
        return AlternativeForms(forms, chosen=True, apart=False)
    apart = words[0] == "anyOf" or all(are_apart(*two) for two in combinations(forms, 2))
    return AlternativeForms(forms, chosen=True, apart=apart)


def are_apart(one: Form, other: Form) -> bool:
    """Whether it is sure that no value fits both: by kind, by listed values, or by a property that tells them apart."""
    if not one.kinds & other.kinds:
        return True
    if one.values is not None and other.values is not None:
        return not one.values.keys() & other.values.keys()
    return one.kinds == other.kinds == {"object"} and _told_apart(one, other)


def _told_apart(one: Form, other: Form) -> bool:
    names = {*one.words.get("required", ())} & {*other.words.get("required", ())}
    mine, theirs = one.words.get("properties", {}), other.words.get("properties", {})
    pairs = ((one.version.form(mine[name]), other.version.form(theirs[name])) for name in names & {*mine} & {*theirs})
    return any(
        first.values is not None and second.values is not None and not first.values.keys() & second.values.keys()
        for first, second in pairs
    )


def _all_the_same(pair: Pair, prove: Prove) -> bool:
    """Whether both have the same lists: in the same order, or of what is plain to see."""
    if _words(pair.old) != _words(pair.new):
        return False
    for word in CHOICES:
        old, new = without_twins(pair.old.listed(word), pair.new.listed(word))
        if len(old) != len(new) or not all(prove(pair.beside(*two)).same for two in zip(old, new, strict=True)):
            return False
    return True


def _words(form: Form) -> set[str]:
    """Which of the two it has: what fits two alternatives is `anyOf` of them, and not `oneOf`."""
    return {*CHOICES} & form.words.keys()


def _one_sided(pair: Pair, old: AlternativeForms, new: AlternativeForms, prove: Prove) -> Iterator[Difference]:
    """Alternatives that came beside other words, or went: each old value must fit one that came, and so back."""
    if old.chosen:
        backward = False
        forward = not (old.apart and any(prove(pair.beside(one, pair.new)).forward for one in old.forms))
    else:
        backward = not (new.apart and any(prove(pair.beside(pair.old, one)).backward for one in new.forms))
        forward = False
    sentence = f"{subject(pair.path)} {'need not' if old.chosen else 'has to'} fit one of several alternatives"
    effect = Effect.WIDENED if old.chosen else Effect.NARROWED
    yield judged(pair.path, Aspect.COMPOSITION, sentence, backward=backward, forward=forward, effect=effect)


def _matched(pair: Pair, old: AlternativeForms, new: AlternativeForms, prove: Prove) -> Iterator[Difference | Pair]:
    left_old, left_new = list(old.forms), list(new.forms)
    found: list[tuple[Form, Form]] = []
    for belongs in (_same, _fits, _is_near):
        for one in tuple(left_old):
            twin = next((other for other in left_new if belongs(pair.beside(one, other), prove)), None)
            if twin is not None:
                left_old.remove(one)
                left_new.remove(twin)
                found += [] if belongs is _same else [(one, twin)]
    if (found or left_old or left_new or _words(pair.old) != _words(pair.new)) and not (old.apart and new.apart):
        yield _undecided(pair)
        return
    yield from (pair.beside(*two) for two in found)
    yield from _gone(pair, left_old, new.forms, prove)
    yield from _come(pair, left_new, old.forms, prove)


def _gone(pair: Pair, left: list[Form], new: tuple[Form, ...], prove: Prove) -> Iterator[Difference]:
    for one in left:
        if one.kinds & pair.new.kinds and not any(prove(pair.beside(one, other)).backward for other in new):
            sentence = f"{subject(pair.path)} may no longer be one of its alternatives ({spoken_kinds(one.kinds)})"
            yield judged(pair.path, Aspect.COMPOSITION, sentence, backward=True, forward=False)


def _come(pair: Pair, left: list[Form], old: tuple[Form, ...], prove: Prove) -> Iterator[Difference]:
    for one in left:
        if one.kinds & pair.old.kinds and not any(prove(pair.beside(other, one)).forward for other in old):
            sentence = f"{subject(pair.path)} may be one more alternative ({spoken_kinds(one.kinds)})"
            yield judged(pair.path, Aspect.COMPOSITION, sentence, backward=False, forward=True)


def _same(pair: Pair, prove: Prove) -> bool:
    return prove(pair).same


def _fits(pair: Pair, prove: Prove) -> bool:
    proof = prove(pair)
    return proof.backward or proof.forward


def _is_near(pair: Pair, _: Prove) -> bool:
    return not are_apart(pair.old, pair.new)


def _undecided(pair: Pair) -> Difference:
    sentence = f"the alternatives of {subject(pair.path)} differ, which could not be proved compatible"
    return judged(pair.path, Aspect.COMPOSITION, sentence, backward=True, forward=True)
