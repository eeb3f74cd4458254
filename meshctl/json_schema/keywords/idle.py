"""Keywords without effect: those that a schema's dialect does not know, and those that mean nothing where they stand. Pure."""

from collections.abc import Iterator
from functools import cache
from json import dumps
from re import fullmatch, sub
from typing import Any

from meshctl.json_schema.keywords.annotations import TOOLS, is_extension
from meshctl.json_schema.keywords.meant import (
    LONGEST,
    field_meant,
    in_its_own_words,
    is_spelt_like_keyword,
    nearest_keyword,
    older_keyword,
    others_that_know,
    spelt_alike,
)
from meshctl.json_schema.keywords.synonyms import said_otherwise
from meshctl.json_schema.keywords.vocabularies import (
    ANNOTATIONS,
    CONTAINERS,
    FORMATS_OF_TEXTS,
    LONELY_REFERENCES,
    OF_TYPES,
    VOCABULARIES,
)
from meshctl.json_schema.keywords.written_schemas import written_schemas
from meshctl.json_schema.subschemas import Path

Told = tuple[Path, str, str]
"""Where, what says nothing there, and what helps."""
SHORTEST = 5
"""Letters of a name of which another one may be a slip."""
_NEEDED = {"then": "if", "else": "if", "minContains": "contains", "maxContains": "contains"}
_ON_IF = frozenset({"then", "else"})
_UNEVALUATED = frozenset({"unevaluatedProperties", "unevaluatedItems"})
_ARE_NO_FIELDS = frozenset({"additionalProperties", "unevaluatedProperties", "additionalItems", "uniqueItems"})
_TYPE_OF = {keyword: name for name, keywords in OF_TYPES.items() for keyword in keywords}
_NEEDY = frozenset({*_NEEDED, *_TYPE_OF, "nullable", "format"})
"""Keywords that may have no effect for what stands beside them."""
_MAY_REFUSE = frozenset({"allOf", "anyOf", "oneOf", "not", "enum"})
"""Keywords that may refuse null where no type is said."""
_ASIDE = ANNOTATIONS | CONTAINERS
_NEVER_IDLE = {name: (known | _ASIDE) - _NEEDY for name, known in VOCABULARIES.items()}
_IN_WORDS = {"number": "numbers", "string": "texts", "array": "arrays", "object": "objects"}


def idle_keywords(schema: Any, dialect: str) -> Iterator[Told]:
    """All that has no effect in a schema that is one of its dialect, in the order of the file."""
    evaluates = cache(lambda: _evaluates(schema, dialect))
    for path, one in written_schemas(schema, dialect):
        for steps, message, help_ in _idle(one, dialect):
            yield (*path, *steps), message, help_
        if "if" in one and _ON_IF.isdisjoint(one) and "if" in VOCABULARIES[dialect] and not evaluates():
            yield (*path, "if"), "`if` has no effect without `then` or `else` beside it", "write what holds then"


def _evaluates(schema: Any, dialect: str) -> bool:
    """Whether it is asked anywhere which fields and items a schema has looked at: then `if` counts by itself."""
    return any(not _UNEVALUATED.isdisjoint(one) for _, one in written_schemas(schema, dialect))


def _idle(schema: dict[str, Any], dialect: str) -> Iterator[Told]:
    known = VOCABULARIES[dialect]
    alone = isinstance(schema.get("$ref"), str) and dialect in LONELY_REFERENCES
    doubtful = schema.keys() - (_ASIDE if alone else _NEVER_IDLE[dialect])
    for key in (key for key in schema if key in doubtful):
        if key not in known:
            yield from _unknown(key, schema, dialect)
        elif alone:
            yield from _beside_a_reference(key, dialect)
        else:
            yield from _in_openapi(key, schema) if dialect == "OpenAPI 3.0" else ()
            yield from _out_of_place(key, schema)
    yield from () if alone else (*_inside_properties(schema), *_misspelt_required(schema), *_in_slashes(schema))
    if dialect == "OpenAPI 3.0" and isinstance(schema.get("type"), list):
        help_ = "write one type, with `nullable: true` for null, or say it in OpenAPI 3.1"
        yield ("type",), "OpenAPI 3.0 knows no list of types: its tools read something else", help_


