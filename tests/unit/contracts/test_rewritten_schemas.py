"""A schema differs in nothing from itself, nor from one that says the same in other words."""

from copy import deepcopy
from itertools import product
from random import Random
from typing import Any

import jsonschema_rs
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

TEXT, WHOLE, LIST = {"type": "string"}, {"type": "integer"}, {"type": "array"}
CLOSED = {"type": "object", "properties": {"x": TEXT, "y": TEXT}, "additionalProperties": False}
OPEN: dict[str, Any] = {"type": "object", "properties": {"x": TEXT, "y": TEXT}}
WITH_X, WITH_Y, WITH_Z = ({"type": "object", "required": [name]} for name in "xyz")
NEEDS_X = {"if": {"required": ["x"]}, "then": {"minProperties": 2}}
NEEDS_Z = {"if": {"required": ["z"]}, "then": {"maxProperties": 3}}
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
        ({"enum": ["ab", "cd"]}, {**TEXT, "pattern": "^(ab|cd)$"}),
        ({"enum": ["ab", "cd"]}, {**TEXT, "pattern": "^[a-d]+$", "enum": ["ab", "cd"]}),
        ({"const": 3}, {**WHOLE, "minimum": 3, "maximum": 3}),
        ({"enum": [2, 4]}, {**WHOLE, "minimum": 1, "maximum": 5, "multipleOf": 2}),
        ({**TEXT, "pattern": "^[a-z]{3}$"}, {**TEXT, "pattern": "^[a-z]+$", "minLength": 3, "maxLength": 3}),
        ({**TEXT, "pattern": "^[0-9]+$"}, {**TEXT, "pattern": r"^\d\d*$"}),
        ({**TEXT, "pattern": "."}, {**TEXT, "pattern": "^.*.+$"}),
        ({**TEXT, "pattern": r"[\s\S]"}, {**TEXT, "minLength": 1}),
        ({**TEXT, "pattern": ".*"}, TEXT),
        ({**LIST, "contains": True}, {**LIST, "minItems": 1}),
        ({**LIST, "contains": {}, "minContains": 2, "maxContains": 3}, {**LIST, "minItems": 2, "maxItems": 3}),
        ({**LIST, "items": TEXT, "contains": TEXT}, {**LIST, "items": TEXT, "minItems": 1}),
        ({**LIST, "contains": TEXT, "minContains": 0}, LIST),
        ({**CLOSED, "maxProperties": 2}, CLOSED),
        ({**CLOSED, "maxProperties": 3, "required": ["x"], "minProperties": 1}, {**CLOSED, "required": ["x"]}),
        ({"type": "object", "patternProperties": {"^(x|y)$": TEXT}, "additionalProperties": False}, CLOSED),
        ({"type": "object", "patternProperties": {"^x$": TEXT}}, {"type": "object", "properties": {"x": TEXT}}),
        ({"type": "object", "patternProperties": {".*": TEXT}}, {"type": "object", "additionalProperties": TEXT}),
        ({"type": "object", "dependentRequired": {"x": ["x"]}}, {"type": "object"}),
    ],
)  # fmt: skip
def test_what_means_the_same_differs_in_nothing(one: Any, other: Any) -> None:
    assert differences(one, other) == differences(other, one) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"allOf": [{"pattern": "^a"}, {"pattern": "b$"}, {"pattern": "-"}]}, {"allOf": [{"pattern": "-"}, {"pattern": "b$"}], "pattern": "^a"}),
        ({"allOf": [NEEDS_X, NEEDS_Z]}, {"allOf": [NEEDS_Z, NEEDS_X]}),
        ({"anyOf": [WITH_X, WITH_Y], "allOf": [{"anyOf": [{"minProperties": 3}, WITH_Z]}]}, {"allOf": [{"anyOf": [WITH_Z, {"minProperties": 3}]}, {"anyOf": [WITH_Y, WITH_X]}]}),
        ({"oneOf": [CLOSED]}, CLOSED),
        ({"anyOf": [CLOSED, False]}, CLOSED),
        ({"oneOf": [CLOSED, {"not": {}}]}, CLOSED),
        ({"anyOf": [TEXT, {"anyOf": [WHOLE, LIST]}]}, {"anyOf": [TEXT, WHOLE, LIST]}),
        ({"oneOf": [TEXT, {"oneOf": [WHOLE, LIST]}]}, {"anyOf": [LIST, WHOLE, TEXT]}),
        ({"anyOf": [TEXT, {}]}, True),
        ({"not": {"not": CLOSED}}, CLOSED),
        ({"not": {"not": {"not": TEXT}}}, {"not": TEXT}),
        ({"not": {}}, False),
        ({"not": TEXT}, {"type": ["number", "boolean", "null", "array", "object"]}),
        ({"type": ["string", "integer"], "not": TEXT}, WHOLE),
        ({"enum": ["a", "b", "c"], "not": {"const": "b"}}, {"enum": ["a", "c"]}),
        ({"allOf": [{"not": {"const": 1}}, {"not": {"const": 2}}]}, {"not": {"enum": [2, 1]}}),
        ({**WHOLE, "not": {"minimum": 5}}, {**WHOLE, "maximum": 4}),
        ({"type": "number", "not": {"exclusiveMaximum": 5}}, {"type": "number", "minimum": 5}),
        ({**TEXT, "not": {"maxLength": 5}}, {**TEXT, "minLength": 6}),
        ({**OPEN, "not": {"required": ["z"]}}, {**OPEN, "properties": {**OPEN["properties"], "z": False}}),
        ({**OPEN, "not": TEXT}, OPEN),
        ({**OPEN, **NEEDS_X, "else": True}, {**OPEN, **NEEDS_X}),
        ({"if": {"not": {"required": ["x"]}}, "then": WITH_Z}, {"if": {"required": ["x"]}, "else": WITH_Z}),
        ({"if": True, "then": TEXT, "else": WHOLE}, TEXT),
        ({"if": False, "then": TEXT, "else": WHOLE}, WHOLE),
        ({**OPEN, "if": {"required": ["x"]}, "then": {"required": ["y"]}}, {**OPEN, "dependentRequired": {"x": ["y"]}}),
        ({**OPEN, "if": {"required": ["x"]}, "then": {"minProperties": 2}}, {**OPEN, "dependentSchemas": {"x": {"minProperties": 2}}}),
        ({**OPEN, "required": ["x"], "dependentSchemas": {"x": {"minProperties": 2}}}, {**OPEN, "required": ["x"], "minProperties": 2}),
        ({**OPEN, "propertyNames": {"enum": ["x", "y"]}}, CLOSED),
        ({**CLOSED, "propertyNames": {"pattern": "^[a-z]$"}}, CLOSED),
        ({**OPEN, "propertyNames": {"enum": ["y", "x"]}}, {**OPEN, "propertyNames": {"pattern": "^(x|y)$"}}),
        ({**WHOLE, "multipleOf": 0.5}, WHOLE),
        ({**WHOLE, "multipleOf": 1.5}, {**WHOLE, "multipleOf": 3}),
    ],
)  # fmt: skip
def test_compositions_that_mean_the_same_differ_in_nothing(one: Any, other: Any) -> None:
    assert differences(one, other) == differences(other, one) == ()


