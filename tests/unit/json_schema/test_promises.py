"""Schemas that promise nothing of an event's data are told with what they look like; the others are not."""

from typing import Any

import pytest

from meshctl.json_schema.keywords.other_documents import looks_like
from meshctl.json_schema.keywords.promises import nothing_promised, says_nothing
from meshctl.json_schema.keywords.values_that_fit import value_meant
from meshctl.json_schema.subschemas import Path
from tests.unit.json_schema.real_shaped import SCHEMAS

OBJECT: dict[str, Any] = {"type": "object", "properties": {"a": {"type": "string"}}}
DRAFT = "https://json-schema.org/draft/2020-12/schema"

LOOKS: list[tuple[Any, str]] = [
    ({"order_id": "o-1", "total": 19.9}, "an example of the data"),
    ({"$schema": DRAFT, "order_id": "o-1"}, "an example of the data"),
    ({"item": [{"sku": "a"}], "data": {"id": 1}}, "an example of the data"),
    ([{"order_id": "o-1"}], "a list of examples"),
    ({"type": "order.placed", "id": "1", "total": 2}, "an example of the data"),
    ({"order_id": {"type": "string"}, "total": {"type": "number"}}, "without `properties` around them"),
    ({"schema": OBJECT}, "below the key `schema`"),
    ({"name": "OrderPlaced", "version": 1, "schema": OBJECT}, "below the key `schema`"),
    ({"$schema": DRAFT, "OrderPlaced": OBJECT}, "below the key `OrderPlaced`"),
    ({"$jsonSchema": {"bsonType": "object"}}, "MongoDB"),
    ({"openapi": "3.0.3", "info": {"title": "shop", "version": "1"}, "paths": {}}, "OpenAPI"),
    ({"swagger": "2.0", "definitions": {"Order": OBJECT}}, "Swagger"),
    ({"asyncapi": "2.6.0", "channels": {}}, "AsyncAPI"),
    ({"SchemaName": "shop@Order", "Content": "{}", "Type": "OpenApi3"}, "describe-schema"),
    ({"components": {"schemas": {"Order": OBJECT}}}, "without a version"),
    ({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}, "workflow"),
    ({"type": "record", "name": "Order", "fields": [{"name": "id", "type": "string"}]}, "Avro"),
    ({"type": "enum", "name": "State", "symbols": ["A"]}, "Avro"),
    ({"type": "FeatureCollection", "features": []}, "GeoJSON"),
    ({"type": "Point", "coordinates": [1, 2]}, "GeoJSON"),
    ({"name": "shop", "version": "1.0.0", "dependencies": {"left-pad": "1"}}, "package.json"),
    ({"detail-type": "OrderPlaced", "source": "shop", "detail": {"total": 1}}, "a whole event"),
    ({"specversion": "1.0", "source": "/shop", "type": "placed", "data": {}}, "CloudEvents"),
    ({"source": ["shop"], "detail": {"country": ["DE"]}}, "an event pattern"),
    ({"AWSTemplateFormatVersion": "2010-09-09", "Resources": {}}, "CloudFormation"),
    ({"Transform": "AWS::Serverless-2016-10-31", "Resources": {}}, "CloudFormation"),
    ({"resource": {"aws_sqs_queue": {"q": {"name": "x"}}}, "provider": {"aws": {}}}, "code of Terraform"),
    ({"version": 4, "terraform_version": "1.11.4", "resources": []}, "state of Terraform"),
    ({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*"}]}, "policy of IAM"),
    ({"apiVersion": "v1", "kind": "ConfigMap", "data": {"a": "b"}}, "Kubernetes"),
    ({"file": [{"name": "order.proto", "syntax": "proto3"}]}, "Protocol Buffers"),
    ({"nested": {"Order": {"fields": {"id": {"type": "string", "id": 1}}}}}, "Protocol Buffers"),
    ({"name": "shop", "version": "1.0.0", "lockfileVersion": 3}, "package-lock.json"),
    ({"compilerOptions": {"strict": True}}, "tsconfig.json"),
    ({"subject": "order", "schemaType": "JSON", "schema": '{"type": "object"}'}, "answer of a schema registry"),
    ({"detail": {"lines": {"sku": ["a"]}}}, "an event pattern"),
    ({"resource": {"kind": "desk"}, "data": {"room": {"name": "x"}}}, "an example of the data"),
    ({"id": {"type": "string"}, "title": {"type": "string"}}, "without `properties` around them"),
    ({"type": "order", "id": "o-1"}, "an example of the data"),
    ({"id": "o-1", "items": [{"sku": "a"}]}, "an example of the data"),
    ({"format": "A4", "pattern": 5, "title": "y"}, "an example of the data"),
]


@pytest.mark.parametrize(("document", "look"), LOOKS)
def test_a_document_of_another_kind_is_known_by_its_look(document: Any, look: str) -> None:
    found = looks_like(document)
    assert found and look in found[0]


SLIPS: list[Any] = [
    {"type": "strin", "title": "x"},
    {"type": "string|null", "description": "x"},
    {"type": "date-time", "id": "x"},
    {"properties": {"a": "string"}, "id": "x"},
    {"items": [{"type": "string"}], "title": "x"},
    {"required": "a", "type": "object"},
    {"id": "urn:order", "title": "x", "type": ["object", "undefined"]},
]


@pytest.mark.parametrize("document", SLIPS)
def test_what_may_be_a_schema_with_a_slip_looks_like_nothing_else(document: Any) -> None:
    assert looks_like(document) is None


@pytest.mark.parametrize("document", [one for one, _ in LOOKS if isinstance(one, dict)])
def test_a_document_of_another_kind_promises_nothing(document: Any) -> None:
    assert nothing_promised(document, document)


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        (True, "any is allowed"),
        ({}, "any is allowed"),
        ({"$schema": DRAFT, "title": "OrderPlaced", "type": "object"}, "any is allowed"),
        ({"properties": {}, "required": [], "minProperties": 0}, "any is allowed"),
        ({"type": "object", "propertes": {"a": {"type": "string"}}}, "any is allowed"),
        ({"allOf": [{"$ref": "#/$defs/a"}], "$defs": {"a": {"anyOf": [{}, True]}}}, "any is allowed"),
        ({"definitions": {"Order": OBJECT}}, "refers to none of its `definitions`"),
        ({"type": "array", "items": OBJECT}, "allows no object"),
        ({"not": {}}, "allows no object"),
        ({"type": "object", "not": False}, "any is allowed"),
        ({"allOf": [{"$ref": "#/$defs/a"}], "$defs": {"a": {"type": ["string", "null"]}}}, "allows no object"),
        ({"$ref": "#"}, "any is allowed"),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"type": "object"}}}, "any is allowed"),
        ({"properties": {"source": {}, "detail-type": {}, "detail": OBJECT}}, "a whole event"),
    ],
)
def test_a_schema_that_promises_nothing_is_told(schema: Any, said: str) -> None:
    found = nothing_promised(schema, schema)
    assert found and said in found[1]


