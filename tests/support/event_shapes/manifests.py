"""Schemas after the shape of manifests and of descriptions of APIs: maps by name, text or object, references to themselves."""

from typing import Any

TEXT: dict[str, Any] = {"type": "string"}
PERSON: dict[str, Any] = {
    "type": ["object", "string"],
    "required": ["name"],
    "properties": {"name": TEXT, "url": {"type": "string", "format": "uri"}, "email": {"type": "string", "format": "email"}},
}  # fmt: skip
NEEDS: dict[str, Any] = {"type": "object", "additionalProperties": TEXT}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "type": {"anyOf": [{"$ref": "#/$defs/type"}, {"type": "array", "items": {"$ref": "#/$defs/type"}, "minItems": 1, "uniqueItems": True}]},
        "format": TEXT,
        "enum": {"type": "array"},
        "properties": {"type": "object", "additionalProperties": {"$ref": "#/$defs/schema"}},
        "items": {"$ref": "#/$defs/schema"},
        "allOf": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/schema"}},
        "nullable": {"type": "boolean"},
    },
    "patternProperties": {"^x-": {}},
    "additionalProperties": False,
}  # fmt: skip
API_DEFS: dict[str, Any] = {
    "type": {"enum": ["object", "string", "array", "integer"]},
    "schema": SCHEMA,
    "reference": {"type": "object", "required": ["$ref"], "properties": {"$ref": {"type": "string", "format": "uri-reference"}}, "additionalProperties": False},
    "parameter": {"type": "object", "required": ["name", "in"], "properties": {"name": TEXT, "in": {"enum": ["path", "query", "header", "cookie"]}, "required": {"type": "boolean"}, "schema": {"$ref": "#/$defs/schema"}}, "patternProperties": {"^x-": {}}, "additionalProperties": False, "if": {"properties": {"in": {"const": "path"}}}, "then": {"required": ["required"], "properties": {"required": {"const": True}}}},
    "operation": {"type": "object", "required": ["responses"], "properties": {"operationId": TEXT, "tags": {"type": "array", "items": TEXT}, "parameters": {"type": "array", "uniqueItems": True, "items": {"oneOf": [{"$ref": "#/$defs/parameter"}, {"$ref": "#/$defs/reference"}]}}, "responses": {"type": "object", "minProperties": 1, "properties": {"default": {"type": "object"}}, "patternProperties": {"^[1-5](?:[0-9]{2}|XX)$": {"type": "object", "required": ["description"], "properties": {"description": TEXT}}, "^x-": {}}, "additionalProperties": False}, "deprecated": {"type": "boolean"}}},
}  # fmt: skip

