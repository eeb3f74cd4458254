"""Checks the shape of a document against the published JSON Schema. The only door to jsonschema-rs."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import islice
from json import dumps, loads
from typing import Any

import jsonschema_rs

from meshctl.catalogue.documents.shortened_json import shortened_json
from meshctl.catalogue.documents.yaml_documents import Document
from meshctl.catalogue.language.bounds import bounds, refusal
from meshctl.catalogue.language.other_keys import Owners, instead_of, owners_of_keys
from meshctl.model.findings import Finding

Schema = dict[str, Any]
_NAMES = "x-names"
"""The rule of a mapping's names, kept for the finding; a keyword that JSON Schema does not know."""
MOST_FINDINGS = 100
"""Of one file; who mends that many sees the next ones."""
READ_IN_FULL = 100_000
"""Bytes up to which all errors of a file are looked for, and not only the first: each takes up to 2 KB."""
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
    schema: Schema = loads(files("meshctl.catalogue.language").joinpath("language.schema.json").read_text("utf-8"))
    return schema


def check_shape(document: Document, kind: str) -> list[Finding]:
    """Findings where `document` is no `kind` (mesh, system, service) of the language."""
    found = (finding for error in _errors(document, kind) for finding in _findings(document, error))
    return list(islice(found, MOST_FINDINGS))


def _errors(document: Document, kind: str) -> Iterator[jsonschema_rs.ValidationError]:
    if document.size <= READ_IN_FULL:
        yield from _validator(kind).iter_errors(document.data)
        return
    try:
        _validator(kind).validate(document.data)
    except jsonschema_rs.ValidationError as error:
        yield error


@cache
def _validator(kind: str) -> jsonschema_rs.Draft202012Validator:
    schema = {"$ref": f"#/$defs/{kind}", "$defs": _checked()["$defs"]}
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


@cache
def _owners() -> Owners:
    return owners_of_keys(language())


@cache
def _checked() -> Schema:
    """The language as it is checked: equal to what is published, but one error tells all wrong names of a mapping.

    For `propertyNames` jsonschema-rs makes an error a name, each with a copy of the mapping: 17 GB for a file of 1 MB.
    """
    checked: Schema = _named_by_pattern(language())
    return checked


def _named_by_pattern(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_named_by_pattern(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    same = {key: _named_by_pattern(value) for key, value in schema.items()}
    if "propertyNames" not in schema:
        return same
    names = _resolved(same.pop("propertyNames"))
    formed, others = same.pop("patternProperties", {}), same.pop("additionalProperties", True)
    values = {f"^(?=.*(?:{form})){names['pattern']}": value for form, value in formed.items()}
    unlike = f"^(?!.*(?:{'|'.join(formed)}))" if formed else ""
    values[f"{unlike}{names['pattern']}"] = others
    return same | {"patternProperties": values, "additionalProperties": False, _NAMES: names}


def _resolved(schema: Schema) -> Schema:
    target: Schema = language()["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else {}
    return target | schema


def _findings(document: Document, error: jsonschema_rs.ValidationError) -> Iterator[Finding]:
    path, owner = list(error.instance_path), _parent_schema(error)
    place = document.place(*path)
    details = error.kind.as_dict()
    match error.kind.name:
        case "additionalProperties" if _NAMES in owner:
            about = owner[_NAMES].get("description", "")
            for key in details["unexpected"]:
                message = f"{shortened_json(key)} is no {'event name' if 'event' in about else 'name'}"
                yield Finding("wrong-name", document.key_place(*path, key), message, help=about)
        case "additionalProperties":
            for key in details["unexpected"]:
                help_ = instead_of(key, owner["properties"], _owners())
                yield Finding(
                    "unknown-key",
                    document.key_place(*path, key),
                    f"there is no key {shortened_json(key)} here",
                    help=help_,
                )
        case "required":
            key = details["property"].strip('"')
            yield Finding(
                "missing-key",
                place,
                f'the key "{key}" is missing here',
                help=_describe(owner.get("properties", {}).get(key, {})),
            )
        case "format":
            message = f"{error.instance} is out of range here"
            yield Finding("out-of-range", place, message, help=refusal(details["format"]))
        case "maxProperties" | "maxItems":
            message = f"at most {details['limit']} may stand here, and there are more"
            yield Finding("wrong-value", place, message, help=_describe(owner))
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
            yield Finding(
                "wrong-value", place, f"{shortened_json(error.instance)} does not fit here", help=_describe(owner)
            )


def _parent_schema(error: jsonschema_rs.ValidationError) -> Schema:
    """The part of the language that the failing keyword stands in."""
    schema: Any = _checked()
    for step in list(error.schema_path)[:-1]:
        schema = schema[step]
    return schema if isinstance(schema, dict) else {}


def _not_exactly_one(document: Document, path: list[str | int], owner: Schema) -> Finding:
    keys = [key for option in owner["oneOf"] for key in option["required"]]
    message = f"exactly one of {', '.join(keys)} is wanted here"
    if document.place(*path, "buffer") != document.place(*path):
        message += ", and a buffer only before a function"
    return Finding("wrong-value", document.place(*path), message, help=owner.get("description", ""))


def _describe(schema: Schema) -> str:
    schema = _resolved(schema)
    described = schema.get("description", "")
    if "minimum" in schema:
        described += f" From {schema['minimum']} to {schema['maximum']}."
    examples = schema.get("examples") or schema.get("enum") or []
    shown = ", ".join(dumps(example) for example in examples)
    return f"{described} For example: {shown}" if shown else described


def _kind(value: Any) -> str:
    return "empty" if value is None else _KINDS[type(value).__name__]
