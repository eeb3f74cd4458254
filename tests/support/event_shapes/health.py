"""Schemas after the shape of health records: deep references, codes in arrays, a choice of value fields, recursion."""

from typing import Any

TEXT: dict[str, Any] = {"type": "string", "pattern": r"^[ \r\n\t\S]+$"}
CODE: dict[str, Any] = {"type": "string", "pattern": r"^[^\s]+(\s[^\s]+)*$"}
IDENTIFIER: dict[str, Any] = {"type": "string", "pattern": r"^[A-Za-z0-9\-\.]{1,64}$"}
DATE_TIME: dict[str, Any] = {
    "type": "string",
    "pattern": r"^([0-9]([0-9]([0-9][1-9]|[1-9]0)|[1-9]00)|[1-9]000)(-(0[1-9]|1[0-2])(-(0[1-9]|[1-2][0-9]|3[0-1])(T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?(Z|(\+|-)((0[0-9]|1[0-3]):[0-5][0-9]|14:00)))?)?)?$",
}
DEFS: dict[str, Any] = {
    "extension": {"type": "object", "required": ["url"], "properties": {"url": {"type": "string", "pattern": r"^\S*$"}, "valueString": TEXT, "extension": {"type": "array", "items": {"$ref": "#/$defs/extension"}}}, "additionalProperties": False},
    "coding": {"type": "object", "properties": {"system": {"type": "string", "pattern": r"^\S*$"}, "code": CODE, "display": TEXT, "userSelected": {"type": "boolean"}}, "additionalProperties": False},
    "concept": {"type": "object", "properties": {"coding": {"type": "array", "items": {"$ref": "#/$defs/coding"}}, "text": TEXT}, "additionalProperties": False},
    "reference": {"type": "object", "properties": {"reference": TEXT, "type": {"type": "string", "pattern": r"^\S*$"}, "display": TEXT}, "additionalProperties": False},
    "quantity": {"type": "object", "properties": {"value": {"type": "number", "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$"}, "unit": TEXT}, "additionalProperties": False},
    "name": {"type": "object", "properties": {"use": {"enum": ["usual", "official", "old"]}, "family": TEXT, "given": {"type": "array", "items": TEXT}}, "additionalProperties": False},
}  # fmt: skip


def resource(kind: str, properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    shared = {"resourceType": {"const": kind}, "id": IDENTIFIER, "extension": {"type": "array", "items": {"$ref": "#/$defs/extension"}}}  # fmt: skip
    return {
        "type": "object",
        "properties": {**shared, **properties},
        "required": ["resourceType", *required],
        "additionalProperties": False,
        "$defs": DEFS,
    }


HEALTH: dict[str, Any] = {
    "observation": resource(
        "Observation",
        {
            "status": CODE,
            "code": {"$ref": "#/$defs/concept"},
            "subject": {"$ref": "#/$defs/reference"},
            "effectiveDateTime": DATE_TIME,
            "valueQuantity": {"$ref": "#/$defs/quantity"},
            "valueString": TEXT,
            "component": {"type": "array", "items": {"type": "object", "properties": {"code": {"$ref": "#/$defs/concept"}, "valueInteger": {"type": "number", "pattern": "^-?([0]|([1-9][0-9]*))$"}}, "required": ["code"]}},
        },
        ["status", "code"],
    ),
    "patient": resource(
        "Patient",
        {
            "active": {"type": "boolean", "pattern": "^true|false$"},
            "name": {"type": "array", "items": {"$ref": "#/$defs/name"}},
            "gender": {"enum": ["male", "female", "other", "unknown"]},
            "birthDate": {"type": "string", "pattern": r"^([0-9]([0-9]([0-9][1-9]|[1-9]0)|[1-9]00)|[1-9]000)(-(0[1-9]|1[0-2])(-(0[1-9]|[1-2][0-9]|3[0-1]))?)?$"},
            "generalPractitioner": {"type": "array", "items": {"$ref": "#/$defs/reference"}},
            "contained": {"type": "array", "items": {"type": "object", "required": ["resourceType"]}},
        },
        [],
    ),
    "bundle": {
        "type": "object",
        "discriminator": {"propertyName": "resourceType", "mapping": {}},
        "required": ["type", "entry"],
        "properties": {"type": {"enum": ["transaction", "searchset"]}, "entry": {"type": "array", "items": {"type": "object", "required": ["resource"], "properties": {"fullUrl": {"type": "string", "format": "uri"}, "resource": {"oneOf": [{"$ref": "#/$defs/patient"}, {"$ref": "#/$defs/device"}]}}}}},
        "$defs": {
            **DEFS,
            "patient": {"type": "object", "required": ["resourceType"], "properties": {"resourceType": {"const": "Patient"}, "name": {"type": "array", "items": {"$ref": "#/$defs/name"}}}, "additionalProperties": False},
            "device": {"type": "object", "required": ["resourceType", "serialNumber"], "properties": {"resourceType": {"const": "Device"}, "serialNumber": TEXT}, "additionalProperties": False},
        },
    },
    "appointment": {
        "type": "object",
        "required": ["status", "participant"],
        "properties": {"status": {"enum": ["proposed", "booked", "cancelled"]}, "minutesDuration": {"type": "integer", "minimum": 1}, "participant": {"type": "array", "minItems": 1, "items": {"allOf": [{"type": "object", "properties": {"actor": {"$ref": "#/$defs/reference"}, "required": {"enum": ["required", "optional"]}, "status": {"enum": ["accepted", "declined"]}}, "required": ["status"]}, {"anyOf": [{"required": ["actor"]}, {"required": ["type"]}]}]}}, "cancelationReason": {"$ref": "#/$defs/concept"}},
        "if": {"properties": {"status": {"const": "cancelled"}}},
        "then": {"required": ["cancelationReason"]},
        "$defs": DEFS,
    },
    "questionnaire": {
        "type": "object",
        "required": ["item"],
        "properties": {"item": {"type": "array", "items": {"$ref": "#/$defs/item"}}, "version": TEXT},
        "$defs": {"item": {"type": "object", "required": ["linkId", "type"], "properties": {"linkId": TEXT, "type": {"enum": ["group", "string", "choice"]}, "text": TEXT, "repeats": {"type": "boolean"}, "item": {"type": "array", "items": {"$ref": "#/$defs/item"}}, "answerOption": {"type": "array", "items": {"type": "object", "oneOf": [{"required": ["valueInteger"]}, {"required": ["valueString"]}], "properties": {"valueInteger": {"type": "integer"}, "valueString": TEXT}}}}, "dependentSchemas": {"answerOption": {"properties": {"type": {"const": "choice"}}}}}},
    },
}  # fmt: skip
