"""What was meant by a value that no metaschema accepts where it stands: forms of other dialects, and slips of a level. Pure."""

from difflib import get_close_matches
from re import fullmatch
from typing import Any

from meshctl.json_schema.keywords.annotations import TYPES
from meshctl.json_schema.keywords.vocabularies import NUMBERED, OF_TYPES
from meshctl.json_schema.subschemas import Path

_BOUNDS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}
_TYPES_OF_OTHERS = {
    **dict.fromkeys(("str", "text", "uuid", "date", "date-time", "datetime", "timestamp", "char"), "string"),
    **dict.fromkeys(("int", "int32", "int64", "long", "short"), "integer"),
    **dict.fromkeys(("float", "double", "decimal"), "number"),
    **dict.fromkeys(("bool",), "boolean"),
    **dict.fromkeys(("list", "set", "tuple"), "array"),
    **dict.fromkeys(("dict", "map", "struct", "record"), "object"),
}
"""Types of programming languages and other schemas, by what JSON Schema calls them."""


def value_meant(path: Path, value: Any) -> str | None:
    """What to write instead of a value at its place; None where it is not one of the known slips."""
    keyword = path[-1] if path else None
    if path[-2:-1] == ("properties",) and keyword in ("required", "type", "enum") and not isinstance(value, dict):
        return f"`{keyword}` stands below `properties`, where it is the name of a field: write it beside `properties`"
    if keyword == "required" and isinstance(value, bool):
        return _required(path)
    if keyword in _BOUNDS and isinstance(value, bool):
        return f"`{keyword}` is the bound itself, instead of `{_BOUNDS[str(keyword)]}`: a number"
    if keyword == "items" and isinstance(value, list):
        return "schemas of the first items, one by one, stand in `prefixItems`"
    if isinstance(value, str):
        return _type(value) if "type" in path[-2:] else _text(keyword, value)
    return None


def _text(keyword: object, value: str) -> str | None:
    """What was put in quotes, or not into a list."""
    if keyword in ("required", "enum", "examples"):
        return f"`{keyword}` is a list: put it in brackets"
    is_number = keyword in NUMBERED | OF_TYPES["number"] and fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,18})?", value)
    return "write it without quotes" if is_number or value in ("true", "false") else None


def _required(path: Path) -> str:
    field = path[-2] if path[-3:-2] == ("properties",) else None
    named = f'"{field}"' if isinstance(field, str) and len(field) <= 40 and field.isprintable() else "its name"
    return f"`required` is a list of names: write {named} into that of the object around it"


def _type(value: str) -> str | None:
    if value == "any":
        return "leave `type` out where any type is meant"
    near = _TYPES_OF_OTHERS.get(value.lower()) or next(iter(get_close_matches(value[:40].lower(), TYPES, 1)), None)
    return f'did you mean "{near}"?' if near else None
