"""Whatever files say that are to be schemas, reading them ends with a schema or with what is wrong, and never otherwise."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.catalogue.event_schemas import EventSchemas, read_schema
from meshctl.contracts.validation.compiled_schema import compiled_schema
from meshctl.json_schema.keywords.vocabularies import VOCABULARIES

EVENT, SHARED = "orders/events/Placed.v1.json", "schemas/address.json"
PLACED = {
    "type": "object",
    "properties": {"a": {"$ref": "#/definitions/b"}, "c": {"$ref": "../../schemas/address.json#/$defs/d"}},
}
DEFINED = {"definitions": {"b": {"type": "array", "items": [{"type": "string"}], "additionalItems": False}}}
ENVELOPE = {"x-amazon-events-detail-type": "Placed", "properties": {"detail": {"$ref": "#/components/schemas/Placed"}}}
COMPONENTS = {
    "AWSEvent": ENVELOPE,
    "Placed": {"type": "object", "properties": {"total": {"type": "number", "nullable": True}}},
}
FILES: list[dict[str, Any]] = [
    {"$schema": f"http://json-schema.org/{draft}/schema#", **PLACED, **DEFINED} for draft in ("draft-04", "draft-07")
]
FILES += [{"$schema": "https://json-schema.org/draft/2019-09/schema", "$recursiveAnchor": True, **PLACED, **DEFINED}]
FILES += [{"$id": "https://shop.example/placed", "$dynamicAnchor": "it", **PLACED}]
FILES += [
    {"openapi": version, "info": {"title": "Placed"}, "components": {"schemas": COMPONENTS}}
    for version in ("3.0.1", "3.1.0")
]
FILES += [
    {
        **ENVELOPE,
        "definitions": {"Placed": {"type": "object"}},
        "properties": {"detail": {"$ref": "#/definitions/Placed"}},
    }
]
ADDRESS = {"$id": "https://shop.example/address", "$defs": {"d": {"$ref": "../orders/events/Placed.v1.json"}}}
REFERENCES = [
    "#",
    "#/info",
    "#/components",
    "#/components/schemas",
    "#/components/schemas/AWSEvent",
    "#/properties",
    "#it",
    "#/nowhere",
]
REFERENCES += [
    SHARED,
    f"../../{SHARED}",
    "../../../etc/passwd",
    "https://shop.example/address#/$defs/d",
    "Placed.v1.json#/definitions/b",
    "%",
    "",
]
VALUES = st.one_of(
    st.sampled_from([None, True, False, 0, 1.0, "object", [], {}, ["a", "a"], {"type": "string"}, 3, "3.0.0", "3.2.0"]),
    st.sampled_from(REFERENCES).map(lambda reference: {"$ref": reference}),
    st.sampled_from(REFERENCES),
)
NAMES = [
    "$ref",
    "$id",
    "id",
    "$schema",
    "$anchor",
    "$dynamicRef",
    "$recursiveRef",
    "openapi",
    "components",
    "detail",
    "properties",
    "allOf",
]
NAMES += [
    "$defs",
    "definitions",
    "items",
    "not",
    "contains",
    "unevaluatedItems",
    "x-amazon-events-detail-type",
    "discriminator",
    "dependencies",
]


def _containers(value: Any) -> list[Any]:
    """Every object and list within, itself included."""
    if not isinstance(value, dict | list):
        return []
    return [
        value,
        *(one for inner in (value.values() if isinstance(value, dict) else value) for one in _containers(inner)),
    ]


@st.composite
def files(draw: st.DrawFn) -> Mapping[str, bytes]:
    """A schema and a file that it shares, with some of what they say put wrong."""
    said = json.loads(json.dumps({EVENT: draw(st.sampled_from(FILES)), SHARED: ADDRESS}))
    for _ in range(draw(st.integers(1, 4))):
        whole = draw(st.sampled_from([EVENT, EVENT, SHARED]))
        container = draw(st.sampled_from(_containers(said[whole]) or [said]))
        steps = [*NAMES, *container] if isinstance(container, dict) else range(len(container)) or [0]
        if container is said:
            steps = [whole]
        if isinstance(container, list) and not container:
            container.append(None)
        container[draw(st.sampled_from(list(steps)))] = json.loads(json.dumps(draw(VALUES)))
    return {path: json.dumps(one).encode() for path, one in said.items()}


@given(files())
@settings(max_examples=300)
def test_reading_ends_with_a_schema_by_which_data_can_be_judged_or_with_what_is_wrong(
    contents: Mapping[str, bytes],
) -> None:
    schemas = EventSchemas(contents)
    for path in (EVENT, SHARED):
        schema = schemas.read(path)
        assert schema.faults or not isinstance(compiled_schema(schema.data), str)
        assert all(fault.message and fault.help and fault.place.file in contents for fault in schema.faults)


DRAFTS = (
    "http://json-schema.org/draft-04/schema#",
    "http://json-schema.org/draft-06/schema",
    "http://json-schema.org/draft-07/schema",
)
DIALECTS = (*DRAFTS, *(f"https://json-schema.org/draft/{year}/schema" for year in ("2019-09", "2020-12")))
KEYWORDS = sorted({"divisibleBy", "$defs"}.union(*VOCABULARIES.values()))
SAID: list[Any] = [None, True, -1, "x", "(", [], ["a"], [{}], {}, {"a": 1}, {"a": {"type": "strin"}}, {"type": "strin"}]
PLACES: list[Callable[[dict[str, Any]], dict[str, Any]]] = [
    lambda schema: {"properties": {"a": schema}},
    lambda schema: {"definitions": {"a": schema}},
    lambda schema: {"$defs": {"a": schema}},
    lambda schema: {"properties": {"a": {"$ref": "#/definitions/b", **schema}}, "definitions": {"b": True}},
    lambda schema: {"openapi": "3.0.0", "info": {}, "components": {"schemas": {"A": schema}}},
]

INNER = {"$id": "https://shop.example/inner", "id": "https://shop.example/inner"}
PLACES += [
    lambda schema, draft=draft: {"properties": {"a": {**INNER, "$schema": draft, "$defs": {"b": schema}, **schema}}}  # type: ignore[misc]
    for draft in DIALECTS
]


@given(st.sampled_from(DIALECTS), st.sampled_from(KEYWORDS), st.sampled_from(SAID), st.sampled_from(PLACES))
@settings(max_examples=500)
def test_whatever_a_keyword_says_where_its_dialect_does_not_know_it_data_can_be_judged(
    dialect: str, keyword: str, said: Any, place: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    written = place({keyword: said})
    file = written if "openapi" in written else {"$schema": dialect, **written}
    schema = read_schema(EVENT, json.dumps(file).encode())
    assert schema.faults or not isinstance(compiled_schema(schema.data), str)
