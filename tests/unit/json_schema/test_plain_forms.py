"""The form that is made in one walk is that of the long way, with the same order of keywords and the same origins."""

from json import dumps
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.json_schema.dialects.dialect import Dialect
from meshctl.json_schema.dialects.documents import SchemaDocument
from meshctl.json_schema.dialects.draft_2020_12 import DRAFT_2020_12
from meshctl.json_schema.dialects.known_dialects import DRAFTS
from meshctl.json_schema.dialects.openapi_30 import OPENAPI_30
from meshctl.json_schema.dialects.plain_forms import NotPlain, PlainForm, Source
from meshctl.json_schema.dialects.reachable import Spot, reachable_from
from meshctl.json_schema.dialects.turning import SchemaForm, form_of
from meshctl.json_schema.subschemas import Path, walk

from .real_shaped import SCHEMAS

MOST = 20_000
TEXTS = [
    "#",
    "#/definitions/a",
    "#/$defs/a",
    "#/properties/a",
    "#/items",
    "#/items/0",
    "#/additionalItems",
    "#/not/%61",
    "a",
    "a#/definitions/a",
    "a.json#/definitions/a",
    "#a",
    "b",
    "https://mesh.example/a",
    "https://mesh.example/a#/$defs/a",
]


def the_long_way(dialect: str, data: Any) -> SchemaForm | None:
    entry, document = Spot("a.json", ()), SchemaDocument("a.json", data, DRAFTS[dialect])
    reachable = reachable_from(entry, lambda _: None, document, MOST)
    return None if reachable.broken else form_of(entry, reachable)


def in_one_walk(dialect: str, data: dict[str, Any]) -> PlainForm | None:
    try:
        return PlainForm("a.json", data, DRAFTS[dialect], MOST)
    except NotPlain:
        return None


def assert_the_same(dialect: str, data: dict[str, Any]) -> None:
    plain, long = in_one_walk(dialect, data), the_long_way(dialect, data)
    if plain is not None:
        assert long is not None
        assert dumps(plain.schema) == dumps(long.schema)
        for path, _ in walk(long.schema):
            assert plain.origin((*path, "type")) == long.origin((*path, "type"))


