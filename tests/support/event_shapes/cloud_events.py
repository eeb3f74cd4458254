"""Schemas after the shape of CloudEvents and of other envelopes: context beside data, extensions, alternatives by type."""

from typing import Any

TEXT: dict[str, Any] = {"type": "string"}
NOT_EMPTY: dict[str, Any] = {"type": "string", "minLength": 1}
CONTEXT: dict[str, Any] = {
    "id": NOT_EMPTY,
    "source": {"type": "string", "minLength": 1, "format": "uri-reference"},
    "specversion": {"type": "string", "const": "1.0"},
    "type": NOT_EMPTY,
    "time": {"type": ["string", "null"], "format": "date-time", "minLength": 1},
    "datacontenttype": {"type": ["string", "null"], "minLength": 1},
    "subject": {"type": ["string", "null"], "minLength": 1},
}
REQUIRED = ["id", "source", "specversion", "type"]

CLOUD_EVENTS: dict[str, Any] = {
    "cloud event": {
        "type": "object",
        "required": REQUIRED,
        "properties": {**CONTEXT, "data": {"type": ["object", "string", "number", "array", "boolean", "null"]}, "data_base64": {"type": ["string", "null"], "contentEncoding": "base64"}},
    },
    "cloud event with extensions": {
        "type": "object",
        "required": REQUIRED,
        "properties": {**CONTEXT, "data": {"$ref": "#/$defs/payload"}},
        "propertyNames": {"pattern": "^[a-z0-9]{1,20}$"},
        "additionalProperties": {"type": ["string", "boolean", "integer"]},
        "$defs": {"payload": {"type": "object", "properties": {"orderId": {"type": "string", "format": "uuid"}, "amount": {"type": "number", "exclusiveMinimum": 0, "multipleOf": 0.01}}, "required": ["orderId"]}},
    },
    "user event": {
        "type": "object",
        "required": ["specversion", "type", "data"],
        "properties": {"specversion": {"const": "1.0"}, "type": {"enum": ["user.created", "user.deleted"]}, "data": {"type": "object"}},
        "allOf": [
            {
                "if": {"properties": {"type": {"const": "user.created"}}},
                "then": {"properties": {"data": {"required": ["email"], "properties": {"email": {"type": "string", "pattern": r"^[^@\s]+@[^@\s]+$"}, "roles": {"type": "array", "uniqueItems": True, "items": {"enum": ["admin", "member", "guest"]}}}}}},
            },
            {"if": {"properties": {"type": {"const": "user.deleted"}}}, "then": {"properties": {"data": {"required": ["reason"], "properties": {"reason": TEXT}}}}},
        ],
    },
    "envelope": {
        "type": "object",
        "required": ["header", "body"],
        "additionalProperties": False,
        "properties": {
            "header": {
                "type": "object",
                "required": ["correlationId", "version"],
                "properties": {
                    "correlationId": {"type": "string", "pattern": "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"},
                    "version": {"type": "string", "pattern": r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?$"},
                    "tenant": {"type": "string", "pattern": r"^\w+$"},
                },
            },
            "body": {"oneOf": [{"$ref": "#/$defs/text"}, {"$ref": "#/$defs/binary"}]},
        },
        "$defs": {
            "text": {"type": "object", "required": ["kind", "text"], "properties": {"kind": {"const": "text"}, "text": TEXT, "language": {"type": "string", "pattern": "^[a-z]{2}(-[A-Z]{2})?$"}}},
            "binary": {"type": "object", "required": ["kind", "bytes"], "properties": {"kind": {"const": "binary"}, "bytes": {"type": "string", "pattern": "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"}}},
        },
    },
    "trace span": {
        "type": "object",
        "required": ["traceId", "spanId", "attributes"],
        "properties": {
            "traceId": {"type": "string", "pattern": "^(?!0+$)[0-9a-f]{32}$"},
            "spanId": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
            "attributes": {"type": "object", "patternProperties": {r"^[a-z][a-z0-9_.]*$": {"type": ["string", "number", "boolean"]}}, "additionalProperties": False},
            "events": {"type": "array", "items": {"type": "object", "required": ["name"], "properties": {"name": TEXT, "timeUnixNano": {"type": "integer"}}}},
            "links": {"type": "array", "contains": {}},
            "status": {"type": "object", "properties": {"code": {"type": "integer", "enum": [0, 1, 2]}}},
        },
    },
}  # fmt: skip
