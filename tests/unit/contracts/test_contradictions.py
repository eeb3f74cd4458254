"""What is told to contradict itself is proved: no value is as it says. And what is planted is found, at its place."""

from random import Random
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.contracts.contradictions.contradictions import MOST_TOLD, contradictions
from meshctl.json_schema.references import value_at

from .evolving import data_of, schema_of_an_event
from .small_worlds import EVENTS, POOL, SCALARS, SCHEMAS

LISTS = ("enum", "examples")
SINGLE = ("const", "default")


def holder_of(schema: Any, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The part that a finding is about: it stands there, or at one of its words."""
    for length in range(len(path), -1, -1):
        keys = path[:length]
        if isinstance(value_at(schema, keys), dict) and not (keys and keys[-1] in ("properties", "$defs")):
            return keys
    return ()


def about_value(path: tuple[str | int, ...]) -> bool:
    return bool(path) and (path[-1] in SINGLE or path[-2:-1] in [(word,) for word in LISTS])


@given(SCHEMAS)
def test_no_value_is_as_what_contradicts_itself_says(schema: dict[str, Any]) -> None:
    for path, message, _ in contradictions(schema):
        if about_value(path):
            part = value_at(schema, path[:-1] if path[-1] in SINGLE else path[:-2])
            told = value_at(schema, path)
            sides = {word: said for word, said in part.items() if word not in (*LISTS, *SINGLE) or word != path[-1]}
            sides = {**sides, "$defs": schema["$defs"]}
            assert not jsonschema_rs.Draft202012Validator(sides).is_valid(told), message
        elif "this choice" not in message:
            judging = judge_alone(schema, holder_of(schema, path))
            assert [value for value in (*POOL, *EVENTS) if judging.is_valid(value)] == [], message


def judge_alone(root: Any, path: tuple[str | int, ...]) -> jsonschema_rs.Draft202012Validator:
    """What judges values by a part of a schema, whose references are into its definitions."""
    return jsonschema_rs.Draft202012Validator({**value_at(root, path), "$defs": root["$defs"]})


def test_a_schema_with_data_is_not_told_as_a_whole() -> None:
    for seed in range(400):
        random = Random(seed)  # noqa: S311
        schema = schema_of_an_event(random)
        told = [
            path for path, message, _ in contradictions(schema) if not path and "excludes this choice" not in message
        ]
        judging = jsonschema_rs.Draft202012Validator(schema)
        sent = [data for data in (data_of(random, schema) for _ in range(20)) if judging.is_valid(data)]
        assert not (told and sent), seed


@given(SCHEMAS, st.lists(st.sampled_from(POOL), min_size=1, max_size=4))
def test_an_example_that_is_told_is_refused_by_what_stands_beside_it(
    schema: dict[str, Any], examples: list[Any]
) -> None:
    judging = jsonschema_rs.Draft202012Validator(schema)
    for path, message, _ in contradictions({**schema, "examples": examples}):
        assert path[:1] != ("examples",) or not judging.is_valid(examples[int(path[1])]), message


X, NUMBERED = {"x": {"type": "integer"}}, {"prefixItems": [{"type": "integer"}]}


@pytest.mark.parametrize(
    ("beside", "value", "by"),
    [
        ({"properties": X}, {"x": "a"}, "properties"),
        ({"properties": X, "required": ["y"]}, {"x": 1}, "required"),
        ({"properties": X, "additionalProperties": False}, {"y": 1}, "additionalProperties"),
        ({"patternProperties": {"^x": X["x"]}}, {"xx": "a"}, "patternProperties"),
        ({"items": {"type": "string"}}, ["a", 1], "items"),
        ({**NUMBERED, "items": False}, [1, 2], "items"),
        (NUMBERED, ["a"], "prefixItems"),
        ({"uniqueItems": True}, [1, 1], "uniqueItems"),
        ({"contains": {"const": 1}}, [2], "contains"),
        ({"$ref": "#/$defs/d"}, {"x": "a"}, "$ref"),
        ({"oneOf": [{"required": ["x"]}, {"required": ["y"]}]}, {"x": 1, "y": 1}, "oneOf"),
    ],
)
@pytest.mark.parametrize("word", ["examples", "default", "enum", "const"])
def test_the_keyword_that_refuses_the_inside_of_a_value_is_named(word: str, beside: Any, value: Any, by: str) -> None:
    field = {**beside, word: [value] if word in LISTS else value}
    definition = {"type": "object", "properties": X}
    ((path, message, _),) = contradictions({"properties": {"a": field}, "$defs": {"d": definition}})
    assert path == ("properties", "a", word, *([0] if word in LISTS else []))
    assert f"`{by}`" in message


def test_a_default_that_is_empty_may_lack_what_is_required() -> None:
    assert contradictions({"type": "object", "required": ["x"], "default": {}}) == []


PLAIN = st.fixed_dictionaries(
    {"enum": st.lists(st.sampled_from(SCALARS), min_size=1, max_size=4)},
    optional={
        "type": st.sampled_from(["string", "integer", "number", "null", ["string", "null"]]),
        "minimum": st.sampled_from([0, 1]),
        "multipleOf": st.sampled_from([1, 2]),
        "minLength": st.integers(0, 2),
        "pattern": st.sampled_from(["^a", "b$", "^[A-Z]?$"]),
    },
)


@given(PLAIN)
def test_each_listed_value_that_plain_keywords_exclude_is_told(schema: dict[str, Any]) -> None:
    judging = jsonschema_rs.Draft202012Validator({word: said for word, said in schema.items() if word != "enum"})
    excluded = [("enum", at) for at, value in enumerate(schema["enum"]) if not judging.is_valid(value)]
    assert [path for path, _, _ in contradictions(schema)] == excluded


PLANTED: list[tuple[dict[str, Any], tuple[str | int, ...]]] = [
    ({"type": "string", "minLength": 3, "maxLength": 2}, ()),
    ({"type": "integer", "minimum": 2, "exclusiveMaximum": 2}, ()),
    ({"type": "integer", "minimum": 1, "maximum": 4, "multipleOf": 5}, ()),
    ({"type": "array", "minItems": 2, "maxItems": 1}, ()),
    ({"type": "object", "minProperties": 2, "maxProperties": 1}, ()),
    ({"type": "array", "items": {"type": "string"}, "contains": {"type": "integer"}}, ()),
    ({"type": "string", "pattern": "^[a-z]{5}$", "maxLength": 3}, ()),
    ({"allOf": [{"type": "string"}, {"type": "integer"}]}, ("allOf",)),
    ({"oneOf": [{"type": "string"}, {"type": "string"}]}, ("oneOf",)),
    ({"enum": []}, ("enum",)),
    ({"type": "string", "const": 1}, ("const",)),
    ({"type": "integer", "default": "1"}, ("default",)),
    ({"type": "string", "examples": ["a", 1]}, ("examples", 1)),
    ({"type": "string", "anyOf": [{"type": "integer"}, {"minLength": 1}]}, ("anyOf", 0)),
    ({"type": "object", "properties": {"a": False}, "required": ["a"]}, ("required", 0)),
    ({"type": "object", "additionalProperties": False, "required": ["a"]}, ("required", 0)),
]
AROUND: list[tuple[str | int, ...]] = [
    ("properties", "x"),
    ("properties", "not"),
    ("properties", "x", "items"),
    ("properties", "x", "prefixItems", 0),
    ("$defs", "x"),
    ("patternProperties", "^x"),
    ("additionalProperties",),
    ("anyOf", 0, "properties", "if"),
]


def planted_at(path: tuple[str | int, ...], part: Any) -> Any:
    """A schema with the part at that path."""
    for step in reversed(path):
        part = [part, {}] if step == 0 else {step: part}
    return part


@pytest.mark.parametrize(("part", "told"), PLANTED)
def test_what_contradicts_itself_is_told_where_it_stands(part: dict[str, Any], told: tuple[str | int, ...]) -> None:
    for around in AROUND:
        schema = planted_at(around, part)
        assert [path for path, _, _ in contradictions(schema)] == [(*around, *told)]


@pytest.mark.parametrize(("part", "told"), PLANTED)
def test_what_a_schema_only_asks_may_never_hold(part: dict[str, Any], told: tuple[str | int, ...]) -> None:
    is_value = told[:1] in [(word,) for word in (*SINGLE, "examples")]
    for word in ("if", "not"):
        assert bool(contradictions({"properties": {"x": {word: part}}})) == is_value


@pytest.mark.parametrize("part", [False, {"not": {}}, {"not": True}])
def test_what_may_not_be_there_on_purpose_is_told_only_where_it_is_required(part: Any) -> None:
    assert contradictions({"properties": {"x": part}}) == []
    assert [path for path, _, _ in contradictions({"properties": {"x": part}, "required": ["x"]})] == [("required", 0)]


def test_what_requires_itself_without_end_is_told_once() -> None:
    node = {"type": "object", "properties": {"next": {"$ref": "#/$defs/node"}}, "required": ["next"]}
    assert [path for path, _, _ in contradictions({"$ref": "#/$defs/node", "$defs": {"node": node}})] == [()]
    kept = {**node, "properties": {"next": {"type": "array", "items": {"$ref": "#/$defs/node"}}}}
    assert contradictions({"$ref": "#/$defs/node", "$defs": {"node": kept}}) == []


def test_of_very_many_values_the_first_are_told() -> None:
    listed = {"type": "integer", "enum": [f"v{number}" for number in range(500)]}
    assert len(contradictions(listed)) == MOST_TOLD
    none = {"additionalProperties": False, "required": [f"f{number}" for number in range(500)]}
    assert len(contradictions(none)) == MOST_TOLD


CLOSED = {"type": "object", "properties": {"a": {}}, "additionalProperties": False}
OPEN = {"type": "object", "properties": {"b": {}}}


def test_a_field_that_another_schema_of_the_same_data_leaves_out_is_told() -> None:
    assert [path for path, _, _ in contradictions({"allOf": [CLOSED, OPEN]})] == [("allOf",)]
    assert [path for path, _, _ in contradictions({"allOf": [CLOSED], **OPEN})] == [("allOf",)]
    assert contradictions({"allOf": [{"properties": {"a": {}}}, OPEN], "unevaluatedProperties": False}) == []
    assert contradictions({"allOf": [CLOSED, {"properties": {"a": {"type": "string"}}}]}) == []
    assert contradictions({"allOf": [CLOSED, {"properties": {"b": False}}]}) == []


@pytest.mark.parametrize(
    ("of", "value", "meant"),
    [
        ("integer", "5", "without quotes"),
        ("boolean", "true", "without quotes"),
        ("integer", "five", "mend it, or `type`"),
        ("string", 5, "in quotes"),
        ("string", None, "null"),
        ("integer", "[" * 39, "mend it, or `type`"),
    ],
)
def test_what_was_meant_by_a_value_is_told(of: str, value: Any, meant: str) -> None:
    ((_, _, help_),) = contradictions({"type": of, "default": value})
    assert meant in help_


FOR_NAMES = {f"^[a-z]*[0-9]*x{at}$": {"type": "string"} for at in range(150)}


@pytest.mark.bounds
@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {f"p{at}": {"type": "string", "enum": ["a", "b"]} for at in range(15_000)}},
        {"properties": {f"p{at}": {"pattern": f"(a|ab)*(c|cd)*x{{{at}}}", "maxLength": 99} for at in range(150)}},
        {"properties": {"a": {"oneOf": [{"minLength": at} for at in range(2_000)]}}},
        {"allOf": [{"properties": {f"p{at}": {"minLength": at}}, "required": [f"p{at}"]} for at in range(1_000)]},
        {"patternProperties": FOR_NAMES, "examples": [{f"abcdefghijklm{at}": "a" for at in range(20_000)}]},
        {"enum": [{"a": at} for at in range(20_000)], "examples": [{"a": at} for at in range(1_000)]},
        {
            "properties": {f"p{at}": {"allOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/b"}]} for at in range(1_500)},
            "$defs": {
                "a": {"properties": {f"z{at}": {} for at in range(200)}},
                "b": {"patternProperties": FOR_NAMES, "additionalProperties": {}},
            },
        },
    ],
    ids=["fields", "expressions", "choices", "parts", "examples", "objects", "definitions"],
)
def test_a_large_schema_is_looked_at_within_bounds(schema: Any) -> None:
    assert contradictions(schema) == []


@pytest.mark.parametrize(("lists", "told"), [(40, [("properties", "first", "enum", 0)]), (60, [])])
def test_of_more_values_than_are_asked_none_is_told(lists: int, told: list[Any]) -> None:
    fitting = {f"p{at}": {"type": ["integer", "null"], "minimum": 0, "enum": [1] * 999} for at in range(lists)}
    wrong = {"type": "integer", "enum": ["a"]}
    assert [path for path, _, _ in contradictions({"properties": {"first": wrong, **fitting}})] == told
