"""What was meant by a value that no metaschema accepts where it stands: forms of other dialects, and slips of a level. Pure."""

from difflib import get_close_matches
from json import dumps
from re import fullmatch, split
from typing import Any

from meshctl.json_schema.keywords.annotations import TYPES
from meshctl.json_schema.keywords.vocabularies import ALONE, NUMBERED, OF_TYPES
from meshctl.json_schema.subschemas import Path

_BOUNDS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}
_TYPES_OF_OTHERS = {
    **dict.fromkeys(("str", "text", "uuid", "date", "date-time", "datetime", "timestamp", "char"), "string"),
    **dict.fromkeys(("int", "int32", "int64", "long", "short", "bigint", "uint8", "uint16", "uint32"), "integer"),
    **dict.fromkeys(("float", "double", "decimal", "money", "float32", "float64"), "number"),
    **dict.fromkeys(("bool",), "boolean"),
    **dict.fromkeys(("list", "set", "tuple"), "array"),
    **dict.fromkeys(("dict", "map", "struct", "record"), "object"),
}
"""Types of programming languages and other schemas, by what JSON Schema calls them."""


_FORMATS = {"uuid": "uuid", "date": "date", "date-time": "date-time", "datetime": "date-time", "timestamp": "date-time"}
"""What other schemas have as types, by the format of a text that says the same."""
_LISTS_OF_SCHEMAS = ("allOf", "anyOf", "oneOf", "prefixItems")
_BY_NAMES = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
LONGEST = 40
"""Characters of a name that is quoted."""


def value_meant(path: Path, value: Any) -> str | None:
    """What to write instead of a value at its place; None where it is not one of the known slips."""
    keyword = path[-1] if path else None
    if (
        path[-2:-1] == ("properties",)
        and _is_name(path)
        and keyword in ("required", "type", "enum")
        and not isinstance(value, dict)
    ):
        return f"`{keyword}` stands below `properties`, where it is the name of a field: write it beside `properties`"
    if _is_name(path):
        return _schema(value)
    if keyword == "required":
        return _required(path, value)
    if keyword == "type" or (path[-2:-1] == ("type",) and isinstance(keyword, int)):
        return _types(value)
    if keyword in _BOUNDS and isinstance(value, bool):
        return f"`{keyword}` is the bound itself, instead of `{_BOUNDS[str(keyword)]}`: a number"
    return _text(keyword, value) if isinstance(value, str) else _form(path, value)


def _is_name(path: Path) -> bool:
    """Whether the last step is a name that people gave, and no keyword."""
    at = 0
    while at < len(path) - 1:
        held = path[at] in _BY_NAMES or path[at] in _LISTS_OF_SCHEMAS
        if held and at == len(path) - 2:
            return path[at] in _BY_NAMES
        at += 2 if held else 1
    return False


def _form(path: Path, value: Any) -> str | None:
    """What has the form of another keyword's value."""
    keyword = path[-1] if path else None
    if keyword == "items" and isinstance(value, list):
        return "schemas of the first items, one by one, stand in `prefixItems`"
    if keyword in ("enum", "examples") and isinstance(value, dict):
        return f"`{keyword}` is a list of values: put them in brackets, without names"
    if keyword in _LISTS_OF_SCHEMAS and isinstance(value, dict):
        return f"`{keyword}` is a list of schemas: put it in brackets"
    if keyword in _BY_NAMES and isinstance(value, list):
        return f'`{keyword}` has schemas by their names: write {{"NAME": {{...}}}}'
    takes_schema = not path or isinstance(keyword, int) or keyword in ALONE
    return _schema(value) if takes_schema and not isinstance(value, dict) else None


def _schema(value: Any) -> str | None:
    """What stands for a schema and is none."""
    if isinstance(value, str):
        meant = _type_meant(value)
        return f'write {{"type": "{meant}"}}' if meant else "a schema is an object: write what it says in braces"
    if isinstance(value, list) and value and all(one in TYPES for one in value):
        return 'write them below `type`: {"type": [...]}'
    return None if isinstance(value, dict | bool) else "a schema is an object, or `true` or `false`"


def _text(keyword: object, value: str) -> str | None:
    """What was put in quotes, or not into a list."""
    if keyword in ("enum", "examples"):
        return f"`{keyword}` is a list: put it in brackets"
    if keyword == "$id" and value.startswith("#"):
        return f"an anchor is said by `$anchor`, without `#`: {_quoted(value[1:])}"
    if keyword == "$anchor":
        return "an anchor begins with a letter or `_`, and has letters, digits, `-`, `_` and `.` alone"
    is_number = keyword in NUMBERED | OF_TYPES["number"] and fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,18})?", value)
    if is_number or value in ("true", "false"):
        return "write it without quotes"
    return _schema(value) if keyword in ALONE or isinstance(keyword, int) else None


def _required(path: Path, value: Any) -> str | None:
    field = path[-2] if path[-3:-2] == ("properties",) else None
    if isinstance(value, bool):
        return f"`required` is a list of names: write {_quoted(field)} into that of the object around it"
    if isinstance(value, dict | str):
        return "`required` is a list of names: put them in brackets"
    if isinstance(value, list) and len(value) > len(set(map(str, value))):
        return "say each name once"
    return None


def _quoted(name: object) -> str:
    fits = isinstance(name, str) and len(name) <= LONGEST and name.isprintable()
    return f'"{name}"' if fits else "its name"


def _types(value: Any) -> str:
    """What was meant by a value of `type`."""
    if isinstance(value, list) and len(set(map(str, value))) == len(value) > 0:
        value = next((one for one in value if one not in TYPES), value)
    parts = split(r"\s*[|,/]\s*", value) if isinstance(value, str) else []
    if len(parts) > 1 and (meant := [one for one in map(_type_meant, parts) if one]):
        return f"write a list: {dumps(meant)}"
    if value == "any":
        return "leave `type` out where any type is meant"
    if value == "enum":
        return "leave `type` out, and list the values under `enum`"
    form = _FORMATS.get(value.lower()) if isinstance(value, str) else None
    if form:
        return f'did you mean {{"type": "string", "format": "{form}"}}?'
    near = _type_meant(value) if isinstance(value, str) else None
    return f'did you mean "{near}"?' if near else f"`type` is one of {', '.join(TYPES)}, or a list of them, each once"


def names_a_type(word: str) -> bool:
    """Whether a word is a type of JSON Schema or of others, one that is misspelt, or several of them."""
    return all(one in (*TYPES, "any", "enum", "") or _type_meant(one) for one in split(r"\s*[|,/]\s*", word))


def _type_meant(value: str) -> str | None:
    word = value[:LONGEST].lower()
    return _TYPES_OF_OTHERS.get(word) or next(iter(get_close_matches(word, TYPES, 1)), None)