def _unknown(key: str, schema: dict[str, Any], dialect: str) -> Iterator[Told]:
    value = schema[key]
    others = others_that_know(key, dialect)
    if others:
        message = f"`{key}` is a keyword of {_several(others)}, and this schema is read as {_spoken(dialect)}"
        yield (key,), message, in_its_own_words(key, dialect, others)
        return
    is_meant = key.startswith("x-") or key in TOOLS or not is_spelt_like_keyword(key, dialect)
    if is_meant and is_extension(key, value):
        return
    message = f"{shown_word(key)} is no keyword of {_spoken(dialect)}: it has no effect"
    meant = said_otherwise(key, schema, dialect) or _meant(key, value, dialect)
    ways_out = [one for one in (meant, field_meant(value, schema)) if one]
    yield (key,), message, "; ".join(ways_out) or "leave it out, or let its name begin with `x-` if it is a note"


def _meant(key: str, value: Any, dialect: str) -> str:
    """The keyword that a key is nearly, of this dialect or else of another one; empty where there is none."""
    near, older = nearest_keyword(key, value, dialect), older_keyword(key, value, dialect)
    if near or older in ANNOTATIONS:
        return f'did you mean "{near[0] if near else older}"?'
    if older is None:
        return ""
    others = others_that_know(older, dialect)
    return f'"{older}" is a keyword of {_several(others)}: {in_its_own_words(older, dialect, others)}'


def _out_of_place(key: str, schema: dict[str, Any]) -> Iterator[Told]:
    """What a keyword needs beside it, and is not there."""
    value = schema[key]
    needed = _NEEDED.get(key)
    if needed and needed not in schema:
        yield (key,), f"`{key}` has no effect without `{needed}` beside it", f"write `{needed}`, or leave `{key}` out"
    elif key == "additionalItems" and not isinstance(schema.get("items"), list) and value is not True:
        message = "`additionalItems` has no effect where `items` is no list"
        yield (key,), message, "say under `items` what all items are, or leave `additionalItems` out"
    elif (of := _TYPE_OF.get(key)) and not _says_nothing(key, value) and not _may_be(of, schema.get("type")):
        message = f"`{key}` is about {_IN_WORDS[of]}, and this allows none: it has no effect"
        yield (key,), message, "leave it out, or mend `type`"
    elif key == "format":
        yield from _format(value, schema.get("type"))


def _format(name: Any, types: Any) -> Iterator[Told]:
    """A format of texts where no text is allowed, or one that is spelt otherwise than it is called. Others may be somebody's own."""
    meant = FORMATS_OF_TEXTS.get(spelt_alike(name)) if isinstance(name, str) and len(name) <= LONGEST else None
    if meant and meant != name:
        yield (
            ("format",),
            f"{shown_word(name)} is no format of JSON Schema: it says nothing",
            f'did you mean "{meant}"?',
        )
    elif meant and not _may_be("string", types):
        message = f"`format` {shown_word(name)} is about texts, and this allows none: it has no effect"
        yield ("format",), message, "leave it out, or mend `type`"


def _in_openapi(key: str, schema: dict[str, Any]) -> Iterator[Told]:
    """What OpenAPI 3.0 heeds in one form alone."""
    value = schema[key]
    if key == "items" and isinstance(value, list):
        message = "`items` has no effect as a list: OpenAPI 3.0 knows one schema for all items"
        yield (
            (key,),
            message,
            "write that one, with `anyOf` for several kinds, or say it in OpenAPI 3.1, as `prefixItems`",
        )
    elif key == "nullable" and not isinstance(value, bool):
        yield (key,), "`nullable` has no effect unless it is `true`", "write `true`, without quotes, or leave it out"
    elif key == "nullable" and value and None not in schema.get("enum", (None,)):
        yield (key,), "`nullable` has no effect: `enum` does not list null", "add null to `enum`"
    elif key == "nullable" and value and "type" not in schema and not _MAY_REFUSE.isdisjoint(schema):
        help_ = 'say `type` there, or write `anyOf`: [{...}, {"enum": [null]}]'
        yield (key,), "`nullable` has no effect without `type` beside it", help_


