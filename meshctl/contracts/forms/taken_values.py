"""Whether one schema takes all plain values that another one does, proved by going through both: few numbers, or texts. Pure.

What is not proved here may be so all the same. Proofs are counted by themselves: where no more may be made, the rest is compared
without them.
"""

from dataclasses import dataclass
from math import inf
from typing import Any

from meshctl.contracts.filters.texts.expression import Demand, Expression, read_expression
from meshctl.contracts.filters.texts.fitting_texts import has_none
from meshctl.contracts.filters.texts.wanted import wanted_of_others
from meshctl.contracts.forms.forms import Form
from meshctl.contracts.forms.ranges import bounds
from meshctl.contracts.forms.single_values import ABOUT_VALUES, takes
from meshctl.json_schema.values import identity

MOST_LISTED, MOST_NUMBERS = 50, 100
"""Texts of a list that are put to an expression together, and whole numbers of a range that are put to a list."""
BEYOND = 1_000_000
"""A length that no text is asked for."""
STEPS = 2_000
"""Of one search for a text that is taken by one and not by the other."""


@dataclass(frozen=True, slots=True)
class _Texts:
    """What a schema's own words want of a text; None for an expression that is not read here."""

    expression: Expression | None
    shortest: int
    longest: float

    @classmethod
    def of(cls, form: Form) -> "_Texts":
        pattern = form.words.get("pattern", "")
        return cls(read_expression(pattern), int(form.words.get("minLength", 0)), form.words.get("maxLength", inf))

    @property
    def wanted(self) -> tuple[Demand, ...]:
        return self.expression.wanted if self.expression else ()

    def has_none_with(self, *more: Demand) -> bool:
        """Whether it is proved that no text is as this and more wants it."""
        return has_none((*self.wanted, *more), self.shortest, self.longest, STEPS)


def takes_all_texts(reader: Form, writer: Form) -> bool:
    """Whether it is proved that the reader's words about lengths and expressions refuse no text of the writer."""
    if not reader.version.budget.affords_a_proof():
        return False
    asked, sent = _Texts.of(reader), _Texts.of(writer)
    if asked.expression is None or not asked.expression.exact:
        return False
    refused = (Demand(one.automaton, found=not one.found) for one in asked.expression.wanted)
    too_short = _Texts(sent.expression, sent.shortest, min(sent.longest, asked.shortest - 1))
    too_long = _Texts(sent.expression, max(sent.shortest, int(min(asked.longest, BEYOND)) + 1), sent.longest)
    lengths_fit = too_short.has_none_with() and (asked.longest == inf or too_long.has_none_with())
    return lengths_fit and all(map(sent.has_none_with, refused))


def lists_all(reader: Form, writer: Form) -> bool:
    """Whether it is proved that a list of values has all that the writer takes, which lists none."""
    if not reader.is_list or not writer.words.keys() <= ABOUT_VALUES or not reader.version.budget.affords_a_proof():
        return False
    if writer.kinds == {"integer"}:
        return _lists_numbers(reader, writer)
    return writer.kinds == {"string"} and _lists_texts(reader, writer)


def _lists_numbers(reader: Form, writer: Form) -> bool:
    (low, _), (high, _) = bounds(writer.words)
    if inf in (high, -low) or high - low > MOST_NUMBERS:
        return False
    taken = (one for one in range(int(low), int(high) + 1) if takes(writer.words, one))
    return all(identity(one) in (reader.values or {}) for one in taken)


def _lists_texts(reader: Form, writer: Form) -> bool:
    listed: list[Any] = [*(reader.values or {}).values()]
    texts = frozenset(one for one in listed if isinstance(one, str))
    others = wanted_of_others(texts) if len(texts) <= MOST_LISTED else None
    return others is not None and _Texts.of(writer).has_none_with(*others)
