"""Schemas that say the same in other words. Knows nothing of meshctl."""

from collections.abc import Callable
from json import dumps
from random import Random
from typing import Any

from .evolving import Schema

SUBSCHEMAS = frozenset({"not", "if", "then", "else", "items", "contains", "additionalProperties", "propertyNames"})
SUBSCHEMAS |= {"unevaluatedItems", "unevaluatedProperties"}
LISTS, NAMED = (
    ("allOf", "anyOf", "oneOf", "prefixItems"),
    ("properties", "patternProperties", "dependentSchemas", "$defs"),
)


def rewritten(random: Random, root: Schema) -> Schema:
    """The same schema, of which about every second part is written in another way."""
    renamed: Schema = _renamed(root)
    return dict(_written(random, renamed, renamed, inline=True))


def _renamed(value: Any) -> Any:
    """With other names of definitions."""
    if isinstance(value, dict):
        names = {"one": "first", "two": "second", "other": "another"}
        return {
            key: {names.get(name, name): _renamed(one) for name, one in below.items()}
            if key == "$defs"
            else _renamed(below)
            for key, below in value.items()
        }
    if isinstance(value, list):
        return [_renamed(one) for one in value]
    if isinstance(value, str) and value.startswith("#/$defs/"):
        return {"#/$defs/one": "#/$defs/first", "#/$defs/two": "#/$defs/second", "#/$defs/other": "#/$defs/another"}[
            value
        ]
    return value


def _written(random: Random, root: Schema, schema: Any, *, inline: bool) -> Any:
    if not isinstance(schema, dict):
        return schema
    known = {word: _below(random, root, word, value) for word, value in schema.items()}
    for rewrite in (*REWRITES, *(COMPOSITIONS if "unevaluated" not in dumps(root) else ())):
        known = rewrite(known) if random.random() < 0.5 else known
    reference = known.get("$ref", "#")
    if inline and known.keys() == {"$ref"} and reference != "#" and random.random() < 0.5:
        return root["$defs"][reference.rpartition("/")[2]]
    return known


def _below(random: Random, root: Schema, word: str, value: Any) -> Any:
    if word in SUBSCHEMAS:
        return _written(random, root, value, inline=True)
    if word in LISTS:
        return [_written(random, root, one, inline=True) for one in value]
    if word in NAMED:
        return {name: _written(random, root, one, inline=word != "$defs") for name, one in value.items()}
    return value


def _in_another_order(schema: Schema) -> Schema:
    return dict(reversed(schema.items()))


def _type_as_list(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"]]} if isinstance(schema.get("type"), str) else schema


def _constant_as_list(schema: Schema) -> Schema:
    if "const" not in schema or "enum" in schema:
        return schema
    return {**{word: value for word, value in schema.items() if word != "const"}, "enum": [schema["const"]]}


def _list_in_another_order(schema: Schema) -> Schema:
    return {**schema, "enum": [*reversed(schema["enum"])]} if "enum" in schema else schema


def _bounds_of_whole_numbers(schema: Schema) -> Schema:
    if schema.get("type") not in ("integer", ["integer"]) or {"minimum", "exclusiveMinimum"} <= schema.keys():
        return schema
    words = {word: value for word, value in schema.items() if word not in ("minimum", "exclusiveMinimum")}
    if "minimum" in schema:
        return {**words, "exclusiveMinimum": schema["minimum"] - 1}
    return {**words, "minimum": schema["exclusiveMinimum"] + 1} if "exclusiveMinimum" in schema else schema


def _what_says_nothing(schema: Schema) -> Schema:
    empty = {"minLength": 0, "minItems": 0, "minProperties": 0, "uniqueItems": False, "title": "A", "description": "B"}
    return (
        {**empty, "propertyNames": True, "dependentRequired": {}, "else": {}, **schema}
        if "if" not in schema
        else schema
    )


def _least_of_the_required(schema: Schema) -> Schema:
    return {"minProperties": len(schema["required"]), **schema} if "required" in schema else schema


def _around(schema: Schema) -> Schema:
    return schema if "$defs" in schema else {"allOf": [schema]}


def _chosen(schema: Schema) -> Schema:
    return schema if "$defs" in schema else {"anyOf": [schema]}


def _doubly_excluded(schema: Schema) -> Schema:
    return schema if "$defs" in schema else {"not": {"not": schema}}


def _always(schema: Schema) -> Schema:
    return schema if "$defs" in schema or "if" in schema else {"if": {}, "then": schema}


def _apart(schema: Schema) -> Schema:
    """Plain words in a schema of their own."""
    plain = {
        word: schema[word]
        for word in ("type", "minimum", "maxLength", "required", "enum", "minItems")
        if word in schema
    }
    if not plain or "allOf" in schema or "$ref" in schema:
        return schema
    return {**{word: value for word, value in schema.items() if word not in plain}, "allOf": [plain]}


REWRITES: tuple[Callable[[Schema], Schema], ...] = (
    _type_as_list,
    _constant_as_list,
    _list_in_another_order,
    _bounds_of_whole_numbers,
    _what_says_nothing,
    _least_of_the_required,
    _apart,
    _around,
    _in_another_order,
)
COMPOSITIONS: tuple[Callable[[Schema], Schema], ...] = (_chosen, _doubly_excluded, _always)
"""Rewrites that are only the same where nothing asks what a schema evaluates."""
