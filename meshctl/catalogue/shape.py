"""Checks the shape of a document against the published JSON Schema. The only door to jsonschema-rs."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from json import dumps, loads
from typing import Any

import jsonschema_rs

from meshctl.catalogue.bounds import bounds, refusal
from meshctl.catalogue.documents import Document
from meshctl.model.findings import Finding, did_you_mean

Schema = dict[str, Any]
_KINDS = {
    "str": "text",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "dict": "a mapping",
    "list": "a list",
}
_TYPES = {
    "string": "text",
    "object": "a mapping",
    "array": "a list",
    "integer": "a whole number",
    "boolean": "true or false",
}


@cache
def language() -> Schema:
    """The JSON Schema (2020-12) of the catalogue language."""
    schema: Schema = loads(files("meshctl.catalogue").joinpath("language.schema.json").read_text("utf-8"))
    return schema


def check_shape(document: Document, kind: str) -> list[Finding]:
    """Findings where `document` is no `kind` (mesh, system, service) of the language."""
    return [finding for error in _validator(kind).iter_errors(document.data) for finding in _findings(document, error)]


@cache
def _validator(kind: str) -> jsonschema_rs.Draft202012Validator:
    schema = {"$ref": f"#/$defs/{kind}", "$defs": language()["$defs"]}
    formats = {name: bounds(name) for name in _formats(schema)}
    return jsonschema_rs.Draft202012Validator(schema, formats=formats, validate_formats=True)


def _formats(schema: Any) -> set[str]:
    """The formats that the language names: each says the bounds of a duration or a size."""
    found: set[str] = set()
    waiting = [schema]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            found |= {one["format"]} if isinstance(one.get("format"), str) else set()
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return found


def _findings(document: Document, error: jsonschema_rs.ValidationError) -> Iterator[Finding]:
    path, owner = list(error.instance_path), _parent_schema(error)
    place = document.place(*path)
    details = error.kind.as_dict()
    match error.kind.name:
        case "additionalProperties":
            for key in details["unexpected"]:
                help_ = did_you_mean(key, owner["properties"])
                yield Finding(
                    "unknown-key", document.key_place(*path, key), f'there is no key "{key}" here', help=help_
                )
        case "required":
            key = details["property"].strip('"')
            yield Finding(
                "missing-key",
                place,
                f'the key "{key}" is missing here',
                help=_describe(owner.get("properties", {}).get(key, {})),
            )
        case "propertyNames":
            for key in _bad_names(document, path, owner):
                about = owner.get("description", "")
                message = f"{_shown(key)} is no {'event name' if 'event' in about else 'name'}"
                yield Finding("wrong-name", document.key_place(*path, key), message, help=about)
        case "format":
            message = f"{error.instance} is out of range here"
            yield Finding("out-of-range", place, message, help=refusal(details["format"]))
        case "oneOf":
            yield _not_exactly_one(document, path, owner)
        case "type":
            wanted = _TYPES.get(owner["type"], owner["type"])
            message = f"{wanted} is wanted here, and this is {_kind(error.instance)}"
            quotes = (
                "put it in quotes" if wanted == "text" and isinstance(error.instance, int | float) else _describe(owner)
            )
            yield Finding("wrong-value", place, message, help=quotes)
        case _:
            yield Finding("wrong-value", place, f"{_shown(error.instance)} does not fit here", help=_describe(owner))


def _parent_schema(error: jsonschema_rs.ValidationError) -> Schema:
    """The part of the language that the failing keyword stands in."""
    schema: Any = language()
    for step in list(error.schema_path)[:-1]:
        schema = schema[step]
    return schema if isinstance(schema, dict) else {}


def _bad_names(document: Document, path: list[str | int], rule: Schema) -> list[str]:
    value = document.data
    for step in path:
        value = value[step]
    validator = jsonschema_rs.Draft202012Validator(rule)
    return [key for key in value if not validator.is_valid(key)]


def _not_exactly_one(document: Document, path: list[str | int], owner: Schema) -> Finding:
    keys = [key for option in owner["oneOf"] for key in option["required"]]
    message = f"exactly one of {', '.join(keys)} is wanted here"
    if document.place(*path, "buffer") != document.place(*path):
        message += ", and a buffer only before a function"
    return Finding("wrong-value", document.place(*path), message, help=owner.get("description", ""))


def _describe(schema: Schema) -> str:
    target = language()["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else {}
    described = schema.get("description") or target.get("description", "")
    examples = schema.get("examples") or target.get("examples") or schema.get("enum") or []
    shown = ", ".join(dumps(example) for example in examples)
    return f"{described} For example: {shown}" if shown else described


def _kind(value: Any) -> str:
    return "empty" if value is None else _KINDS[type(value).__name__]


def _shown(value: Any) -> str:
    text = dumps(value)
    return text if len(text) <= 60 else text[:57] + "..."