MANIFESTS: dict[str, Any] = {
    "package published": {
        "type": "object",
        "required": ["name", "version"],
        "properties": {
            "name": {"type": "string", "maxLength": 214, "minLength": 1, "pattern": r"^(?:(?:@(?:[a-z0-9-*~][a-z0-9-*._~]*)?/[a-z0-9-._~])|[a-z0-9-~])[a-z0-9-._~]*$"},
            "version": TEXT,
            "keywords": {"type": "array", "items": TEXT},
            "author": {"$ref": "#/$defs/person"},
            "contributors": {"type": "array", "items": {"$ref": "#/$defs/person"}},
            "bugs": {"type": ["object", "string"], "properties": {"url": {"type": "string", "format": "uri"}}},
            "bin": {"type": ["string", "object"], "additionalProperties": TEXT},
            "dependencies": {"$ref": "#/$defs/needs"},
            "engines": {"type": "object", "properties": {"node": TEXT}, "additionalProperties": TEXT},
            "type": {"enum": ["commonjs", "module"], "default": "commonjs"},
            "exports": {"oneOf": [{"type": "string", "pattern": r"^\./"}, {"type": "object", "propertyNames": {"pattern": r"^\."}, "patternProperties": {r"^\.(/.+)?$": {"anyOf": [{"type": ["string", "null"]}, {"type": "object"}]}}}]},
            "workspaces": {"anyOf": [{"type": "array", "items": TEXT}, {"type": "object", "properties": {"packages": {"type": "array", "items": TEXT}}}]},
            "private": {"anyOf": [{"type": "boolean"}, {"enum": ["false", "true"]}]},
        },
        "anyOf": [{"type": "object", "not": {"required": ["bundledDependencies", "bundleDependencies"]}}, {"type": "object", "not": {"required": ["bundleDependencies"]}, "required": ["bundledDependencies"]}],
        "patternProperties": {"^_": {}},
        "$defs": {"person": PERSON, "needs": NEEDS},
    },
    "api described": {
        "type": "object",
        "required": ["openapi", "info", "paths"],
        "properties": {
            "openapi": {"type": "string", "pattern": r"^3\.0\.\d(-.+)?$"},
            "info": {"type": "object", "required": ["title", "version"], "properties": {"title": TEXT, "version": TEXT, "license": {"type": "object", "required": ["name"], "properties": {"name": TEXT, "url": {"type": "string", "format": "uri"}}}}, "patternProperties": {"^x-": {}}, "additionalProperties": False},
            "servers": {"type": "array", "items": {"type": "object", "required": ["url"], "properties": {"url": TEXT, "variables": {"type": "object", "additionalProperties": {"type": "object", "required": ["default"], "properties": {"default": TEXT}}}}}},
            "paths": {"type": "object", "patternProperties": {"^/": {"type": "object", "patternProperties": {"^(get|put|post|delete)$": {"$ref": "#/$defs/operation"}}}}, "additionalProperties": False},
        },
        "patternProperties": {"^x-": {}},
        "additionalProperties": False,
        "$defs": API_DEFS,
    },
    "workflow changed": {
        "type": "object",
        "required": ["on", "jobs"],
        "properties": {
            "on": {"oneOf": [{"$ref": "#/$defs/trigger"}, {"type": "array", "items": {"$ref": "#/$defs/trigger"}, "minItems": 1}, {"type": "object", "properties": {"push": {"type": ["object", "null"], "properties": {"branches": {"type": "array", "items": TEXT, "minItems": 1}}}, "schedule": {"type": "array", "items": {"type": "object", "properties": {"cron": TEXT}}}}}]},
            "env": {"oneOf": [{"type": "object", "additionalProperties": {"oneOf": [TEXT, {"type": "number"}, {"type": "boolean"}]}}, {"type": "string", "pattern": r"^.*\$\{\{(.|[\r\n])*\}\}.*$"}]},
            "jobs": {"type": "object", "minProperties": 1, "patternProperties": {"^[_a-zA-Z][a-zA-Z0-9_-]*$": {"type": "object", "required": ["runs-on"], "properties": {"runs-on": {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}, "needs": {"oneOf": [{"type": "array", "items": TEXT, "minItems": 1}, TEXT]}, "timeout-minutes": {"type": "number", "default": 360}}}}, "additionalProperties": False},
        },
        "additionalProperties": False,
        "$defs": {"trigger": {"enum": ["push", "pull_request", "schedule"]}},
    },
    "settings changed": {
        "type": "object",
        "required": ["settings"],
        "properties": {"settings": {"type": "object", "properties": {"editor.tabSize": {"type": "integer", "minimum": 1, "maximum": 8}, "editor.font.family": TEXT, "files.exclude": {"type": "object", "additionalProperties": {"anyOf": [{"type": "boolean"}, {"type": "object", "properties": {"when": {"type": "string", "pattern": r"\w*\$\(basename\)\w*"}}}]}}}, "additionalProperties": False}, "scope": {"enum": ["user", "workspace"]}},
    },
    "compose changed": {
        "type": "object",
        "properties": {
            "services": {"type": "object", "patternProperties": {"^[a-zA-Z0-9._-]+$": {"type": "object", "properties": {"image": TEXT, "command": {"oneOf": [TEXT, {"type": "array", "items": TEXT}, {"type": "null"}]}, "environment": {"oneOf": [{"type": "object", "patternProperties": {".+": {"type": ["string", "number", "boolean", "null"]}}, "additionalProperties": False}, {"type": "array", "items": TEXT, "uniqueItems": True}]}, "ports": {"type": "array", "uniqueItems": True, "items": {"oneOf": [{"type": "number"}, TEXT, {"type": "object", "properties": {"target": {"type": "integer"}, "published": {"type": ["string", "integer"]}}, "additionalProperties": False}]}}}, "patternProperties": {"^x-": {}}, "additionalProperties": False}}, "additionalProperties": False},
            "version": TEXT,
        },
        "patternProperties": {"^x-": {}},
        "additionalProperties": False,
    },
    "feature changed": {
        "type": "object",
        "required": ["type", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"oneOf": [{"type": "number"}, {"type": "string"}]},
            "properties": {"oneOf": [{"type": "null"}, {"type": "object"}]},
            "geometry": {"oneOf": [{"type": "null"}, {"type": "object", "required": ["type", "coordinates"], "properties": {"type": {"enum": ["Point"]}, "coordinates": {"type": "array", "minItems": 2, "items": {"type": "number"}}}}, {"type": "object", "required": ["type", "coordinates"], "properties": {"type": {"enum": ["LineString"]}, "coordinates": {"type": "array", "minItems": 2, "items": {"type": "array", "minItems": 2, "items": {"type": "number"}}}}}]},
            "bbox": {"type": "array", "minItems": 4, "items": {"type": "number"}},
        },
    },
}  # fmt: skip
