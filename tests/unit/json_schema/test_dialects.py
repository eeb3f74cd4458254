"""What single keywords of older dialects mean in the form, where the public suites say nothing or little of them."""

from typing import Any

import jsonschema_rs
import pytest

from meshctl.json_schema.dialects.documents import SchemaDocument
from meshctl.json_schema.dialects.draft_2020_12 import DRAFT_2020_12
from meshctl.json_schema.dialects.known_dialects import DRAFTS, UnknownDialect, dialect_of, draft_at
from meshctl.json_schema.dialects.openapi_30 import OPENAPI_30
from meshctl.json_schema.dialects.reachable import Spot, reachable_from
from meshctl.json_schema.dialects.turning import SchemaForm, form_of

DIALECTS = {**DRAFTS, "OpenAPI 3.0": OPENAPI_30}


def formed(dialect: str, schema: Any) -> SchemaForm:
    document = SchemaDocument("a.json", schema, DIALECTS[dialect])
    entry = Spot("a.json", ())
    return form_of(entry, reachable_from(entry, lambda _: None, document, 20_000))


ALLOWS: dict[str, tuple[str, Any, Any, bool]] = {
    "an exclusive bound": ("draft-04", {"minimum": 1, "exclusiveMinimum": True}, 1, False),
    "a bound that is not exclusive": ("draft-04", {"minimum": 1, "exclusiveMinimum": False}, 1, True),
    "a const that is unknown": ("draft-04", {"const": 1}, 2, True),
    "a contains that is unknown": ("draft-04", {"contains": {"type": "string"}}, [1], True),
    "an if that is unknown": ("draft-06", {"if": True, "then": {"type": "string"}}, 1, True),
    "an if that is known": ("draft-07", {"if": True, "then": {"type": "string"}}, 1, False),
    "minContains that is unknown": ("draft-07", {"contains": {"const": 1}, "minContains": 0}, [2], False),
    "beside a reference": ("draft-07", {"$ref": "#/definitions/a", "type": "string", "definitions": {"a": {}}}, 1, True),
    "beside a reference of 2019-09": ("2019-09", {"$ref": "#/$defs/a", "type": "string", "$defs": {"a": {}}}, 1, False),
    "a dependency of names": ("draft-07", {"dependencies": {"a": ["b"]}}, {"a": 1}, False),
    "a dependency of a schema": ("draft-06", {"dependencies": {"a": {"required": ["b"]}}}, {"a": 1}, False),
    "dependencies that are gone": ("2019-09", {"dependencies": {"a": ["b"]}}, {"a": 1}, True),
    "items in a list": ("draft-07", {"items": [{"type": "string"}], "additionalItems": False}, ["a", 1], False),
    "no items in a list": ("draft-07", {"items": [], "additionalItems": {"type": "string"}}, [1], False),
    "additional items of no list": ("draft-07", {"items": {}, "additionalItems": False}, [1], True),
    "a contains that evaluates": ("2020-12", {"contains": {"const": 1}, "unevaluatedItems": False}, [1], True),
    "a contains that does not": ("2019-09", {"contains": {"const": 1}, "unevaluatedItems": False}, [1], False),
    "a name that two words define": (
        "draft-07",
        {
            "allOf": [{"$ref": "#/definitions/a"}, {"$ref": "#/$defs/a"}],
            "definitions": {"a": {"type": "string"}},
            "$defs": {"a": {"minLength": 2}},
        },
        "x",
        False,
    ),
    "a schema where no keyword has one": ("draft-07", {"$ref": "#/x-types/a", "x-types": {"a": {"type": "string"}}}, 1, False),
    "nullable": ("OpenAPI 3.0", {"type": "string", "nullable": True}, None, True),
    "nullable without a type": ("OpenAPI 3.0", {"enum": ["a"], "nullable": True}, None, False),
    "not nullable": ("OpenAPI 3.0", {"type": "string"}, None, False),
    "an exclusive bound of OpenAPI": ("OpenAPI 3.0", {"maximum": 1, "exclusiveMaximum": True}, 1, False),
    "patterns of names, unknown to OpenAPI": ("OpenAPI 3.0", {"patternProperties": {"a": False}}, {"a": 1}, True),
    "a discriminator": ("OpenAPI 3.0", {"discriminator": {"propertyName": "kind"}}, {}, True),
}  # fmt: skip


