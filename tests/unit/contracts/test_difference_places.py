"""Every difference has its place in the later version: the keyword that says it, in the file where that stands."""

from json import dumps
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.model.places import Place
from tests.support.catalogues import CHECKOUT
from tests.unit.contracts.test_compare_catalogues import compared

EVENT, SHARED = "orders/events/OrderPlaced.v1.json", "schemas/part.json"
TEXT: dict[str, Any] = {"type": "string", "enum": ["x", "y"]}
OF_VALUES: list[tuple[Any, Any, str]] = [
    ({"type": "integer"}, {"type": "string"}, '"type": "string"'),
    ({"type": "number", "minimum": 0}, {"type": "number", "minimum": 1}, '"minimum"'),
    ({"type": "integer", "multipleOf": 2}, {"type": "integer", "multipleOf": 3}, '"multipleOf"'),
    ({"type": "string", "maxLength": 9}, {"type": "string", "maxLength": 8}, '"maxLength"'),
    ({"type": "string", "pattern": "^a"}, {"type": "string", "pattern": "^b"}, '"pattern"'),
    (TEXT, {"type": "string", "enum": ["x"]}, '"enum"'),
    ({"type": "array", "maxItems": 9}, {"type": "array", "maxItems": 8}, '"maxItems"'),
    ({"type": "object"}, {"type": "object", "required": ["k", "l"]}, '"k"'),
    ({"properties": {"k": TEXT}}, {"properties": {"k": TEXT, "l": TEXT}}, '"l"'),
    ({"properties": {"k": TEXT, "l": TEXT}}, {"properties": {"k": TEXT}}, '"properties"'),
]
INSIDE: list[Any] = [
    lambda part: {"properties": {"a": part}},
    lambda part: {"properties": {"a": {"type": "array", "items": part}}},
    lambda part: {"properties": {"a": {"$ref": "#/$defs/a"}}, "$defs": {"a": part}},
    lambda part: {"allOf": [{"properties": {"a": part}}, {"properties": {"b": TEXT}}]},
    lambda part: {"additionalProperties": part},
]


def places(before: dict[str, str], after: dict[str, str]) -> list[Place | None]:
    service = {"orders/checkout.yaml": CHECKOUT}
    found = compared(service | before, service | after)
    return [difference.at for one in found.events for difference in one.differences]


def text_at(place: Place | None, files: dict[str, str]) -> str:
    assert place is not None
    return files[place.file].splitlines()[place.line - 1]


def written(file: str, schema: Any) -> dict[str, str]:
    return {file: dumps(schema, indent=1)}


@given(st.sampled_from(OF_VALUES), st.sampled_from(INSIDE))
def test_a_difference_stands_where_the_keyword_does(change: tuple[Any, Any, str], inside: Any) -> None:
    before, after, keyword = change
    files = written(EVENT, inside(after))
    found = places(written(EVENT, inside(before)), files)
    assert keyword in {text_at(one, files).strip()[: len(keyword)] for one in found}


@given(st.sampled_from(OF_VALUES))
def test_what_a_shared_file_says_stands_there(change: tuple[Any, Any, str]) -> None:
    before, after, keyword = change
    event = written(EVENT, {"properties": {"a": {"$ref": "../../schemas/part.json"}}})
    files = event | written(SHARED, after)
    found = places(event | written(SHARED, before), files)
    assert {one.file for one in found if one} == {SHARED}
    assert keyword in {text_at(one, files).strip()[: len(keyword)] for one in found}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"properties": {"a": {"properties": {"b": TEXT}}}}, {"properties": {"c": TEXT}}),
        ({"properties": {"a": TEXT}}, True),
        ({"properties": {"a": TEXT}}, {"type": "array"}),
    ],
)
def test_what_is_gone_has_the_place_of_what_is_nearest(before: Any, after: Any) -> None:
    found = places(written(EVENT, before), written(EVENT, after))
    assert found
    assert {one.file for one in found if one} == {EVENT}


def test_a_break_stands_where_its_difference_does() -> None:
    before, after = {"properties": {"a": {"type": "string"}}}, {"properties": {"a": {"type": "integer"}}}
    service = {"orders/checkout.yaml": CHECKOUT}
    found = compared(service | written(EVENT, before), service | written(EVENT, after))
    assert [str(one.place) for one in found.breaks] == [f"{EVENT}:4:12"]
