"""A schema differs in nothing from itself, nor from one that says the same in other words."""

from copy import deepcopy
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from meshctl.contracts.versions.compatibility import differences
from meshctl.json_schema.circles import circle
from meshctl.json_schema.references import References
from meshctl.json_schema.subschemas import Subschemas

from .evolving import schema_of_an_event
from .rewriting import rewritten
from .small_worlds import SCHEMAS

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
CONDITION = {
    "oneOf": [
        {"type": "object", "properties": {"all": {"type": "array", "items": {"$ref": "#/$defs/condition"}}}},
        {"type": "object", "properties": {"not": {"$ref": "#/$defs/condition"}}, "required": ["not"]},
        {"type": "string"},
    ]
}
LEAF_OR_TREE = {"oneOf": [TEXT, {"type": "array", "items": {"$ref": "#"}}, {"properties": {"below": {"$ref": "#"}}}]}
RENAMED = {
    "oneOf": [TEXT, {"type": "array", "items": {"$ref": "#/$defs/t"}}, {"properties": {"below": {"$ref": "#/$defs/t"}}}]
}


@settings(max_examples=150, deadline=None, derandomize=True)
@given(SCHEMAS)
def test_any_schema_differs_in_nothing_from_itself(schema: Any) -> None:
    assert differences(schema, deepcopy(schema)) == ()
    renamed = {**schema, "$defs": {**schema["$defs"], "unused": False}}
    assert differences(schema, renamed) == ()


@settings(max_examples=250, deadline=None, derandomize=True)
@given(st.integers(0, 2**40))
def test_a_schema_in_other_words_differs_in_nothing(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    schema = schema_of_an_event(random)
    assume(circle(Subschemas.of(schema), References(schema)) is None)
    assert differences(schema, rewritten(random, schema)) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"$ref": "#/$defs/condition", "$defs": {"condition": CONDITION}}, {**CONDITION, "$defs": {"condition": CONDITION}}),
        (LEAF_OR_TREE, {"$ref": "#/$defs/t", "$defs": {"t": RENAMED}}),
        ({"type": "number", "multipleOf": 1}, WHOLE),
        ({"type": "integer", "multipleOf": 1, "minimum": 0.5}, {"type": "integer", "exclusiveMinimum": 0}),
        ({"enum": ["a", "bb", 3], "minLength": 2, "type": "string"}, {"const": "bb"}),
        ({"enum": ["a", "b1"], "pattern": "[0-9]$"}, {"enum": ["b1"]}),
        ({"type": "array", "prefixItems": [TEXT, WHOLE], "items": False}, {"type": "array", "prefixItems": [TEXT, WHOLE], "maxItems": 2}),
        ({"type": "array", "maxItems": 1, "uniqueItems": True, "minContains": 2}, {"type": "array", "maxItems": 1}),
        ({"type": "object", "required": ["a"], "dependentRequired": {"a": ["b"]}}, {"type": "object", "required": ["a", "b"], "dependentRequired": {"a": ["b"]}}),
        ({"allOf": [{"type": ["integer", "string"]}, {"type": ["number", "null"], "minimum": 1}, {"minimum": 2}]}, {"type": "integer", "minimum": 2}),
        ({"allOf": [{"multipleOf": 4}, {"multipleOf": 6}]}, {"multipleOf": 12}),
        ({"type": "string", "minimum": 3, "properties": {"a": TEXT}, "contains": {}}, TEXT),
        ({"then": False, "else": False, "maxContains": 0}, True),
    ],
)  # fmt: skip
def test_what_means_the_same_differs_in_nothing(one: Any, other: Any) -> None:
    assert differences(one, other) == differences(other, one) == ()


def test_a_schema_too_deep_to_be_compared_differs_in_nothing_from_itself() -> None:
    def nested(levels: int) -> Any:
        schema: Any = TEXT
        for _ in range(levels):
            schema = {"items": schema}
        return schema

    assert differences(nested(5_000), nested(5_000)) == ()
    assert differences(nested(5_000), nested(4_999)) != ()


BRANCHES = st.lists(
    st.sampled_from(
        [TEXT, WHOLE, {"minLength": 2}, {"maxLength": 3}, {"minimum": 1}, {"enum": ["a", 1]}, {"pattern": "^a"}]
    ),
    min_size=1,
    max_size=3,
)


@given(BRANCHES, st.sampled_from(["string", "integer", ["string", "null"]]))
def test_a_type_beside_choices_is_one_of_each(branches: list[Any], of: Any) -> None:
    within = [{"allOf": [{"type": of}, one]} for one in branches]
    beside = {"properties": {"k": {"type": of, "anyOf": branches}}}
    assert differences(beside, {"properties": {"k": {"anyOf": within}}}) == ()


def test_a_choice_that_the_type_beside_it_excludes_is_none() -> None:
    beside = {"properties": {"k": {"type": "string", "anyOf": [WHOLE, {"maxLength": 3}]}}}
    assert differences(beside, {"properties": {"k": {"type": "string", "maxLength": 3}}}) == ()


@given(st.dictionaries(st.sampled_from("abc"), st.lists(st.sampled_from("abc"), max_size=2, unique=True), min_size=1))
def test_fields_that_others_ask_for_are_said_in_one_way(asked: dict[str, list[str]]) -> None:
    fields = {"type": "object", "properties": dict.fromkeys("abc", TEXT)}
    schemas = {name: {"required": names} for name, names in asked.items()}
    assert differences(fields | {"dependentRequired": asked}, fields | {"dependentSchemas": schemas}) == ()
