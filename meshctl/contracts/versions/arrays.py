"""Differences of what two schemas say about arrays. Pure."""

from collections.abc import Iterator
from math import inf

from meshctl.contracts.forms.forms import Form
from meshctl.contracts.forms.ranges import sizes
from meshctl.contracts.forms.steps import Items
from meshctl.contracts.versions.differences import Aspect, Difference, judged, subject
from meshctl.contracts.versions.pairs import Pair, Proof, Prove
from meshctl.contracts.versions.scalar_differences import range_differences


def array_differences(pair: Pair, prove: Prove) -> Iterator[Difference | Pair]:
    """Differences of arrays as such, and the pairs of schemas of their elements."""
    yield from range_differences(
        pair, Aspect.ITEMS, sizes(pair.old.words, "Items"), sizes(pair.new.words, "Items"), "may hold"
    )
    yield from _unique_differences(pair)
    yield from _element_pairs(pair)
    yield from _contains_differences(pair, prove)


def _unique_differences(pair: Pair) -> Iterator[Difference]:
    old, new = (bool(form.words.get("uniqueItems")) for form in (pair.old, pair.new))
    if old != new:
        says = "must not" if new else "may"
        sentence = f"{subject(pair.path)} {says} hold the same element twice"
        yield judged(pair.path, Aspect.ITEMS, sentence, backward=new, forward=old)


def _element_pairs(pair: Pair) -> Iterator[Pair]:
    old, new = pair.old.listed("prefixItems"), pair.new.listed("prefixItems")
    for index in range(max(len(old), len(new))):
        yield pair.below(Items(index), _element(pair.old, old, index), _element(pair.new, new, index))
    yield pair.below(Items(), pair.old.at("items"), pair.new.at("items"))


def _element(form: Form, first: list[Form], index: int) -> Form:
    return first[index] if index < len(first) else form.at("items")


def _contains_differences(pair: Pair, prove: Prove) -> Iterator[Difference]:
    proof = _contains_proof(pair, prove)
    if not proof.same:
        sentence = f"what {subject(pair.path)} has to contain is not the same"
        backward, forward = not proof.backward, not proof.forward
        yield judged(pair.path, Aspect.CONTAINS, sentence, backward=backward, forward=forward)


def _contains_proof(pair: Pair, prove: Prove) -> Proof:
    there = ["contains" in form.words for form in (pair.old, pair.new)]
    if not all(there):
        return Proof(backward=not there[1], forward=not there[0], same=not any(there))
    inner = prove(pair.below(Items(), pair.old.at("contains"), pair.new.at("contains")))
    (old, old_most), (new, new_most) = _counts(pair.old), _counts(pair.new)
    if inner.same:
        backward, forward = new <= old and old_most <= new_most, old <= new and new_most <= old_most
        return Proof(backward, forward, same=backward and forward)
    backward = inner.backward and new <= old and new_most == inf
    forward = inner.forward and old <= new and old_most == inf
    return Proof(backward, forward, same=False)


def _counts(form: Form) -> tuple[float, float]:
    return form.words.get("minContains", 1), form.words.get("maxContains", inf)
