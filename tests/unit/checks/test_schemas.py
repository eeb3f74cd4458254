"""Schemas as the catalogue has them: named by publications, read once, of the right version."""

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
