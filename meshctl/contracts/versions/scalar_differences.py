"""Differences of what two schemas say about plain values: kinds, lists of values, bounds, lengths, texts. Pure."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from fractions import Fraction
from math import inf
from typing import Any

from meshctl.contracts.forms.forms import Form
from meshctl.contracts.forms.ranges import Range, bounds, holds, multiple, sizes
from meshctl.contracts.forms.single_values import ABOUT_VALUES, takes
from meshctl.contracts.forms.steps import Path
from meshctl.contracts.forms.taken_values import lists_all, takes_all_texts
from meshctl.contracts.versions.differences import Aspect, Difference, Effect, judged, subject
from meshctl.contracts.versions.pairs import Pair
from meshctl.json_schema.values import shown, spoken_kinds

Values = Mapping[Hashable, Any]
UNSURE = ", which could not be proved compatible"


def type_differences(pair: Pair) -> Iterator[Difference]:
    """Kinds of values that are no longer, or only now, taken."""
    old, new = pair.old.kinds, pair.new.kinds
    if old != new:
        sentence = f"{subject(pair.path)} was {spoken_kinds(old)} and is {spoken_kinds(new)}"
        yield judged(pair.path, Aspect.TYPE, sentence, backward=not old <= new, forward=not new <= old)


def value_differences(pair: Pair) -> Iterator[Difference]:
    """Lists of values: `enum`, `const`, and alternatives of single values."""
    old, new = pair.old.values, pair.new.values
    about = subject(pair.path)
    if not (pair.old.lists or pair.new.lists):
        return
    if old is None and new is not None:
        taken, listed = _takes_all(pair.old, pair.new), lists_all(pair.new, pair.old)
        sentence = f"{about} takes only listed values: {shown(new)}{UNSURE * (not taken)}"
        flags = {"backward": not listed, "forward": not taken}
        yield from _unless_same(judged(pair.path, Aspect.VALUES, sentence, **flags, effect=Effect.NARROWED))
    elif old is not None and new is None:
        taken, listed = _takes_all(pair.new, pair.old), lists_all(pair.old, pair.new)
        sentence = f"{about} takes more than the listed values: {shown(old)}{UNSURE * (not taken)}"
        flags = {"backward": not taken, "forward": not listed}
        yield from _unless_same(judged(pair.path, Aspect.VALUES, sentence, **flags, effect=Effect.WIDENED))
    elif old is not None and new is not None:
        yield from _list_differences(pair.path, old, new)


def _unless_same(one: Difference) -> Iterator[Difference]:
    """A difference, unless it is proved to break neither way."""
    if one.breaks_backward or one.breaks_forward:
        yield one


def _list_differences(path: Path, old: Values, new: Values) -> Iterator[Difference]:
    if gone := {one: value for one, value in old.items() if one not in new}:
        sentence = f"{subject(path)} no longer takes {shown(gone)}"
        yield Difference(path, Aspect.VALUES, Effect.REMOVED, sentence, breaks_backward=True)
    if come := {one: value for one, value in new.items() if one not in old}:
        sentence = f"{subject(path)} takes {shown(come)} as well"
        yield Difference(path, Aspect.VALUES, Effect.ADDED, sentence, breaks_forward=True)


def _takes_all(reader: Form, writer: Form) -> bool:
    """Whether every value that the writer lists is proved to be taken; if more than the list decides, it is not."""
    simple = reader.words.keys() <= ABOUT_VALUES and writer.is_list
    return simple and all(takes(reader.words, value) for value in (writer.values or {}).values())


def number_differences(pair: Pair) -> Iterator[Difference]:
    """Bounds of numbers, and what they are multiples of."""
    yield from range_differences(pair, Aspect.BOUNDS, bounds(pair.old.words), bounds(pair.new.words), "may be")
    yield from _multiple_differences(pair)


def text_differences(pair: Pair) -> Iterator[Difference]:
    """Lengths, patterns and formats of texts."""
    old, new = sizes(pair.old.words, "Length"), sizes(pair.new.words, "Length")
    lengths = range_differences(pair, Aspect.LENGTH, old, new, "may have a length")
    found = [*lengths, *_rule_differences(pair, Aspect.PATTERN)]
    yield from _as_proved(pair, found) if found and _has_expression(pair) else found
    yield from _rule_differences(pair, Aspect.FORMAT)


def _has_expression(pair: Pair) -> bool:
    return "pattern" in pair.old.words or "pattern" in pair.new.words


def _as_proved(pair: Pair, found: Iterable[Difference]) -> Iterator[Difference]:
    """Differences of lengths and expressions, less what both together are proved not to break."""
    read_old, read_new = takes_all_texts(pair.new, pair.old), takes_all_texts(pair.old, pair.new)
    for one in found:
        backward, forward = one.breaks_backward and not read_old, one.breaks_forward and not read_new
        sentence = one.sentence.removesuffix(UNSURE) if read_old or read_new else one.sentence
        yield from _unless_same(judged(one.path, one.aspect, sentence, backward=backward, forward=forward))


def range_differences(pair: Pair, aspect: Aspect, old: Range, new: Range, does: str) -> Iterator[Difference]:
    """Two ranges that are not the same; lists of values are judged by themselves."""
    if old != new:
        sentence = f"{subject(pair.path)} {does} {_spoken(new)}, where it was {_spoken(old)}"
        yield judged(pair.path, aspect, sentence, backward=not holds(new, old), forward=not holds(old, new))


def _spoken(bounds: Range) -> str:
    (low, over), (high, under) = bounds
    texts = [f"{'more than' if over else 'at least'} {low}"] if low != -inf else []
    texts += [f"{'less than' if under else 'at most'} {high}"] if high != inf else []
    return " and ".join(texts) or "anything"


def _multiple_differences(pair: Pair) -> Iterator[Difference]:
    old, new = (multiple(form.words) for form in (pair.old, pair.new))
    if old != new:
        sentence = f"{subject(pair.path)} is a multiple of {new or 'nothing'}, where it was one of {old or 'nothing'}"
        backward, forward = not _divides(new, old), not _divides(old, new)
        yield judged(pair.path, Aspect.MULTIPLE, sentence, backward=backward, forward=forward)


def _divides(one: Fraction | None, other: Fraction | None) -> bool:
    """Whether multiples of `other` are multiples of `one`."""
    return one is None or (other is not None and other % one == 0)


def _rule_differences(pair: Pair, aspect: Aspect) -> Iterator[Difference]:
    """Rules that are not compared here but for being the same; no regular expression is ever run."""
    old, new = (form.words.get(aspect) for form in (pair.old, pair.new))
    if old == new:
        return
    added = f"{subject(pair.path)} has to fit the {aspect} {new}"
    if old is None:
        yield judged(pair.path, aspect, added, backward=True, forward=False)
    elif new is None:
        sentence = f"{subject(pair.path)} need not fit the {aspect} {old} any more"
        yield judged(pair.path, aspect, sentence, backward=False, forward=True)
    else:
        sentence = f"{added} and not {old}{UNSURE}"
        yield judged(pair.path, aspect, sentence, backward=True, forward=True)
