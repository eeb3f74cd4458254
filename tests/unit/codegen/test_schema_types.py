"""What types say of a schema is never more than the schema says: whatever it allows, they let pass."""

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings

from meshctl.codegen.model_document import model_document
from tests.unit.codegen.samples import classes_of
from tests.unit.contracts.small_worlds import EVENTS, SCHEMAS, valid

steadily = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
ORDER = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "count": {"type": "integer"}}}


def plain(schema: Any) -> dict[str, Any]:
    """All that types say of a schema."""
    document = model_document(classes_of(schema))
    return {"$ref": "#/components/schemas/Placed0V1", "components": document["components"]}


def field(schema: Any) -> Any:
    """What types say of a field."""
    found = plain({"properties": {"x": schema}})["components"]["schemas"]
    return found["Placed0V1"]["properties"].get("x")


@steadily
@given(SCHEMAS)
@example({"type": "object", "additionalProperties": {"$ref": "#"}})
def test_whatever_a_schema_allows_types_let_pass(schema: Any) -> None:
    before, after = valid(schema), valid(plain(schema))
    assert [one for one in EVENTS if before.is_valid(one) and not after.is_valid(one)] == []


def test_types_say_which_fields_there_are_and_of_which_kind() -> None:
    judge = valid(plain(ORDER))
    assert [judge.is_valid(one) for one in ({"id": "a", "count": 1}, {"id": 1}, {"id": "a", "count": "1"}, {})] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"enum": ["a", "b"]}, {"type": "string", "enum": ["a", "b"]}),
        ({"enum": ["a", None]}, {"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "null"}]}),
        ({"const": 1}, {"type": "integer"}),
        ({"type": ["integer", "null"]}, {"anyOf": [{"type": "integer"}, {"type": "null"}]}),
        ({"type": "string", "pattern": "^a", "format": "date"}, {"type": "string"}),
        ({"allOf": [{"type": "string"}, {"enum": ["a", 1]}]}, {"type": "string", "enum": ["a"]}),
        ({"type": "array", "items": {"type": "string"}}, {"type": "array", "items": {"type": "string"}}),
        ({"type": "object", "additionalProperties": {"type": "boolean"}},
         {"type": "object", "additionalProperties": {"type": "boolean"}}),
        ({"not": {"type": "string"}}, {}),
        (False, None),
    ],
)  # fmt: skip
def test_a_field_is_typed_as_exactly_as_types_can(schema: Any, said: Any) -> None:
    assert field(schema) == said


def test_a_schema_within_itself_is_a_class_within_itself() -> None:
    schemas = plain({"type": "object", "properties": {"parent": {"$ref": "#"}}})["components"]["schemas"]
    assert schemas["Placed0V1"]["properties"]["parent"] == {"$ref": "#/components/schemas/Placed0V1"}


def test_a_list_of_itself_ends() -> None:
    schema = {"properties": {"x": {"$ref": "#/$defs/list"}}, "$defs": {"list": {"items": {"$ref": "#/$defs/list"}}}}
    assert valid(plain(schema)).is_valid({"x": [[[1]]]})


def test_parts_of_a_schema_that_hold_together_are_one_class() -> None:
    two = {"allOf": [{"$ref": "#/$defs/one"}, {"properties": {"b": {"type": "string"}}}]}
    schema = {**two, "$defs": {"one": {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}}}
    (only,) = classes_of(schema)[0].classes
    assert [(one.name, one.required) for one in only.fields] == [("a", True), ("b", False)]


@pytest.mark.parametrize(
    "schema",
    [
        {"oneOf": [{"properties": {"card": {"type": "string"}}}, {"properties": {"iban": {"type": "string"}}}]},
        {"allOf": [{"if": {}, "then": {"properties": {"card": {}}}, "else": {"properties": {"iban": {}}}}]},
        {"dependentSchemas": {"id": {"properties": {"card": {}, "iban": {}}}}},
    ],
)
def test_fields_of_some_cases_alone_may_be_said_and_be_anything(schema: Any) -> None:
    found = plain({"type": "object", "required": ["id"], **schema})["components"]["schemas"]["Placed0V1"]
    assert (found["properties"], found["required"]) == ({"id": {}, "card": {}, "iban": {}}, ["id"])


DEEP = 500
LISTS = {str(at): {"anyOf": [{"type": "array", "items": {"$ref": f"#/$defs/{at + 1}"}}, {"properties": {"a": True}}]}
         for at in range(DEEP)}  # fmt: skip
MAPS = {str(at): {"anyOf": [{"type": "object", "additionalProperties": {"$ref": f"#/$defs/{at + 1}"}} for _ in range(9)]}
        for at in range(DEEP)}  # fmt: skip
BOTH = {"0": {"allOf": [{"anyOf": [{"properties": {f"{at}{n}": True}} for n in range(9)]} for at in range(60)]}}
WORDS = {"0": {"enum": [f"word-{at}" for at in range(20_000)]}}
LONG_WORD = {"0": {"enum": ["x" * 400_000]}}


@pytest.mark.bounds
@pytest.mark.parametrize("defs", [LISTS, MAPS, BOTH, WORDS, LONG_WORD], ids=["lists", "maps", "both", "words", "word"])
def test_what_is_said_once_and_used_often_stays_small(defs: Any) -> None:
    fields = {f"field-{at}": {"$ref": "#/$defs/0"} for at in range(1_000)}
    schema = {"properties": fields, "$defs": {**defs, str(DEEP): {"type": "string"}}}
    assert len(str(plain(schema))) < 6_000_000