@pytest.mark.parametrize("name", ALLOWS)
def test_the_form_allows_what_the_dialect_allows(name: str) -> None:
    dialect, schema, data, valid = ALLOWS[name]
    assert jsonschema_rs.Draft202012Validator(formed(dialect, schema).schema).is_valid(data) is valid


ORIGINS: dict[str, tuple[str, Any, tuple[str | int, ...], tuple[str | int, ...]]] = {
    "items in a list": ("draft-07", {"items": [{}, {"minLength": 1}]}, ("prefixItems", 1, "minLength"), ("items", 1, "minLength")),
    "additional items": ("draft-07", {"items": [{}], "additionalItems": {}}, ("items",), ("additionalItems",)),
    "a definition": ("draft-04", {"definitions": {"a": {}}}, ("$defs", "a"), ("definitions", "a")),
    "a dependency": ("draft-06", {"dependencies": {"a": {}}}, ("dependentSchemas", "a"), ("dependencies", "a")),
    "a hidden contains": (
        "2019-09",
        {"contains": {}, "unevaluatedItems": {}, "allOf": [{}]},
        ("allOf", 1, "not", "not", "contains"),
        ("contains",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ORIGINS)
def test_a_place_in_the_form_is_that_in_the_file(name: str) -> None:
    dialect, schema, path, written = ORIGINS[name]
    assert formed(dialect, schema).origin(path) == Spot("a.json", written)


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("end", ["", "#"])
@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_is_known_by_its_address_however_it_is_spelt(name: str, scheme: str, end: str) -> None:
    address = DRAFTS[name].metaschema.partition("://")[2]
    assert draft_at(f"{scheme}://{address}{end}") is DRAFTS[name]


@pytest.mark.parametrize(
    "said", [{"$schema": "http://json-schema.org/schema#"}, {"$schema": 7}, {"openapi": "2.0"}, {"openapi": 3}]
)
def test_another_dialect_is_unknown(said: Any) -> None:
    with pytest.raises(UnknownDialect):
        dialect_of(said, DRAFT_2020_12)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ({"$schema": "draft-07"}, "draft-07/schema"),
        ({"$schema": "http://json-schema.org/draft-7/schema#"}, "draft-07/schema"),
        ({"$schema": "http://json-schema.org/draft-07/schema "}, "draft-07/schema"),
        ({"$schema": "HTTP://JSON-SCHEMA.ORG/draft-04/schema#"}, "draft-04/schema"),
        ({"$schema": "http://json-schema.org/draft-06/hyper-schema#"}, "draft-06/schema"),
        ({"$schema": "2020-12"}, "2020-12/schema"),
        ({"$schema": "https://json-schema.org/draft/2019-09"}, "2019-09/schema"),
        ({"$schema": "http://json-schema.org/draft-03/schema#"}, "older than what meshctl reads"),
        ({"$schema": "https://json-schema.org/draft/next/schema"}, "from year to year"),
        ({"$schema": "http://json-schema.org/schema#"}, "from year to year"),
        ({"$schema": "https://shop.example/draft-07/own"}, "its own keywords"),
        ({"$schema": "own.json"}, "its own keywords"),
        ({"openapi": 3.0}, "as a text"),
        ({"openapi": "3.2.0"}, "write it in OpenAPI 3.1"),
        ({"openapi": "3.1.0", "jsonSchemaDialect": "draft-07"}, "draft-07/schema"),
    ],
)
def test_of_another_dialect_the_one_that_was_meant_is_told(said: Any, meant: str) -> None:
    with pytest.raises(UnknownDialect) as unknown:
        dialect_of(said, DRAFT_2020_12)
    assert meant in unknown.value.help


@pytest.mark.parametrize("version", ["3.0", "3.0.0", "3.0.4"])
def test_openapi_is_known_by_the_first_two_numbers_of_its_version(version: str) -> None:
    assert dialect_of({"openapi": version}, DRAFT_2020_12) is OPENAPI_30


def test_openapi_3_1_has_the_dialect_that_it_says() -> None:
    said = {"openapi": "3.1.0", "jsonSchemaDialect": "http://json-schema.org/draft-07/schema#"}
    assert dialect_of(said, DRAFT_2020_12) is DRAFTS["draft-07"]
    assert dialect_of({"openapi": "3.1.0"}, DRAFTS["draft-04"]) is DRAFT_2020_12
    own = {"$schema": "https://spec.openapis.org/oas/3.1/dialect/base"}
    assert dialect_of(own, DRAFTS["draft-04"]) is DRAFT_2020_12