def keywords(below: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    named = st.dictionaries(st.sampled_from(["a", "b", "$ref", "id", "$id"]), below | st.just(["a"]), max_size=2)
    schemas = st.lists(below, max_size=2)
    said = {
        **dict.fromkeys(("not", "if", "then", "contains", "additionalItems", "additionalProperties"), below),
        **dict.fromkeys(("properties", "definitions", "$defs", "dependentSchemas", "dependencies"), named),
        **{"items": below | schemas, "allOf": schemas, "prefixItems": schemas},
        **{word: st.sampled_from(TEXTS) for word in ("$ref", "id", "$id", "$anchor")},
        **{"type": st.just("integer"), "minimum": st.just(1), "exclusiveMinimum": st.booleans(), "const": st.just(1)},
        **{"$recursiveRef": st.just("#"), "unevaluatedItems": below, "minContains": st.just(2)},
    }
    return st.fixed_dictionaries({}, optional=said).map(lambda one: dict(list(one.items())[:6]))


@given(st.sampled_from(sorted(DRAFTS)), st.recursive(st.booleans() | st.just({}), keywords, max_leaves=12))
def test_both_ways_give_the_same_form(dialect: str, data: Any) -> None:
    if isinstance(data, dict):
        assert_the_same(dialect, data)


SMALL = {"type": "string"}


@pytest.mark.parametrize(
    ("address", "is_own"), [("https://mesh.example/a", True), ("https://mesh.example/b", False), ("a", True)]
)
def test_references_by_the_own_address_are_followed_in_one_walk(address: str, is_own: bool) -> None:
    data = {
        "$id": "https://mesh.example/a",
        "items": {"$ref": f"{address}#/definitions/a"},
        "definitions": {"a": SMALL},
    }
    assert (in_one_walk("draft-07", data) is not None) == is_own
    if is_own:
        assert_the_same("draft-07", data)


@pytest.mark.parametrize("dialect", sorted({*DRAFTS} - {"2020-12"}))
def test_anchors_and_the_path_of_the_file_are_followed_in_one_walk(dialect: str) -> None:
    word = "$anchor" if dialect == "2019-09" else DRAFTS[dialect].identity
    anchor = {word: "a" if word == "$anchor" else "#a", "type": "string"}
    data = {"items": {"$ref": "#a"}, "not": {"$ref": "a.json#/definitions/b"}, "definitions": {"b": anchor}}
    assert in_one_walk(dialect, data) is not None
    assert_the_same(dialect, data)


def test_references_to_the_recursive_whole_are_followed_in_one_walk() -> None:
    data = {"$recursiveAnchor": True, "properties": {"a": {"items": {"$recursiveRef": "#"}}}}
    assert in_one_walk("2019-09", data) is not None
    assert_the_same("2019-09", data)


@pytest.mark.parametrize("name", [name for name, (dialect, _) in SCHEMAS.items() if dialect in DRAFTS])
def test_both_ways_give_the_same_form_of_what_teams_write(name: str) -> None:
    assert_the_same(*SCHEMAS[name])


@pytest.mark.parametrize("dialect", DRAFTS)
def test_a_file_of_one_identity_takes_the_short_way(dialect: str) -> None:
    word = DRAFTS[dialect].identity
    data = {word: "https://a.example/b", "properties": {"a": {"$ref": "#/definitions/c"}}, "definitions": {"c": {}}}
    assert in_one_walk(dialect, data)


NOT_PLAIN: dict[str, tuple[str, dict[str, Any]]] = {
    "an identity within": ("draft-04", {"properties": {"a": {"id": "b.json"}}}),
    "a reference to another file": ("draft-07", {"items": {"$ref": "b.json"}}),
    "an anchor that is there twice": (
        "2019-09",
        {"items": {"$ref": "#a"}, "$defs": {"b": {"$anchor": "a"}, "c": {"$anchor": "a"}}},
    ),
    "an anchor beside a reference": (
        "draft-07",
        {"items": {"$ref": "#a"}, "definitions": {"b": {"$id": "#a", "$ref": "#/definitions/c"}, "c": {}}},
    ),
    "a reference to no schema": ("draft-06", {"items": {"$ref": "#/examples/0"}, "examples": [{}]}),
    "a reference to what does not count": ("draft-07", {"not": {"$ref": "#/additionalItems"}, "additionalItems": {}}),
    "a reference of a scope": ("2020-12", {"items": {"$dynamicRef": "#"}}),
    "two references beside each other": ("2019-09", {"items": {"$ref": "#", "$recursiveRef": "#"}}),
    "what looks at other items": ("2019-09", {"contains": {}, "unevaluatedItems": False}),
}


@pytest.mark.parametrize("name", NOT_PLAIN)
def test_what_needs_more_than_its_own_parts_takes_the_long_way(name: str) -> None:
    assert in_one_walk(*NOT_PLAIN[name]) is None


def test_too_many_schemas_take_the_long_way() -> None:
    with pytest.raises(NotPlain):
        PlainForm("a.json", {"allOf": [{}] * 5}, DRAFTS["draft-07"], 5)


FIELDS: Any = {"properties": {"a": {"$ref": "#/components/schemas/B"}, "b": {"$ref": "#/components/schemas/A"}}}
COMPONENTS = {"A": FIELDS, "B": {"items": {"$ref": "#/components/schemas/C"}}, "C": {"type": "integer"}}
ENTRIES: dict[str, tuple[Path, bool]] = {
    "a component": (("components", "schemas", "A"), True),
    "a component that no other refers to": (("components", "schemas", "B"), True),
    "a field of a component that is needed": (("components", "schemas", "A", "properties", "a"), True),
    "an item": (("components", "schemas", "B", "items"), False),
    "a place where no schema stands": (("info", "title"), False),
}


@pytest.mark.parametrize("name", ENTRIES)
@pytest.mark.parametrize("dialect", [OPENAPI_30, DRAFT_2020_12], ids=["3.0", "3.1"])
def test_components_stand_among_the_definitions_of_either_form(name: str, dialect: Dialect) -> None:
    entry, is_plain = ENTRIES[name]
    data = {"info": {"title": {}}, "components": {"schemas": COMPONENTS}}
    source = Source(entry, (("components", "schemas"),))
    try:
        plain = PlainForm("a.json", data, dialect, MOST, source)
    except NotPlain:
        assert not is_plain
        return
    document = SchemaDocument("a.json", data, dialect, [("components", "schemas", one) for one in COMPONENTS])
    spot = Spot("a.json", entry)
    long = form_of(spot, reachable_from(spot, lambda _: None, document, MOST))
    assert is_plain
    assert plain.schema == long.schema
    assert all(plain.origin(path) == long.origin(path) for path, _ in walk(long.schema))


def test_what_its_own_envelope_is_referred_to_by_takes_the_long_way() -> None:
    schema = {"properties": {"detail": {"items": {"$ref": "#/components/schemas/A"}}}}
    source = Source(("components", "schemas", "A", "properties", "detail"), (("components", "schemas"),))
    with pytest.raises(NotPlain):
        PlainForm("a.json", {"components": {"schemas": {"A": schema}}}, OPENAPI_30, MOST, source)
