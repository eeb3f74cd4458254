"""All that may differ in one pair of schemas: which rules are asked, by the kinds of values both take. Pure."""

from collections.abc import Iterator

from meshctl.contracts.forms.ranges import NUMBERS
from meshctl.contracts.versions.arrays import array_differences
from meshctl.contracts.versions.choices import choice_differences, has_choices, is_only_choice
from meshctl.contracts.versions.compositions import composition_differences
from meshctl.contracts.versions.differences import Difference
from meshctl.contracts.versions.objects import object_differences
from meshctl.contracts.versions.pairs import Pair, Prove
from meshctl.contracts.versions.scalar_differences import (
    number_differences,
    text_differences,
    type_differences,
    value_differences,
)


def pair_differences(pair: Pair, prove: Prove) -> Iterator[Difference | Pair]:
    """The differences of a pair itself, and the pairs below and within it that have to be compared as well."""
    yield from type_differences(pair)
    if not pair.old.kinds & pair.new.kinds:
        return
    if _is_choice_of_a_plain_one(pair):
        yield from choice_differences(pair, prove)
        return
    yield from value_differences(pair)
    if not _is_judged_by_values(pair):
        yield from _kind_differences(pair, prove)
    yield from composition_differences(pair, prove)


def _is_choice_of_a_plain_one(pair: Pair) -> bool:
    """Whether one schema is nothing but alternatives and the other one has none: it is its own and only one."""
    one, other = pair.old, pair.new
    return (is_only_choice(one) and not has_choices(other)) or (is_only_choice(other) and not has_choices(one))


def _is_judged_by_values(pair: Pair) -> bool:
    """Whether lists of values decide it all: both are just that, or each value of one was put to the other."""
    one, other = pair.old, pair.new
    return (one.is_list and (other.is_list or other.values is None)) or (other.is_list and one.values is None)


def _kind_differences(pair: Pair, prove: Prove) -> Iterator[Difference | Pair]:
    kinds = pair.old.kinds & pair.new.kinds
    if kinds & NUMBERS:
        yield from number_differences(pair)
    if "string" in kinds:
        yield from text_differences(pair)
    if "array" in kinds:
        yield from array_differences(pair, prove)
    if "object" in kinds:
        yield from object_differences(pair, prove)
