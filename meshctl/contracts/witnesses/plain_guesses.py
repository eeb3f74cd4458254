"""Plain values that a schema may take and another may refuse: those at the edges of what either says. Guesses, to be judged by others."""

from collections.abc import Iterator
from itertools import islice
from math import inf
from typing import Any

from meshctl.contracts.filters.texts.expression import Demand, read_expression
from meshctl.contracts.filters.texts.fitting_texts import fitting_texts
from meshctl.contracts.filters.values.samples import FORMATS
from meshctl.contracts.forms.budget import Budget
from meshctl.contracts.forms.forms import Form
from meshctl.contracts.forms.ranges import bounds, sizes
from meshctl.contracts.forms.single_values import ABOUT_VALUES, takes
from meshctl.json_schema.values import identity, kind_of

MOST_LISTED, LONGEST, LARGEST = 60, 2_000, 10**15
GUESSING, SEARCHING = 10, 800
"""Steps of making plain values, and of looking for texts that fit an expression."""
MOST_LETTERS = 1_500
"""Letters times states of expressions that are gone through for one text."""
USUAL: tuple[Any, ...] = ("a", "", "ab", "x-1", 0, 1, -1, 2, 0.5, 1.5, 7, True, False, None)


def plain_guesses(form: Form, other: Form, left: Budget) -> Iterator[Any]:
    """Values that the first may take, each once, and first those that the other one does not list. Raises `BudgetExhausted`."""
    left.spend(GUESSING)
    words = {word: value for word, value in form.words.items() if word in ABOUT_VALUES}
    found = set()
    for guess in _guesses(form, other, left):
        value = _plain(guess) if isinstance(guess, float) and abs(guess) < LARGEST else guess
        known = identity(value)
        if known not in found and kind_of(value) in form.kinds and takes(words, value) is not False:
            found.add(known)
            if form.values is None or known in form.values:
                yield value


def _guesses(form: Form, other: Form, left: Budget) -> Iterator[Any]:
    theirs, mine = other.values or {}, form.values or {}
    yield from islice((value for known, value in mine.items() if known not in theirs), MOST_LISTED)
    yield from islice(mine.values(), MOST_LISTED)
    if form.words.get("format") in FORMATS:
        yield FORMATS[form.words["format"]]
    yield from texts_with(_wanted(form, other), *_lengths(form), left)
    yield from texts_with(_wanted(form), *_lengths(form), left)
    for one in (other, form):
        yield from _numbers(one)
        yield from _texts(one)
    yield from USUAL


def texts_with(wanted: tuple[Demand, ...], shortest: int, longest: float, left: Budget) -> tuple[str, ...]:
    """A few texts with all that is wanted, the shortest first."""
    left.spend(SEARCHING if wanted else 1)
    return fitting_texts(wanted, shortest, longest, MOST_LETTERS)[0]


def _wanted(form: Form, other: Form | None = None) -> tuple[Demand, ...]:
    """What a text has to have by the first pattern and, where it can be said, must not have by the other one."""
    mine = read_expression(form.words["pattern"]) if "pattern" in form.words else None
    theirs = read_expression(other.words["pattern"]) if other and "pattern" in other.words else None
    wanted = mine.wanted if mine else ()
    if theirs and len(theirs.wanted) == 1:
        (one,) = theirs.wanted
        wanted = (*wanted, Demand(one.automaton, not one.found))
    return wanted


def _lengths(form: Form) -> tuple[int, float]:
    (least, _), (most, _) = sizes(form.words, "Length")
    return int(min(least, LONGEST)), most


def _numbers(form: Form) -> Iterator[int | float]:
    for end, _ in bounds(form.words):
        if abs(end) < LARGEST:
            yield from (_plain(float(end) + more) for more in (0, -1, 1, 0.5))
    step = form.words.get("multipleOf", inf)
    if 0 < step < LARGEST:
        yield from (_plain(float(step * times)) for times in (1, 2, 3, 5))


def _plain(number: float) -> int | float:
    """A whole number without a point, which early drafts would take for a fraction."""
    return int(number) if number.is_integer() else number


def _texts(form: Form) -> Iterator[str]:
    for length, _ in sizes(form.words, "Length"):
        if length < LONGEST:
            yield from ("a" * int(one) for one in (length, length - 1, length + 1) if one >= 0)
