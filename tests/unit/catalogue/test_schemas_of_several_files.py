"""References between the files of a catalogue: which file an address means, and what is told where it means none, or several."""

import json
from typing import Any

import pytest

from meshctl.catalogue.event_schemas import EventSchemas
from meshctl.contracts.validation.data_faults import data_faults
from meshctl.model.schemas import Schema

EVENT, OTHER, THIRD = "orders/events/Placed.v1.json", "orders/events/b.json", "schemas/c.json"
NUMBER: dict[str, Any] = {"type": "integer"}


def read(**files: Any) -> Schema:
    named = {"event": EVENT, "other": OTHER, "third": THIRD}
    return EventSchemas({named[name]: json.dumps(one, indent=1).encode() for name, one in files.items()}).read(EVENT)


def referring(reference: str, **more: Any) -> dict[str, Any]:
    return {**more, "properties": {"a": {"$ref": reference}}}


def told(schema: Schema) -> list[str]:
    return [f"{one.place} {one.message} ({one.help})" for one in schema.faults]


MISSING: dict[str, tuple[str, str]] = {
    "../../../x.json": ("leads out of the catalogue", "move what it leads to"),
    "/etc/passwd": ("leads out of the catalogue", "move what it leads to"),
    "%2e%2e/%2e%2e/%2e%2e/x.json": ("leads out of the catalogue", "move what it leads to"),
    "file:///etc/passwd": ("meshctl fetches nothing", "give that file this `$id`"),
    "https://shop.example/x": ("meshctl fetches nothing", "give that file this `$id`"),
    "../../schemas/x.json": ('leads to "schemas/x.json", and the catalogue has no such schema', "no links"),
    "schemas/c.json": ("the catalogue has no such schema", 'did you mean "../../schemas/c.json"?'),
    "B": ("the catalogue has no such schema", 'did you mean "b.json"?'),
    "b.json#/definitions/n": (f'leads to no schema in "{OTHER}"', 'did you mean "b.json#/$defs/N"?'),
    "$defs/Own": ("the catalogue has no such schema", 'did you mean "#/$defs/Own"?'),
}


@pytest.mark.parametrize("reference", MISSING)
@pytest.mark.parametrize("own", [{}, {"$id": "https://shop.example/placed"}, {"$id": "placed.json"}])
def test_what_leads_nowhere_is_told_with_what_was_meant(reference: str, own: dict[str, str]) -> None:
    message, help_ = MISSING[reference]
    event = referring(reference, **own, **{"$defs": {"Own": NUMBER}})
    (found,) = told(read(event=event, other={"$defs": {"N": NUMBER}}, third=NUMBER))
    assert message in found
    assert help_ in found


@pytest.mark.parametrize("reference", ["b.json", "b.json#"])
def test_of_a_document_of_openapi_it_is_to_be_said_which_schema_is_meant(reference: str) -> None:
    document = {"openapi": "3.0.3", "info": {}, "components": {"schemas": {"N": NUMBER, "M": {}}}}
    (found,) = told(read(event=referring(reference), other=document))
    assert f'leads to no schema in "{OTHER}" (say which of its schemas: "b.json#/components/schemas/NAME")' in found
    assert told(read(event=referring("b.json#/components/schemas/N"), other=document)) == []


WITHIN: dict[str, tuple[str, Any]] = {
    "by its whole address": ("https://shop.example/number", {"$id": "https://shop.example/all", "$defs": {"n": {"$id": "number", **NUMBER}}}),
    "by an anchor in it": (
        "https://shop.example/number#whole",
        {"$defs": {"n": {"$id": "https://shop.example/number", "$defs": {"w": {"$anchor": "whole", **NUMBER}}}}},
    ),
    "by a path in it": (
        "https://shop.example/number#/$defs/w",
        {"$id": "all.json", "$defs": {"n": {"$id": "https://shop.example/number", "$defs": {"w": NUMBER}}}},
    ),
    "in draft-04": (
        "https://shop.example/number",
        {
            "$schema": "http://json-schema.org/draft-04/schema#",
            "id": "https://shop.example/all",
            "definitions": {"n": {"id": "number", **NUMBER}},
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WITHIN)
def test_a_schema_within_another_file_is_found_by_the_address_that_it_gives_to_itself(name: str) -> None:
    reference, third = WITHIN[name]
    schema = read(event=referring(reference), third=third)
    assert told(schema) == []
    assert schema.files == (EVENT, THIRD)
    assert data_faults(schema.data, {"a": "x"}) != []
    assert data_faults(schema.data, {"a": 1}) == []


@pytest.mark.parametrize(
    "other", [{"$id": "https://shop.example/n", **NUMBER}, {"$defs": {"n": {"$id": "https://shop.example/n"}}}]
)
def test_an_address_that_two_files_have_is_told_with_both(other: Any) -> None:
    within = {"$id": "https://shop.example/all", "$defs": {"n": {"$id": "n", **NUMBER}}}
    (found,) = told(read(event=referring("https://shop.example/n"), other=other, third=within))
    assert f"is the address of several files: {OTHER}, {THIRD}" in found


def test_a_schema_within_a_file_has_the_dialect_that_it_says() -> None:
    draft_07 = {"$schema": "http://json-schema.org/draft-07/schema#", "items": [NUMBER], "additionalItems": False}
    bundle = referring(
        "https://shop.example/pair", **{"$defs": {"pair": {"$id": "https://shop.example/pair", **draft_07}}}
    )
    schema = read(event=bundle)
    assert (told(schema), schema.idle) == ([], ())
    assert data_faults(schema.data, {"a": ["x"]}) != []
    bundle["$defs"]["pair"]["additionalItems"] = {"type": "strin"}
    (found,) = told(read(event=bundle))
    assert '"strin" does not fit here (did you mean "string"?)' in found
    bundle["$defs"]["pair"] |= {"items": [{"type": "strin"}], "additionalItems": False}
    assert ["one of the list is no schema" in one for one in told(read(event=bundle))] == [True]
