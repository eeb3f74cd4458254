"""Where the references of a schema lead: one reading for the catalogue, which refuses some, and for contracts."""

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.json_schema.circles import circle
from meshctl.json_schema.references import References
from meshctl.json_schema.subschemas import Path, Subschemas

steadily = settings(max_examples=200, deadline=None, derandomize=True)
NAMES = st.sampled_from(["a", "b c", "d/e", "f~g", "0", "allOf", "ü"])
LEAVES = st.booleans() | st.fixed_dictionaries({}, optional={"type": st.just("string"), "enum": st.just([{"a": 1}])})
SCHEMAS = st.recursive(
    LEAVES,
    lambda inner: st.fixed_dictionaries(
        {},
        optional={
            "properties": st.dictionaries(NAMES, inner, max_size=3),
            "$defs": st.dictionaries(NAMES, inner, max_size=3),
            "allOf": st.lists(inner, min_size=1, max_size=3),
            "items": inner,
        },
    ),
    max_leaves=10,
)


@steadily
@given(SCHEMAS)
def test_a_pointer_leads_to_each_subschema(schema: Any) -> None:
    references = References(schema)
    for path, one in Subschemas.of(schema).by_path.items():
        assert references.path(pointer(path)) == path
        assert references.target(pointer(path)) is one


@steadily
@given(SCHEMAS)
def test_an_anchor_leads_to_each_subschema_that_has_one(schema: Any) -> None:
    anchored = {f"a{number}": path for number, (path, _) in enumerate(Subschemas.of(schema).objects())}
    for anchor, path in anchored.items():
        References(schema).target(pointer(path))["$anchor"] = anchor
    assert {anchor: References(schema).path(f"#{anchor}") for anchor in anchored} == anchored


@pytest.mark.parametrize(
    "reference",
    ["#/$defs/gone", "#/allOf/7", "#/allOf/x", "#/title", "#/enum", "#gone", "#shown", "other.json", "", None],
)
def test_a_reference_that_leads_to_no_schema_has_no_target(reference: object) -> None:
    schema = {"title": "t", "enum": [{"$anchor": "shown"}], "allOf": [True]}
    assert References(schema).target(reference) is None


def test_a_dynamic_anchor_is_one() -> None:
    schema = {"$defs": {"a": {"$dynamicAnchor": "here"}}}
    assert References(schema).target("#here") is schema["$defs"]["a"]


def test_what_data_shows_is_no_anchor_and_what_a_property_is_called_is_no_keyword() -> None:
    schema = {"properties": {"const": {"$anchor": "a"}}, "const": {"$anchor": "b"}}
    assert References(schema).path("#a") == ("properties", "const")
    assert References(schema).path("#b") is None


@pytest.mark.parametrize(
    ("schema", "ends"),
    [
        ({"$ref": "#"}, False),
        ({"allOf": [{"$ref": "#"}]}, False),
        ({"properties": {"a": {"$ref": "#"}}}, True),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"not": {"$ref": "#/$defs/a"}}}}, False),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"items": {"$ref": "#/$defs/a"}}}}, True),
        ({"$ref": "#gone"}, True),
    ],
)
def test_a_schema_that_needs_itself_for_the_same_value_is_a_circle(schema: Any, ends: bool) -> None:
    assert (circle(Subschemas.of(schema), References(schema)) is None) is ends


def pointer(path: Path) -> str:
    return "#" + "".join(f"/{quote(str(step).replace('~', '~0').replace('/', '~1'))}" for step in path)
