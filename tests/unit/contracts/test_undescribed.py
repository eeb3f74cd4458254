"""Fields that a schema does not describe, and those of which that is not certain."""

import pytest

from meshctl.contracts.filters.undescribed import undescribed

OPEN = {"properties": {"total": {"type": "number"}, "address": {"properties": {"country": {}}}}}
MONEY = {"$defs": {"money": {"properties": {"amount": {}}}}, "properties": {"total": {"$ref": "#/$defs/money"}}}


@pytest.mark.parametrize(
    ("schema", "path", "where"),
    [
        (OPEN, ("totla",), ("totla",)),
        (OPEN, ("address", "contry"), ("address", "contry")),
        (MONEY, ("total", "amuont"), ("total", "amuont")),
        ({"properties": {"items": {"type": "array", "items": OPEN}}}, ("items", "totla"), ("items", "totla")),
        ({"oneOf": [OPEN, {"properties": {"free": {}}}]}, ("fre",), ("fre",)),
        ({**OPEN, "additionalProperties": False}, ("totla",), ("totla",)),
        (True, ("total",), ("total",)),
        ({"type": "object"}, ("address", "city"), ("address",)),
        ({"order_id": "o-1", "total": 3}, ("total",), ("total",)),
    ],
)
def test_a_field_beside_those_that_are_described_is_not(
    schema: object, path: tuple[str, ...], where: tuple[str, ...]
) -> None:
    found = undescribed(schema, path)
    assert found and found.path == where


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        (OPEN, ("address", "country")),
        ({"type": "object", "additionalProperties": True}, ("total",)),
        ({**OPEN, "additionalProperties": True}, ("totla",)),
        ({**OPEN, "patternProperties": {"^(?=t)": {}}}, ("totla",)),
        ({**OPEN, "required": ["more"]}, ("more",)),
        ({"properties": {"a.b": {}}}, ("a", "b")),
        ({"anyOf": [OPEN, {"type": "object"}]}, ("totla",)),
        ({**OPEN, "dependentSchemas": {"total": {"properties": {"more": {}}}}}, ("more",)),
        ({"items": {"$ref": "#"}, "properties": {"below": {"$ref": "#"}}}, ("below", "below", "below")),
    ],
)
def test_nothing_is_said_where_the_schema_may_mean_it(schema: object, path: tuple[str, ...]) -> None:
    assert undescribed(schema, path) is None
