"""Schemas as teams write and tools generate them, each in its dialect. All of them are sound: nothing is to be told of them."""

from typing import Any

_2020 = "https://json-schema.org/draft/2020-12/schema"

SCHEMAS: dict[str, tuple[str, Any]] = {
    "by hand, with examples": (
        "2020-12",
        {
            "$schema": _2020,
            "$id": "https://shop.example/schemas/order-placed.json",
            "$comment": "reviewed by the checkout team",
            "title": "OrderPlaced",
            "description": "A customer has paid.",
            "type": "object",
            "properties": {
                "order_id": {"type": "string", "format": "uuid", "examples": ["0b7c"], "readOnly": True},
                "total": {"$ref": "#/$defs/money", "description": "with taxes"},
                "lines": {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"$ref": "#/$defs/line"}},
                "type": {"const": "web", "default": "web"},
                "required": {"type": "boolean", "deprecated": True},
                "labels": {"type": "object", "additionalProperties": {"type": "string"}},
            },
            "required": ["order_id", "total"],
            "additionalProperties": False,
            "$defs": {
                "money": {"type": "object", "properties": {"amount": {"type": "number", "minimum": 0}, "currency": {}}},
                "line": {
                    "type": "object",
                    "properties": {"sku": {"type": "string"}},
                    "propertyNames": {"pattern": "^[a-z]"},
                },
            },
            "x-owner": "checkout",
        },
    ),
    "of pydantic": (
        "2020-12",
        {
            "title": "Payment",
            "type": "object",
            "properties": {
                "reason": {"anyOf": [{"type": "string"}, {"type": "null"}], "default": None, "title": "Reason"},
                "kind": {"discriminator": {"propertyName": "k"}, "oneOf": [{"$ref": "#/$defs/Card"}]},
            },
            "$defs": {
                "Card": {"properties": {"k": {"const": "card", "type": "string"}}, "required": ["k"], "type": "object"}
            },
        },
    ),
    "of zod": (
        "draft-07",
        {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "$ref": "#/definitions/Shipment",
            "definitions": {
                "Shipment": {
                    "type": "object",
                    "properties": {"at": {"type": "string", "format": "date-time"}, "to": {"type": ["string", "null"]}},
                    "required": ["at"],
                    "additionalProperties": False,
                }
            },
        },
    ),
    "for Java": (
        "draft-07",
        {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "type": "object",
            "javaType": "shop.orders.OrderPlaced",
            "javaInterfaces": ["java.io.Serializable"],
            "properties": {
                "state": {"type": "string", "enum": ["new", "old"], "javaEnumNames": ["NEW", "OLD"]},
                "at": {"existingJavaType": "java.time.Instant", "type": "string"},
            },
            "if": {"properties": {"state": {"const": "old"}}},
            "then": {"required": ["at"]},
            "dependencies": {"at": ["state"]},
        },
    ),
    "for editors and forms": (
        "draft-07",
        {
            "type": "object",
            "properties": {
                "level": {
                    "type": "string",
                    "enum": ["a", "b"],
                    "enumNames": ["A", "B"],
                    "markdownDescription": "**a** or b",
                    "enumDescriptions": ["first", "second"],
                    "meta:enum": {"a": "first"},
                    "propertyOrder": 10,
                    "errorMessage": {"enum": "a or b"},
                    "tsType": "Level",
                    "ui:widget": "select",
                }
            },
            "defaultSnippets": [{"label": "x", "body": {}}],
            "allowTrailingCommas": True,
            "version": "1.2.0",
        },
    ),
    "of an event registry": (
        "draft-07",
        {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "self": {"vendor": "example.shop", "name": "click", "format": "jsonschema", "version": "1-0-0"},
            "type": "object",
            "properties": {"page": {"type": "string", "maxLength": 100}},
        },
    ),
    "as old as draft-04": (
        "draft-04",
        {
            "$schema": "http://json-schema.org/draft-04/schema#",
            "id": "https://shop.example/stock.json",
            "type": "object",
            "properties": {
                "left": {"type": "integer", "minimum": 0, "exclusiveMinimum": True},
                "pair": {"type": "array", "items": [{"type": "string"}, {"type": "number"}], "additionalItems": False},
                "example": {"type": "string", "example": "x"},
            },
            "definitions": {"unused": {"type": "null"}},
        },
    ),
    "of 2019-09": (
        "2019-09",
        {
            "$schema": "https://json-schema.org/draft/2019-09/schema",
            "$recursiveAnchor": True,
            "type": "object",
            "properties": {
                "below": {"type": "array", "items": {"$recursiveRef": "#"}, "contains": {}, "minContains": 0}
            },
            "dependentRequired": {"below": ["name"]},
            "unevaluatedProperties": True,
        },
    ),
    "a component of OpenAPI 3.0": (
        "OpenAPI 3.0",
        {
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": {"type": "integer", "format": "int64", "example": 4711, "xml": {"attribute": True}},
                "note": {"type": "string", "nullable": True, "externalDocs": {"url": "https://shop.example"}},
                "kind": {"$ref": "#/components/schemas/Kind"},
            },
            "discriminator": {"propertyName": "id"},
            "x-amazon-events-source": "shop",
        },
    ),
    "a choice of kinds": (
        "2020-12",
        {
            "oneOf": [{"$ref": "#/$defs/a"}, {"properties": {"b": {"minLength": 1}}, "required": ["b"]}],
            "$defs": {"a": {"enum": [{"a": 1}], "x-note": {"propertes": {}}}},
        },
    ),
    "any data, on purpose": ("2020-12", {"type": "object", "additionalProperties": True}),
}
