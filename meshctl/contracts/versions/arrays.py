"""Differences of what two schemas say about arrays. Pure."""

from collections.abc import Iterator
from math import inf

from meshctl.contracts.forms.forms import Form
from meshctl.contracts.forms.ranges import Range, sizes
from meshctl.contracts.forms.steps import Items
from meshctl.contracts.versions.differences import Aspect, Difference, judged, subject
from meshctl.contracts.versions.pairs import Pair, Proof, Prove
from meshctl.contracts.versions.scalar_differences import range_differences
from meshctl.json_schema.values import identity


def array_differences(pair: Pair, prove: Prove) -> Iterator[Difference | Pair]:
    """Differences of arrays as such, and the pairs of schemas of their elements."""
    yield from range_differences(pair, Aspect.ITEMS, _lengths(pair.old), _lengths(pair.new), "may hold")
    yield from _unique_differences(pair)
    yield from _element_pairs(pair)
    yield from _contains_differences(pair, prove)


def _lengths(form: Form) -> Range:
    """How many elements there may be; what has to contain so many of whatever it holds is as long."""
    (least, _), (most, _) = sizes(form.words, "Items")
    if _contains_any(form):
        fewest, greatest = _counts(form)
        least, most = max(least, fewest), min(most, greatest)
    return (least, False), (most, False)


def _contains_any(form: Form) -> bool:
    """Whether every element is one of those that have to be contained."""
    if "contains" not in form.words:
        return False
    alike = "prefixItems" not in form.words and identity(form.words.get("items")) == identity(form.words["contains"])
    return alike or form.at("contains").is_open


def _asks_for_elements(form: Form) -> bool:
    """Whether some elements have to be contained, and not just so many of any kind."""
    return "contains" in form.words and _counts(form) != (0, inf) and not _contains_any(form)


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
    there = [_asks_for_elements(form) for form in (pair.old, pair.new)]
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