@pytest.mark.parametrize("below", [{"$ref": "#"}, {"anyOf": [{"$ref": "#"}, TEXT]}])
def test_names_and_other_fields_that_lead_back_to_the_whole_are_left_as_they_are(below: Any) -> None:
    schema = {
        "type": "object",
        "properties": {"x": TEXT},
        "propertyNames": {"minLength": 1},
        "additionalProperties": below,
    }
    assert differences(schema, deepcopy(schema)) == ()
    assert [one.kind for one in differences(schema, {**schema, "additionalProperties": WHOLE})] == ["type-changed"]


def test_compositions_are_put_plainly_only_where_nothing_asks_what_they_evaluate() -> None:
    closed = {"type": "object", "unevaluatedProperties": False}
    named = {"properties": {"x": TEXT}}
    assert differences({**closed, "not": {"not": named}}, {**closed, **named}) != ()
    assert differences({**closed, "anyOf": [named]}, {**closed, "allOf": [named]}) != ()


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


EXPRESSIONS = ["^[a-c]{2}$", "^[abc]{1,2}$", "^a", "b$", "^(a|b)+$", ".", "^..$", "^.{2,}$", "^(?=.*a)[ab]*$", "[^a]"]
SMALL_TEXTS = ["".join(one) for length in range(4) for one in product("abc-", repeat=length)]
TEXTS = st.fixed_dictionaries(
    {"type": st.just("string")},
    optional={
        "pattern": st.sampled_from(EXPRESSIONS),
        "minLength": st.integers(0, 3),
        "maxLength": st.integers(0, 3),
        "enum": st.lists(st.sampled_from(SMALL_TEXTS[:21]), min_size=1, max_size=3),
    },
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(TEXTS, TEXTS)
def test_a_text_that_one_schema_takes_and_another_refuses_is_a_break(one: Any, other: Any) -> None:
    taken, read = (jsonschema_rs.Draft202012Validator(schema).is_valid for schema in (one, other))
    lost = [text for text in SMALL_TEXTS if taken(text) and not read(text)]
    assert not lost or any(each.breaks_backward for each in differences(one, other))
    assert not lost or any(each.breaks_forward for each in differences(other, one))
