"""Data that a publisher may send by a schema, made so that another schema may refuse it at one place. Guesses, to be judged by others."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from meshctl.contracts.filters.texts.expression import read_expression
from meshctl.contracts.forms.budget import Budget
from meshctl.contracts.forms.forms import Form
from meshctl.contracts.forms.named_properties import Site
from meshctl.contracts.forms.steps import Items, Others, Path, Step
from meshctl.contracts.witnesses.least_values import (
    MOST_ALTERNATIVES,
    MOST_ITEMS,
    MOST_NAMED,
    LeastValues,
    counted,
    element,
)
from meshctl.contracts.witnesses.plain_guesses import plain_guesses, texts_with

MOST_GUESSES, DEEPEST = 24, 12
FREE = ("other", "another1", "x-other", "a", "b", "ab", "ba", "aa1")
"""Names of properties that a schema does not name."""


class SentValues:
    """Makes values by the forms of one version, within steps. Raises `BudgetExhausted`."""

    def __init__(self, left: Budget) -> None:
        self._left = left
        self._least = LeastValues(left)

    def at(self, path: Path, form: Form, other: Form, site: Site) -> Iterator[Any]:
        """Whole data whose value at the path is of several kinds."""
        for one in self._least.alternatives(form) if len(path) <= DEEPEST else ():
            self._left.spend(1)
            if not path:
                yield from self._values(one, other, site)
            elif isinstance(path[0], Items):
                yield from self._in_array(path[0], path[1:], one, other, site)
            else:
                yield from self._in_object(path[0], path[1:], one, other, site)

    def _in_array(self, step: Items, rest: Path, form: Form, other: Form, site: Site) -> Iterator[list[Any]]:
        first = self._least.elements(form, step.index or 0)
        self._left.spend(site.size)
        for value in self.at(rest, element(form, step), element(other, step), site.below(step)):
            yield [*first, value]

    def _in_object(self, step: Step, rest: Path, form: Form, other: Form, site: Site) -> Iterator[dict[str, Any]]:
        around = self._least.object_of(form)
        self._left.spend(site.size)
        for name in self._names(step, form, site) if around is not None else ():
            inner, theirs = (self._least.property_of(one, name) for one in (form, other))
            for value in self.at(rest, inner, theirs, site.below(name)):
                yield {**(around or {}), name: value}

    def _values(self, form: Form, other: Form, site: Site) -> Iterator[Any]:
        yield from islice(plain_guesses(form, other, self._left), MOST_GUESSES)
        if "object" in form.kinds:
            yield from islice(self._objects(form, site), MOST_GUESSES)
        if "array" in form.kinds:
            yield from islice(self._arrays(form, other), MOST_GUESSES)

    def _objects(self, form: Form, site: Site) -> Iterator[dict[str, Any]]:
        """The least one, with one property more each, and with more and more of them."""
        least = self._least.object_of(form)
        if least is None:
            return
        yield least
        full = dict(least)
        for name, value in self._further(form, site, least):
            full[name] = value
            yield {**least, name: value}
            yield dict(full)

    def _further(self, form: Form, site: Site, least: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        """Properties that an object may have besides."""
        named = (*form.words.get("properties", ()), *(one for one in FREE if site.may_hold(one)))
        for name in islice((one for one in named if one not in least), MOST_NAMED):
            yield from ((name, value) for value in self._least.value(self._least.property_of(form, name)))

    def _arrays(self, form: Form, other: Form) -> Iterator[list[Any]]:
        ends = counted(other, "maxItems", 0), counted(form, "minItems", 0)
        for count in sorted({0, 1, 2, 3, *ends, *(one + 1 for one in ends)}):
            elements = self._least.elements(form, count) if count <= MOST_ITEMS else []
            if len(elements) == count:
                yield elements
        yield from self._containing(form, other)
        various = list(islice(self._various(form), MOST_ITEMS))
        yield from ([one] for one in various)
        yield various[: counted(form, "maxItems", 4)]

    def _various(self, form: Form) -> Iterator[Any]:
        """Plain elements, where all are of one schema."""
        if "prefixItems" not in form.words:
            yield from plain_guesses(form.at("items"), Form({}, form.version), self._left)

    def _containing(self, form: Form, other: Form) -> Iterator[list[Any]]:
        """Arrays of what has to be contained, as often as either says and once more."""
        said = [counted(one, word, 1) for one in (form, other) for word in ("minContains", "maxContains")]
        counts = sorted({1, *said, *(one + 1 for one in said)}) if "contains" in {*form.words, *other.words} else []
        guesses = plain_guesses(form.at("contains"), other.at("contains"), self._left)
        for value in islice(guesses, MOST_ALTERNATIVES):
            yield from ([value] * count for count in counts if count <= MOST_ITEMS)

    def _names(self, step: Step, form: Form, site: Site) -> Iterator[str]:
        """The names of properties that a step leads to and the publisher may send."""
        if isinstance(step, str):
            yield from (step,) if site.may_hold(step) else ()
        elif isinstance(step, Others):
            patterns = map(read_expression, islice(form.words.get("patternProperties", ()), MOST_ALTERNATIVES))
            wanted = (one.wanted for one in patterns if one)
            fitting = [text for one in wanted for text in texts_with(one, 0, MOST_NAMED, self._left)[:2]]
            names = (name for name in (*fitting, *FREE[:3]) if name not in step.names and site.may_hold(name))
            yield from names