def _may_be(of: str, types: Any) -> bool:
    """Whether values of a type are allowed, as far as `type` says; what is wrong in it is told elsewhere."""
    names = [types] if isinstance(types, str) else types
    return not isinstance(names, list) or of in names or (of == "number" and "integer" in names)


def _says_nothing(key: str, value: Any) -> bool:
    """Whether a keyword would demand nothing anywhere: those that generators write into every schema."""
    return (
        value is True
        or value in ({}, [])
        or (key == "uniqueItems" and value is False)
        or (value == 0 and key[:3] == "min")
    )


def _beside_a_reference(key: str, dialect: str) -> Iterator[Told]:
    if key not in _ASIDE | {"$ref", "id", "$id"}:
        message = f"`{key}` has no effect beside `$ref`: {_spoken(dialect)} heeds nothing there"
        yield (key,), message, 'put both into `allOf`: [{"$ref": ...}, {...}]'


def _inside_properties(schema: dict[str, Any]) -> Iterator[Told]:
    """Keywords that slipped a level too deep, where they are the names of fields."""
    fields = schema.get("properties")
    for key, value in fields.items() if isinstance(fields, dict) else ():
        if key in _ARE_NO_FIELDS and isinstance(value, bool):
            message = f"`{key}` stands below `properties`, where it is the name of a field"
            yield ("properties", key), message, "write it beside `properties`"


def _misspelt_required(schema: dict[str, Any]) -> Iterator[Told]:
    """Names that are required and not described, where one is, not required itself, that has a letter more, less or otherwise, or other case and signs."""
    fields, required = schema.get("properties"), schema.get("required")
    if not isinstance(fields, dict) or not isinstance(required, list):
        return
    lost = {name: number for number, name in enumerate(required) if isinstance(name, str) and name not in fields}
    asked = frozenset(name for name in required if isinstance(name, str)) if lost else frozenset()
    known = {spelt: name for name in fields if lost and name not in asked for spelt in _nearly(name)}
    if not known:
        return
    for name, number in lost.items():
        near = next((known[spelt] for spelt in _nearly(name) if spelt in known), name)
        if not _are_numbered(near, name):
            message = f"{shown_word(name)} is required, and described is {shown_word(near)}"
            yield ("required", number), message, f"did you mean {shown_word(near)}? (or describe both)"


def _nearly(name: str) -> Iterator[str]:
    """The name, it without each letter, and without case and signs: what two names share, of which one is a slip of the other."""
    if len(alike := spelt_alike(name[:LONGEST])) > 1:
        yield f"{alike} in any spelling"
    if SHORTEST <= len(name) <= LONGEST:
        yield from (name, *(name[:at] + name[at + 1 :] for at in range(len(name))))


def _are_numbered(one: str, other: str) -> bool:
    """Whether they differ in their numbers alone, as `address1` and `address2` do, which are two fields."""
    return sub("[0-9]+", "0", one) == sub("[0-9]+", "0", other)


def _in_slashes(schema: dict[str, Any]) -> Iterator[Told]:
    """An expression as JavaScript writes it, which no text fits here."""
    found = fullmatch(r"/(\^.*|.*\$)/[a-z]{0,5}", text) if isinstance(text := schema.get("pattern"), str) else None
    if found:
        message = "slashes around an expression are letters here, so no text fits it"
        yield ("pattern",), message, f"write {shown_word(found[1])}"


def shown_word(key: str) -> str:
    """A keyword, a name or a value of a schema as JSON, shortened."""
    text = dumps(key, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _spoken(dialect: str) -> str:
    return dialect if dialect.startswith("OpenAPI") else f"JSON Schema {dialect}"


def _several(dialects: list[str]) -> str:
    return _spoken(dialects[0]) if len(dialects) == 1 else f"{_spoken(dialects[0])} to {dialects[-1]}"
