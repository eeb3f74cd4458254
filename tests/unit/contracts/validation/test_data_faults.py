"""Data is judged by its schema within bounds, fetches nothing, and is not quoted."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.contracts.validation.compiled_schema import compiled_schema
from meshctl.contracts.validation.data_faults import MOST_FAULTS, data_faults

SECRET = "4111-1111"
ORDER = {
    "type": "object",
    "required": ["order_id"],
    "properties": {
        "order_id": {"type": "string", "pattern": "^o-"},
        "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}},
        "colour": {"enum": ["red", "blue"]},
    },
    "additionalProperties": False,
    "$defs": {"line": {"properties": {"count": {"minimum": 1}}}},
}


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        ({"order_id": "o-1", "lines": [{"count": 1}]}, []),
        ({}, ["data has no order_id"]),
        ({"order_id": SECRET}, ['data.order_id is not as the schema says: pattern "^o-"']),
        (
            {"order_id": "o-1", "lines": [{}, {"count": 0}]},
            ["data.lines[1].count is not as the schema says: minimum 1"],
        ),
        ({"order_id": "o-1", SECRET: 1}, ["data has fields that the schema does not allow"]),
        ({"order_id": "o-1", "colour": SECRET}, ['data.colour is not as the schema says: enum ["red", "blue"]']),
    ],
)
def test_each_fault_is_told_by_its_place_and_by_what_the_schema_says(data: dict[str, Any], faults: list[str]) -> None:
    assert data_faults(ORDER, data) == faults


def test_what_a_schema_never_allows_is_told() -> None:
    assert data_faults(False, {}) == ["data is not allowed"]
    assert data_faults({"properties": {"card": False}}, {"card": SECRET}) == ["data.card is not allowed"]


def entangled(levels: int, keyword: str) -> dict[str, Any]:
    """A schema that needs the same references twice at each level."""
    twice = {f"l{at}": {"allOf": [{"$ref": f"#/$defs/l{at + 1}"}] * 2} for at in range(levels)}
    return {keyword: False, "$ref": "#/$defs/l0", "$defs": {**twice, f"l{levels}": {}}}


@pytest.mark.parametrize("keyword", ["unevaluatedProperties", "unevaluatedItems"])
def test_a_schema_that_takes_for_ever_to_compile_judges_nothing(keyword: str) -> None:
    assert "has no bound" in str(compiled_schema(entangled(40, keyword)))
    assert data_faults(entangled(3, keyword), {}) == []


def twice(keyword: str, one: Any) -> dict[str, Any]:
    """A schema that judges by `one` twice, at the same value or at a field of it."""
    if keyword == "patternProperties":
        return {keyword: {"a": one, "^a": one}}
    if keyword == "dependentSchemas":
        return {keyword: {"a": one}, "allOf": [one]}
    if keyword == "if":
        return {"if": one, "then": one, "else": one}
    if keyword == "additionalProperties":
        return {"allOf": [{keyword: one}, {"properties": {"a": one}}]}
    return {keyword: [one, one]}


TWICE = ("allOf", "anyOf", "oneOf", "if", "dependentSchemas", "patternProperties", "additionalProperties")


def nested(levels: int, leaf: Any) -> Any:
    for _ in range(levels):
        leaf = {"a": leaf}
    return leaf


@given(st.lists(st.sampled_from(TWICE), min_size=1, max_size=3), st.sampled_from([{}, {"type": "string"}, False]))
def test_a_schema_that_takes_for_ever_to_judge_by_judges_nothing(keywords: list[str], last: Any) -> None:
    levels = 40
    refs = [{"$ref": f"#/$defs/l{at + 1}"} for at in range(levels)]
    twices = {f"l{at}": twice(keywords[at % len(keywords)], one) for at, one in enumerate(refs)}
    with pytest.raises(ValueError, match="has no bound"):
        data_faults({"$ref": "#/$defs/l0", "$defs": {**twices, f"l{levels}": last}}, nested(levels, 1))


@given(st.lists(st.sampled_from(TWICE), min_size=1, max_size=3))
def test_of_a_schema_that_needs_itself_data_decides_by_its_levels(keywords: list[str]) -> None:
    schema: Any = {"$ref": "#"}
    for keyword in keywords:
        schema = twice(keyword, schema)
    schema = {"type": "object", "properties": {"a": schema}}
    data_faults(schema, nested(1, {}))
    with pytest.raises(ValueError, match="has no bound"):
        data_faults(schema, nested(40, 1))


def test_what_needs_itself_once_for_each_part_judges_data_however_deep() -> None:
    tree = {"type": "object", "properties": {"left": {"$ref": "#"}, "right": {"$ref": "#"}}}
    data: dict[str, Any] = {"right": {}}
    for _ in range(90):
        data = {"left": data, "right": {}}
    assert data_faults(tree, data) == []
    assert data_faults(tree, {"left": {"right": 7}}) == ['data.left.right is not as the schema says: type "object"']


@pytest.mark.parametrize(
    "reference", ["https://shop.invalid/a.json", "file:///etc/hostname", "other.json", "#/$defs/b"]
)
def test_nothing_is_fetched(reference: str) -> None:
    with pytest.raises(ValueError, match="outside of its file"):
        data_faults({"properties": {"a": {"$ref": reference}}}, {"a": 1})


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(?=a)(a|a)*$", "^(a|aa)+$", r"^(?:(a+)\1?)+$"])
def test_no_expression_explodes(pattern: str) -> None:
    assert len(data_faults({"properties": {"a": {"pattern": pattern}}}, {"a": "a" * 20_000 + "!"})) == 1


def test_masses_of_faults_are_told_by_the_first() -> None:
    schema = {"items": {"type": "integer"}}
    assert len(data_faults({"properties": {"a": schema}}, {"a": ["x"] * 1_000})) == MOST_FAULTS
    assert len(data_faults({"properties": {"a": schema}}, {"a": ["x" * 30_000] * 2})) == 1


values = st.recursive(
    st.none() | st.integers() | st.just(SECRET), lambda inner: st.lists(inner) | st.dictionaries(st.just(SECRET), inner)
)


@given(values)
def test_what_is_judged_is_not_quoted(value: Any) -> None:
    schema = {
        "type": "string",
        "minLength": 99,
        "maxProperties": 0,
        "uniqueItems": True,
        "propertyNames": {"maxLength": 1},
    }
    assert SECRET not in json.dumps(data_faults(schema, value))
