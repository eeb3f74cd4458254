"""How often a value is looked at is counted within bounds, however many schemas apply to it and whatever they name."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from meshctl.contracts.validation.most_looks import most_looks
from tests.support.bounded import calls_of

MOST = 10_000


def test_a_part_is_looked_at_by_all_that_names_it_and_by_what_is_said_of_others() -> None:
    closed: Any = {"properties": {"a": {}}, "additionalProperties": {"not": {}}}
    assert most_looks({"allOf": [closed, {"properties": {"a": {}, "b": {}}}]}, 1, MOST) == 3
    assert most_looks({"allOf": [closed, {"properties": {"b": {"allOf": [{}, {}]}}}]}, 1, MOST) == 5
    first: Any = {"prefixItems": [{}], "items": {"not": {}}}
    assert most_looks({"allOf": [first, {"contains": {}}, {"prefixItems": [{}, {}]}]}, 1, MOST) == 4


MANY: dict[str, Callable[[int], Any]] = {
    "alternatives that name fields": lambda count: {"anyOf": [{"properties": {f"a{one}": {}}} for one in range(count)]},
    "alternatives that close objects": lambda count: {
        "oneOf": [{"properties": {f"a{one}": {}}, "additionalProperties": {}} for one in range(count)]
    },
    "alternatives that name items": lambda count: {"anyOf": [{"prefixItems": [{}], "items": {}} for _ in range(count)]},
    "fields": lambda count: {"properties": {f"a{one}": {} for one in range(count)}, "additionalProperties": {}},
}


@pytest.mark.bounds
@pytest.mark.parametrize("built", MANY)
def test_twice_as_many_schemas_take_about_twice_the_counting(built: str) -> None:
    short, long = (calls_of(partial(most_looks, MANY[built](count), 60, MOST)) for count in (400, 800))
    assert long < 2.5 * short + 2_000


def chain(count: int) -> Any:
    """Definitions, each of which applies with all that come after it."""
    steps = {f"d{one}": {"allOf": [{"$ref": f"#/$defs/d{one + 1}"}]} for one in range(count)}
    return {"$ref": "#/$defs/d0", "$defs": {**steps, f"d{count}": {}}}


@pytest.mark.bounds
def test_what_takes_too_long_to_count_has_no_bound() -> None:
    assert most_looks(chain(100), 1, MOST) == 202
    assert most_looks(chain(2_000), 1, MOST) == float("inf")
    short, long = (calls_of(partial(most_looks, chain(count), 1, MOST)) for count in (1_500, 3_000))
    assert long < 2.5 * short
