"""The fields that a schema describes, one line each."""

from typing import Any

import pytest

from meshctl.json_schema.described_fields import MOST_FIELDS, described_fields


@pytest.mark.parametrize(
    ("schema", "fields"),
    [
        ({"properties": {"a": {"type": "string"}}, "required": ["a"]}, [("a", "string", True)]),
        ({"properties": {"a": {"type": ["null", "integer"]}, "b": True}}, [("a", "integer or null", False), ("b", "anything", False)]),
        ({"required": ["a"]}, [("a", "anything", True)]),
        ({"properties": {"a": False}}, []),
        (
            {"properties": {"a": {"type": "array", "items": {"properties": {"b": {"const": 1}}}}}},
            [("a", "array", False), ("a[].b", "integer", False)],
        ),
        (
            {"properties": {"a": {"additionalProperties": {"enum": ["x", None]}}}},
            [("a", "anything", False), ("a.*", "string or null", False)],
        ),
        (
            {"allOf": [{"$ref": "#/$defs/d"}], "$defs": {"d": {"properties": {"a": {"type": "number"}}, "required": ["a"]}}},
            [("a", "number", True)],
        ),
        (
            {"oneOf": [{"properties": {"a": {"type": "string"}}, "required": ["a"]}, {"properties": {"b": {}}}]},
            [("a", "string", False), ("b", "anything", False)],
        ),
        ({"properties": {"a": {"anyOf": [{"type": "string"}, {"type": "null"}]}}}, [("a", "string or null", False)]),
        (True, []),
    ],
)  # fmt: skip
def test_a_field_is_told_with_its_types_and_whether_it_is_always_there(schema: Any, fields: list[Any]) -> None:
    assert list(described_fields(schema)) == fields


def test_a_schema_that_holds_itself_is_told_to_some_depth() -> None:
    paths = [path for path, _, _ in described_fields({"properties": {"below": {"$ref": "#"}}})]
    assert paths[:2] == ["below", "below.below"]
    assert len(paths) < 20


@pytest.mark.bounds
@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {f"f{at}": {"type": "string"} for at in range(20_000)}},
        {"anyOf": [{"properties": {f"f{at}": {"$ref": "#"}}} for at in range(5_000)]},
        {"properties": {f"f{at}": {"$ref": "#"} for at in range(50)}},
    ],
)
def test_of_very_many_fields_the_first_are_told(schema: Any) -> None:
    assert 0 < len(list(described_fields(schema))) <= MOST_FIELDS
