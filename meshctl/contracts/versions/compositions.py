"""Differences of schemas that are put together of others for one and the same place. Pure.

What only some logic could decide is not proved compatible: it counts as a break both ways, and the sentence says so.
"""

from collections.abc import Iterator

from meshctl.contracts.forms.forms import Form
from meshctl.contracts.forms.named_properties import Site
from meshctl.contracts.forms.steps import Others
from meshctl.contracts.versions.choices import MOST_COMPARED, choice_differences, without_twins
from meshctl.contracts.versions.differences import Aspect, Difference, judged, subject
from meshctl.contracts.versions.pairs import Pair, Proof, Prove, shared

NOT_PROVED = "could not be proved compatible"


def composition_differences(pair: Pair, prove: Prove) -> Iterator[Difference | Pair]:
    """Differences of the compositions, and the pairs of schemas in them."""
    yield from _all_differences(pair, prove)
    yield from choice_differences(pair, prove)
    yield from _not_differences(pair, prove)
    yield from _if_differences(pair, prove)
    yield from _dependent_differences(pair)
    yield from _unevaluated_differences(pair, prove)
    yield from _reference_differences(pair)


def _all_differences(pair: Pair, prove: Prove) -> Iterator[Difference | Pair]:
    """Each schema that new data has to fit must follow from one that old data did fit, and the other way round."""
    old, new = pair.old.listed("allOf"), pair.new.listed("allOf")
    old, new = without_twins(old, new)
    if max(len(old), len(new)) > MOST_COMPARED:
        yield _composed(pair, "`allOf`", backward=True, forward=True)
        return
    old, new = _without_the_same(pair, old, new, prove)
    if len(old) == len(new):
        yield from (pair.beside(one, other) for one, other in zip(old, new, strict=True))
        return
    backward = not all(any(prove(pair.beside(one, other)).backward for one in [*old, pair.old]) for other in new)
    forward = not all(any(prove(pair.beside(one, other)).forward for other in [*new, pair.new]) for one in old)
    if backward or forward:
        yield _composed(pair, "`allOf`", backward=backward, forward=forward)


def _without_the_same(pair: Pair, old: list[Form], new: list[Form], prove: Prove) -> tuple[list[Form], list[Form]]:
    left_new, left_old = list(new), []
    for one in old:
        twin = next((other for other in left_new if prove(pair.beside(one, other)).same), None)
        if twin is None:
            left_old.append(one)
        else:
            left_new.remove(twin)
    return left_old, left_new


def _not_differences(pair: Pair, prove: Prove) -> Iterator[Difference]:
    if proof := _proof(pair, "not", prove):
        yield _composed(pair, "`not`", backward=not proof.backward, forward=not proof.forward)


def _proof(pair: Pair, word: str, prove: Prove) -> Proof | None:
    """Of a word that only narrows: fine to come or to go one way each, unknown where it differs; None if it is equal."""
    old, new = word in pair.old.words, word in pair.new.words
    if not (old and new):
        return Proof(backward=not new, forward=not old, same=False) if old or new else None
    return None if prove(pair.beside(pair.old.at(word), pair.new.at(word))).same else Proof(False, False, False)


def _if_differences(pair: Pair, prove: Prove) -> Iterator[Difference | Pair]:
    if proof := _proof(pair, "if", prove):
        yield _composed(pair, "`if`", backward=not proof.backward, forward=not proof.forward)
    elif "if" in pair.old.words:
        yield from (pair.beside(pair.old.at(word), pair.new.at(word)) for word in ("then", "else"))


def _dependent_differences(pair: Pair) -> Iterator[Difference | Pair]:
    old, new = pair.old.named("dependentSchemas"), pair.new.named("dependentSchemas")
    for name in shared(old, new):
        yield pair.beside(old[name], new[name])
    if old.keys() != new.keys():
        backward, forward = bool(new.keys() - old.keys()), bool(old.keys() - new.keys())
        yield _composed(pair, "`dependentSchemas`", backward=backward, forward=forward)


def _unevaluated_differences(pair: Pair, prove: Prove) -> Iterator[Difference]:
    """What is not evaluated depends on everything beside it, so it is only safe where all of that is the same."""
    for word in ("unevaluatedProperties", "unevaluatedItems"):
        old, new = (not form.at(word).is_open for form in (pair.old, pair.new))
        if (old or new) and not (old and new and _evaluates_the_same(pair, word, prove)):
            sentence = f"`{word}` of {subject(pair.path)}, or what it depends on, differs: it {NOT_PROVED}"
            yield judged(pair.path, Aspect.UNEVALUATED, sentence, backward=new, forward=old)


def _evaluates_the_same(pair: Pair, word: str, prove: Prove) -> bool:
    if Site((pair.old,)).evaluated != Site((pair.new,)).evaluated:
        return False
    beside = prove(pair.beside(pair.old.evaluating, pair.new.evaluating)).same
    return beside and prove(pair.below(Others(), pair.old.at(word), pair.new.at(word))).same


def _reference_differences(pair: Pair) -> Iterator[Difference]:
    for word in ("$ref", "$dynamicRef"):
        old, new = pair.old.words.get(word), pair.new.words.get(word)
        if pair.old.leads_on or pair.new.leads_on:
            sentence = f"{subject(pair.path)} leads on over too many references ({new or old}): it {NOT_PROVED}"
        elif old != new:
            sentence = f"{subject(pair.path)} refers to what is not in its file ({new or old}): it {NOT_PROVED}"
        else:
            continue
        yield judged(pair.path, Aspect.REFERENCE, sentence, backward=True, forward=True)
        return


def _composed(pair: Pair, what: str, *, backward: bool, forward: bool) -> Difference:
    sentence = f"{what} of {subject(pair.path)} differs, which {NOT_PROVED}"
    return judged(pair.path, Aspect.COMPOSITION, sentence, backward=backward, forward=forward)
