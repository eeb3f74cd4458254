"""Values as JSON Schema tells them apart."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.json_schema.values import ANY_KIND, ANY_TYPE, identity, kind_of, kinds_of_type, type_of

steadily = settings(max_examples=300, deadline=None, derandomize=True)
PLAIN = st.sampled_from([None, True, False, 0, 1, 0.0, 1.0, 1.5, "", "1", "a"])
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=4,
)


@steadily
@given(VALUES, VALUES)
def test_two_values_have_one_identity_where_json_schema_holds_them_equal(one: Any, other: Any) -> None:
    assert (identity(one) == identity(other)) is equal(one, other)


@steadily
@given(VALUES)
def test_the_kind_of_a_value_is_one_of_its_type(value: Any) -> None:
    assert type_of(value) in ANY_TYPE
    assert kind_of(value) in kinds_of_type(type_of(value)) <= ANY_KIND


@pytest.mark.parametrize("number", [1, 1.0, Decimal("1.0"), Decimal("1E+999999")])
def test_a_number_without_fraction_is_an_integer_however_it_is_written(number: Any) -> None:
    assert kind_of(number) == "integer"


@pytest.mark.parametrize("number", [1.5, Decimal("1.5"), float("inf"), Decimal("Infinity")])
def test_other_numbers_are_fractions(number: Any) -> None:
    assert kind_of(number) == "fraction"


def equal(one: Any, other: Any) -> bool:
    """As JSON Schema says it, step by step."""
    if type_of(one) != type_of(other):
        return False
    if isinstance(one, list):
        return len(one) == len(other) and all(map(equal, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(equal(one[name], other[name]) for name in one)
    return bool(one == other)
