"""Schemas as the catalogue has them: named by publications, read once, of the right version."""

from json import dumps

import pytest

from tests.support.catalogues import CHECKOUT

from .conftest import Found

FILE = "orders/events/OrderPlaced.v1.json"


@pytest.mark.parametrize(
    "said", ['"title": "OrderPlaced.v2"', '"title": "OrderPlaced v2"', '"$id": "https://shop.example/placed/v2.json"']
)
def test_a_schema_that_names_another_version_is_found(found: Found, said: str) -> None:
    assert len(found("schema-mismatch-of-version", {FILE: f"{{{said}}}"})) == 1
    assert found("schema-mismatch-of-version", {FILE: f"{{{said.replace('v2', 'v1')}}}"}) == []


@pytest.mark.parametrize("said", ["{}", "true", '{"title": "OrderPlaced"}', '{"title": 2}', '{"title": "IPv6"}', "["])
def test_a_schema_need_not_name_a_version(found: Found, said: str) -> None:
    assert found("schema-mismatch-of-version", {FILE: said}) == []


def test_a_schema_of_two_events_is_accused_once(found: Found) -> None:
    two = CHECKOUT + "  OrderDelayed: {version: 1, schema: events/OrderPlaced.v1.json, description: It is late.}\n"
    assert len(found("invalid-schema", {"orders/checkout.yaml": two, FILE: '{"type": "text"}'})) == 1


def test_a_json_file_that_no_publication_names_is_nobodys_schema(found: Found) -> None:
    assert found("invalid-schema", {"orders/events/notes.json": "[", "orders/data.json": "["}) == []


def test_what_references_lead_through_is_no_unknown_keyword(found: Found) -> None:
    schema = {"$ref": "#/types/order", "types": {"order": {"required": ["id"], "requird": ["id"]}}, "typs": {}}
    told = found("keyword-without-effect", {FILE: dumps(schema)})
    assert [one.message.partition(" ")[0] for one in told] == ['"requird"', '"typs"']


def test_a_keyword_without_effect_in_a_shared_file_is_told_there_and_once(found: Found) -> None:
    two = CHECKOUT + "  OrderDelayed: {version: 1, schema: events/OrderDelayed.v1.json, description: It is late.}\n"
    shared = dumps({"required": ["id"], "requird": ["id"]})
    refers = dumps({"$ref": "../../schemas/shared.json"})
    files = {"orders/checkout.yaml": two, FILE: refers, "orders/events/OrderDelayed.v1.json": refers}
    (one,) = found("keyword-without-effect", {**files, "schemas/shared.json": shared})
    assert one.place.file == "schemas/shared.json"


def test_a_schema_of_openapi_that_promises_nothing_is_told_where_it_stands(found: Found) -> None:
    document = {
        "openapi": "3.0.3",
        "info": {"title": "a", "version": "1"},
        "components": {"schemas": {"a": {"nulable": 1}}},
    }
    (one,) = found("schema-without-promise", {FILE: dumps(document, indent=1)})
    (other,) = found("keyword-without-effect", {FILE: dumps(document, indent=1)})
    assert (one.place.line, other.place.line) == (9, 10)
    assert "OpenAPI 3.0" in other.message and "nullable" in other.help


def test_what_is_wrong_with_a_shared_file_is_told_there_and_once(found: Found) -> None:
    two = CHECKOUT + "  OrderDelayed: {version: 1, schema: events/OrderDelayed.v1.json, description: It is late.}\n"
    refers = dumps({"properties": {"to": {"$ref": "../../schemas/shared.json"}}})
    files = {"orders/checkout.yaml": two, FILE: refers, "orders/events/OrderDelayed.v1.json": refers}
    (one,) = found("invalid-schema", {**files, "schemas/shared.json": '{"type": "text"}'})
    assert one.place.file == "schemas/shared.json"