@pytest.mark.parametrize(
    "schema",
    [
        OBJECT,
        {"additionalProperties": True},
        {"required": ["a"]},
        {"anyOf": [True, OBJECT]},
        {"if": True, "else": OBJECT},
        {"patternProperties": {"^a": {}}},
        {"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": OBJECT}},
        {"enum": [{"a": 1}]},
        {"type": ["object", "null"], "maxProperties": 3},
    ],
)
def test_a_schema_that_promises_something_is_not_told(schema: Any) -> None:
    assert nothing_promised(schema, schema) is None


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_as_people_write_them_look_like_schemas(name: str) -> None:
    assert looks_like(SCHEMAS[name][1]) is None


@pytest.mark.parametrize(
    "document",
    [
        {"propertes": {"a": {"type": "string"}}, "requried": ["a"]},
        {"Properties": {"a": {"type": "string"}}, "Type": "object"},
        {"type": "objct", "propertes": {"a": {}}},
        {"title": "Order", "type": "strin"},
        {"properties": {"a": 1}},
        [1, 2],
        "text",
    ],
)
def test_a_misspelt_schema_looks_like_none_of_them(document: Any) -> None:
    assert looks_like(document) is None


@pytest.mark.bounds
def test_a_promise_behind_very_many_references_is_found() -> None:
    chain = {f"d{number}": {"allOf": [{"$ref": f"#/$defs/d{number + 1}"}] * 2} for number in range(5_000)}
    assert says_nothing({"$ref": "#/$defs/d0", "$defs": chain}) is False  # the last one leads nowhere
    assert says_nothing({"$ref": "#/$defs/d0", "$defs": {**chain, "d5000": {}}})


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("properties", "total", "required"), True, 'write "total"'),
        (("required",), True, "write its name"),
        (("properties", "required"), ["total"], "beside `properties`"),
        (("minimum", "exclusiveMinimum"), True, "instead of `minimum`"),
        (("properties", "a", "items"), [{}], "`prefixItems`"),
        (("properties", "a", "type"), "any", "leave `type` out"),
        (("properties", "a", "type"), "strin", '"string"'),
        (("type", 1), "Int", '"integer"'),
        (("additionalProperties",), "false", "without quotes"),
        (("properties", "a", "minLength"), "3", "without quotes"),
        (("required",), "total", "in brackets"),
        (("required",), {"total": True}, "in brackets"),
        (("required",), ["total", "total"], "once"),
        (("properties", "a", "type"), "date", '"format": "date"'),
        (("properties", "a", "type"), "string|null", '["string", "null"]'),
        (("properties", "a", "type"), ["string", "int"], '"integer"'),
        (("properties", "a", "type"), ["string", "string"], "each once"),
        (("properties", "a", "type"), "enum", "under `enum`"),
        (("type",), "###", "`type` is one of"),
        (("properties", "type", "type"), None, "`type` is one of"),
        (("properties", "definitions", "type"), "int", '"integer"'),
        (("properties", "a"), "str", '{"type": "string"}'),
        (("properties", "a"), ["string", "null"], "below `type`"),
        (("properties", "a"), None, "a schema is an object"),
        ((), [], "a schema is an object"),
        (("items",), "string", '{"type": "string"}'),
        (("allOf",), {"type": "object"}, "in brackets"),
        (("anyOf", 0), "string", '{"type": "string"}'),
        (("enum",), {"a": 1}, "in brackets"),
        (("properties",), ["a"], '{"NAME": {...}}'),
        (("$id",), "#here", "`$anchor`"),
        (("$anchor",), "#here", "begins with a letter"),
    ],
)
def test_a_value_that_no_metaschema_accepts_is_told_with_what_was_meant(path: Path, value: Any, said: str) -> None:
    meant = value_meant(path, value)
    assert meant and said in meant


@pytest.mark.parametrize(
    ("path", "value"), [(("minimum",), "one"), (("properties", "a", "title"), 3), (("$ref",), {}), (("minLength",), -1)]
)
def test_nothing_is_guessed_of_other_values(path: Path, value: Any) -> None:
    assert value_meant(path, value) is None


@pytest.mark.parametrize("schema", [False, {"allOf": [OBJECT, False]}, {"$ref": "#/$defs/a", "$defs": {"a": False}}])
def test_a_schema_that_allows_nothing_is_told(schema: Any) -> None:
    told = nothing_promised(schema, schema)
    assert told is not None
    assert told[1].startswith("this allows no object")
