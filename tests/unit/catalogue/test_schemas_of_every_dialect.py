"""Schemas of events in every dialect, and as AWS's schema registry exports them: one form for all, and faults at the places of the file."""

import json
from typing import Any

import pytest

from meshctl.catalogue.event_schemas import EventSchemas, read_schema
from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.contracts.validation.data_faults import data_faults
from meshctl.model.schemas import Schema
from tests.support.whole_language import whole_files

DRAFT_07 = "http://json-schema.org/draft-07/schema#"
ORDER = {"type": "object", "required": ["order_id"], "properties": {"order_id": {"type": "string"}}}
META = {"type": "object", "properties": {"event_id": {"type": "string"}, "correlation_id": {"type": "string"}}}
MARKED = "x-amazon-events-detail-type"


def read(schema: Any) -> Schema:
    return read_schema("orders/a.json", json.dumps(schema, indent=1).encode())


def told(schema: Schema) -> list[str]:
    return [f"{one.place} {one.message}" for one in schema.faults]


def envelope(detail: Any) -> dict[str, Any]:
    return {"type": "object", MARKED: "OrderPlaced", "required": ["detail"], "properties": {"detail": detail}}


def exported(version: str, **schemas: Any) -> dict[str, Any]:
    return {
        "openapi": version,
        "info": {"version": "1.0.0", "title": "OrderPlaced"},
        "paths": {},
        "components": {"schemas": schemas},
    }


OF_ORDERS: dict[str, Any] = {
    "draft-04": {"$schema": "http://json-schema.org/draft-04/schema#", "id": "https://shop.example/order", **ORDER},
    "draft-06": {"$schema": "http://json-schema.org/draft-06/schema", **ORDER},
    "draft-07": {"$schema": DRAFT_07, "$ref": "#/definitions/order", "definitions": {"order": ORDER}},
    "2019-09": {"$schema": "https://json-schema.org/draft/2019-09/schema", **ORDER},
    "2020-12": ORDER,
    "an export in OpenAPI 3.0": exported(
        "3.0.0", AWSEvent=envelope({"$ref": "#/components/schemas/OrderPlaced"}), OrderPlaced=ORDER
    ),
    "an export in draft-04": {
        "$schema": "http://json-schema.org/draft-04/schema#",
        **envelope({"$ref": "#/definitions/OrderPlaced"}),
        "definitions": {"OrderPlaced": ORDER},
    },
    "an export of what a mesh puts on its bus": exported(
        "3.0.0",
        AWSEvent=envelope({"$ref": "#/components/schemas/Detail"}),
        Detail={"type": "object", "properties": {"meta": {"$ref": "#/components/schemas/Meta"}, "data": ORDER}},
        Meta=META,
    ),
    "OpenAPI 3.1": exported("3.1.0", OrderPlaced=ORDER, Other={}),
}


@pytest.mark.parametrize("name", OF_ORDERS)
def test_data_is_judged_alike_whatever_the_schema_is_written_in(name: str) -> None:
    schema = read(OF_ORDERS[name])
    assert told(schema) == []
    assert data_faults(schema.data, {"order_id": "17"}) == []
    assert data_faults(schema.data, {"order_id": 17}) != []
    assert data_faults(schema.data, {}) == ["data has no order_id"]


REFUSED: dict[str, tuple[Any, str]] = {
    "a draft with another type": ({"$schema": DRAFT_07, "properties": {"a": {"type": "strin"}}}, '5:12 "strin" does not fit here'),
    "a bound of a later draft": (
        {"$schema": "http://json-schema.org/draft-04/schema#", "minimum": 1, "exclusiveMinimum": 1},
        "4:22 1 does not fit here",
    ),
    "an expression": ({"$schema": DRAFT_07, "items": [{"pattern": "("}]}, '5:15 "(" is no regular expression'),
    "a circle": (
        {"$schema": DRAFT_07, "definitions": {"a": {"$ref": "#/definitions/a"}}},
        "4:8 this refers to itself without end",
    ),
    "a component": (exported("3.0.0", OrderPlaced={"type": "strin"}), '11:13 "strin" does not fit here'),
    "no component": (exported("3.0.0"), "it has no schemas"),
    "components for several events": (exported("3.0.0", A={}, B={}), "9:14 of its 2 schemas none is marked"),
    "an envelope without its content": (exported("3.0.0", AWSEvent={MARKED: "a"}), "says nothing of its `detail`"),
    "a list of definitions": ({"$ref": "#/$defs", "$defs": {"a": {}}}, '2:10 "#/$defs" leads to no schema'),
    "what only a reference says is a schema": ({"$ref": "#/x", "x": {"type": "strin"}}, '4:11 "strin" does not fit here'),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_fault_has_its_place_in_the_file(name: str) -> None:
    schema, expected = REFUSED[name]
    (found,) = told(read(schema))
    assert expected in found


@pytest.mark.parametrize("dialects", [{"": "draft-04"}, {"": "2020-12", "orders": "draft-04"}])
def test_a_schema_that_says_no_dialect_has_that_of_its_system_or_of_the_mesh(dialects: dict[str, str]) -> None:
    content = json.dumps({"minimum": 1, "exclusiveMinimum": True}).encode()
    found = EventSchemas({"orders/a.json": content}, dialects).read("orders/a.json")
    assert found.faults == ()
    assert found.data == {"exclusiveMinimum": 1}
    assert EventSchemas({"orders/a.json": content}).read("orders/a.json").faults != ()


def test_the_setting_is_read_of_the_mesh_and_of_its_systems() -> None:
    mesh = read_catalogue(whole_files()).mesh
    assert mesh is not None
    assert mesh.schema_dialects == {"": "draft-07", "orders": "2019-09"}


def test_a_stage_cannot_have_schemas_in_another_dialect() -> None:
    text = b"mesh: shop\nregion: eu-west-1\nstages:\n  dev: {cloud: local, defaults: {schema_dialect: draft-07}}\n"
    found = read_catalogue(CatalogueFiles({"mesh.yaml": text}, frozenset({"mesh.yaml"}))).findings
    assert [(one.check, str(one.place)) for one in found] == [("wrong-value", "mesh.yaml:4:33")]


def test_whether_a_whole_number_with_a_point_is_an_integer_is_undecided_in_draft_04() -> None:
    schema = read({"$schema": "http://json-schema.org/draft-04/schema#", "properties": {"n": {"type": "integer"}}})
    assert data_faults(schema.data, {"n": 1}) == []
    with pytest.raises(ValueError, match=r"1\.0 is no integer"):
        data_faults(schema.data, {"n": 1.0})
