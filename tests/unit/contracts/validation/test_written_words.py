"""What of data is not allowed is told in the words of the file that says so, whatever it is written in."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from meshctl.catalogue.event_schemas import EventSchemas
from meshctl.contracts.validation.data_faults import data_faults
from meshctl.contracts.validation.written_words import as_the_files_say

EVENT, SHARED = "orders/events/Placed.v1.json", "schemas/shared.json"
DRAFT_04, DRAFT_07 = ("http://json-schema.org/draft-04/schema#", "http://json-schema.org/draft-07/schema#")
DRAFT_2019_09 = "https://json-schema.org/draft/2019-09/schema"
SAID: list[tuple[str, Any, Any, str]] = [
    (DRAFT_04, {"minimum": 3, "exclusiveMinimum": True}, 3, "minimum 3, exclusiveMinimum true"),
    (DRAFT_04, {"maximum": 3, "exclusiveMaximum": True, "minimum": 1}, 3, "maximum 3, exclusiveMaximum true"),
    (DRAFT_04, {"minimum": 3, "exclusiveMinimum": False}, 2, "minimum 3"),
    (DRAFT_07, {"dependencies": {"a": ["b"], "c": {"minProperties": 9}}}, {"a": 1}, 'dependencies {"a": ["b"]'),
    (DRAFT_07, {"items": [True], "additionalItems": {"type": "null"}}, [1, 2], 'type "null"'),
    (DRAFT_07, {"items": [{"enum": [1]}]}, [2], "enum [1]"),
    (DRAFT_07, {"oneOf": [{"$ref": "#/definitions/no"}]}, 1, 'oneOf [{"$ref": "#/definitions/no"}]'),
    (DRAFT_2019_09, {"contains": {"type": "null"}, "unevaluatedItems": True}, [1], 'contains {"type": "null"}'),
    (DRAFT_2019_09, {"not": {"$recursiveRef": "#/definitions/yes"}}, 1, 'not {"$recursiveRef": "#/definitions/yes"}'),
]
DEFINED: dict[str, Any] = {"no": {"not": {}}, "yes": {}}
PLACES: list[Callable[[Any], Any]] = [
    lambda schema: schema,
    lambda schema: {"allOf": [schema]},
    lambda schema: {"$ref": "#/definitions/it", "definitions": {"it": schema}},
    lambda schema: {"allOf": [{"$ref": "#/definitions/it"}], "definitions": {"it": schema}},
]


@given(st.sampled_from(SAID), st.sampled_from(PLACES), st.booleans())
def test_a_fault_is_told_in_the_words_of_its_file(
    said: tuple[str, Any, Any, str], place: Callable[[Any], Any], is_shared: bool
) -> None:
    draft, fragment, data, expected = said
    placed = place(fragment)
    file = {**placed, "$schema": draft, "definitions": {**DEFINED, **placed.get("definitions", {})}}
    files = {EVENT: {"properties": {"x": {"$ref": "../../schemas/shared.json"}}}, SHARED: file}
    if not is_shared:
        inner = {"properties": {"x": placed}, "$schema": draft, "definitions": file["definitions"]}
        files = {EVENT: inner}
    schema = EventSchemas({path: json.dumps(one).encode() for path, one in files.items()}).read(EVENT)
    assert schema.faults == ()
    (told,) = data_faults(schema.data, {"x": data}, as_the_files_say(schema))
    assert f"is not as the schema says: {expected}" in told
    assert (f"({SHARED}#" in told) == is_shared


def test_openapi_is_told_in_its_words() -> None:
    schemas = {"Placed": {"properties": {"x": {"type": "string", "nullable": True}}}}
    document = {"openapi": "3.0.3", "info": {"title": "Placed"}, "components": {"schemas": schemas}}
    schema = EventSchemas({EVENT: json.dumps(document).encode()}).read(EVENT)
    (told,) = data_faults(schema.data, {"x": 1}, as_the_files_say(schema))
    assert told == 'data.x is not as the schema says: type "string", nullable true'
