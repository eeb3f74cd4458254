"""Schemas after the shape of telemetry, people and things: unions of measures, trees, closed records, conditions."""

from typing import Any

TEXT: dict[str, Any] = {"type": "string"}
NUMBER: dict[str, Any] = {"type": "number"}

OPERATIONS: dict[str, Any] = {
    "metric": {
        "type": "object",
        "required": ["name", "points"],
        "properties": {"name": {"type": "string", "pattern": r"^[a-zA-Z_:][a-zA-Z0-9_:]*$"}, "unit": {"enum": ["s", "By", "1"]}, "tags": {"type": "array", "items": {"type": "string", "pattern": "^[^:]+:[^:]+$"}}, "points": {"type": "array", "items": {"type": "array", "prefixItems": [{"type": "integer"}, NUMBER], "minItems": 2, "maxItems": 2}}, "attributes": {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}}},
    },
    "log line": {
        "type": "object",
        "required": ["level", "message"],
        "properties": {"level": {"type": "string", "pattern": "^(?i)(debug|info|warn|error)$"}, "message": TEXT, "logger": TEXT, "exception": {"$ref": "#/$defs/exception"}, "context": {"type": "object", "additionalProperties": True}},
        "$defs": {"exception": {"type": ["object", "null"], "required": ["type"], "properties": {"type": TEXT, "message": {"type": ["string", "null"]}, "cause": {"$ref": "#/$defs/exception"}, "frames": {"type": "array", "maxItems": 100, "items": {"type": "object", "properties": {"line": {"type": "integer", "minimum": 0}, "file": TEXT}}}}}},
    },
    "device reading": {
        "type": "object",
        "required": ["device", "measurement"],
        "properties": {
            "device": {"type": "object", "required": ["serial"], "properties": {"serial": {"type": "string", "pattern": "^[A-F0-9]{2}(:[A-F0-9]{2}){5}$"}, "firmware": {"type": "string", "pattern": r"^\d+\.\d+\.\d+$"}}, "additionalProperties": False},
            "measurement": {"type": "object", "required": ["kind", "value"], "properties": {"kind": {"enum": ["temperature", "door", "label"]}}, "oneOf": [{"properties": {"kind": {"const": "temperature"}, "value": {"type": "number", "minimum": -273.15}}}, {"properties": {"kind": {"const": "door"}, "value": {"type": "boolean"}}}, {"properties": {"kind": {"const": "label"}, "value": TEXT}}]},
            "battery": {"type": "number", "minimum": 0, "maximum": 1},
        },
    },
    "employee hired": {
        "type": "object",
        "required": ["employee", "start"],
        "properties": {
            "employee": {"allOf": [{"$ref": "#/$defs/person"}, {"type": "object", "properties": {"manager": {"$ref": "#/$defs/person"}, "grade": {"type": "integer", "minimum": 1, "maximum": 12}}, "required": ["grade"]}], "unevaluatedProperties": False},
            "start": {"type": "string", "format": "date"},
            "contract": {"enum": ["permanent", "fixed-term"]},
            "end": {"type": "string", "format": "date"},
        },
        "if": {"properties": {"contract": {"const": "fixed-term"}}, "required": ["contract"]},
        "then": {"required": ["end"]},
        "$defs": {"person": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string", "minLength": 1}, "email": {"type": "string", "pattern": r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$"}, "phones": {"type": "array", "items": {"type": "object", "required": ["number"], "properties": {"kind": {"enum": ["home", "work"]}, "number": {"type": "string", "pattern": r"^\+?[0-9 ()-]{5,20}$"}}}}}}},
    },
    "tree changed": {
        "type": "object",
        "required": ["root"],
        "properties": {"root": {"$ref": "#/$defs/node"}, "at": {"type": "integer"}},
        "$defs": {"node": {"type": "object", "required": ["name"], "properties": {"name": TEXT, "children": {"type": "array", "items": {"$ref": "#/$defs/node"}}, "value": {"anyOf": [TEXT, NUMBER, {"type": "boolean"}]}}, "additionalProperties": False}},
    },
    "access decided": {
        "type": "object",
        "required": ["rules"],
        "properties": {"rules": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["effect", "actions"], "properties": {"effect": {"enum": ["Allow", "Deny"]}, "actions": {"oneOf": [{"type": "string", "const": "*"}, {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": r"^[a-z0-9-]+:[A-Za-z*]+$"}}]}, "principal": {"oneOf": [TEXT, {"type": "object", "properties": {"aws": {"oneOf": [TEXT, {"type": "array", "items": TEXT}]}}}]}, "conditions": {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": {"oneOf": [TEXT, {"type": "array", "items": TEXT}]}}}}, "not": {"required": ["principal", "notPrincipal"]}}}},
    },
    "incident": {
        "type": "object",
        "required": ["id", "priority", "services"],
        "properties": {"id": {"type": "string", "pattern": "^INC-[0-9]{5}$"}, "priority": {"type": "integer", "minimum": 1, "maximum": 5}, "services": {"type": "array", "minItems": 1, "uniqueItems": True, "items": TEXT}, "closed_by": {"type": ["string", "null"]}, "tags": {"type": "object", "patternProperties": {"^[a-z]+(_[a-z]+)*$": {"type": "string", "maxLength": 40}}, "maxProperties": 10}},
        "unevaluatedProperties": False,
    },
    "vehicle": {
        "type": "object",
        "required": ["vin", "position"],
        "properties": {"vin": {"type": "string", "pattern": "^[A-HJ-NPR-Z0-9]{17}$"}, "position": {"type": "object", "required": ["lat", "lon"], "properties": {"lat": {"type": "number", "minimum": -90, "maximum": 90}, "lon": {"type": "number", "minimum": -180, "maximum": 180}}}, "speed": {"type": "number", "minimum": 0}, "doors": {"type": "array", "items": {"enum": ["open", "closed"]}, "minItems": 2, "maxItems": 5}, "driver": {"const": {"role": "auto", "level": 4}}},
    },
}  # fmt: skip
