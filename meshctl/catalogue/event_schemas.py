"""Reads the JSON Schema of an event and says what is wrong with it. Beside shape.py a door to jsonschema-rs.

A schema is never compiled as a whole: compiling takes exponential time for some (docs/surprises.md), and nothing is
fetched for it. It is checked against the metaschema, its references are followed within the file, and its regular
expressions are compiled one by one, within bounds.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import jsonschema_rs

from meshctl.catalogue.documents.json_files import Fault, NoJson, is_deep, placed, read_json
from meshctl.catalogue.documents.shortened_json import shortened_json
from meshctl.catalogue.documents.yaml_documents import MAX_BYTES, MAX_DEPTH, Path
from meshctl.json_schema.circles import circle
from meshctl.json_schema.keywords.other_documents import looks_like
from meshctl.json_schema.keywords.promises import meaningless
from meshctl.json_schema.keywords.values_that_fit import value_meant
from meshctl.json_schema.references import References, references_in
from meshctl.json_schema.subschemas import Subschemas
from meshctl.model.faults import FileFault
from meshctl.model.places import Place
from meshctl.model.schemas import Schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MOST_EXPRESSIONS = 200
MOST_SUBSCHEMAS = 20_000
READ_IN_FULL = 20_000
"""Bytes up to which all errors of a schema are told, and not only the first: each takes up to 0.2 ms."""
_BOUNDS = jsonschema_rs.FancyRegexOptions(size_limit=1_000_000)


def read_schema(path: str, content: bytes) -> Schema:
    """The schema in `content` with its faults; the first ones, where there are very many."""
    if len(content) > MAX_BYTES:
        message = f"the file has more than the {MAX_BYTES:,} bytes that a schema may have"
        return _broken(path, Place(path), message, "say less in it, or split the event")
    try:
        data = read_json(path, content)
    except NoJson as refused:
        return _broken(path, refused.place, refused.message)
    schema = Schema(path, data, placed(path, content, _faults(data, in_full=len(content) <= READ_IN_FULL)))
    if schema.faults:
        return schema
    idle, silence = (placed(path, content, told) for told in meaningless(data, data, "2020-12"))
    return replace(schema, idle=idle, silence=silence)


def _faults(data: Any, in_full: bool) -> Iterator[Fault]:
    """All faults, the coarse ones first: what no metaschema accepts is not looked into any further."""
    if is_deep(data):
        yield (), f"values are nested more than {MAX_DEPTH} deep here", "write a flatter schema, with $defs"
        return
    dialect = data.get("$schema", DIALECT) if isinstance(data, dict) else DIALECT
    if not isinstance(dialect, str) or dialect.removesuffix("#") != DIALECT:
        yield (
            ("$schema",),
            "events have schemas in JSON Schema 2020-12, and this is another dialect",
            f'say "{DIALECT}"',
        )
        return
    if _metaschema().is_valid(data):
        yield from _inner_faults(Subschemas.of(data), References(data))
        return
    if (look := looks_like(data)) is not None:
        yield (), f"this is no JSON Schema: it looks like {look[0]}", look[1]
        return
    errors = _metaschema().iter_errors(data) if in_full else _first_error(data)
    # Every vocabulary of the metaschema says its own about one and the same value; the first will do.
    for path, error in {tuple(error.instance_path): error for error in reversed(list(errors))}.items():
        yield (
            path,
            f"{shortened_json(error.instance)} does not fit here",
            value_meant(path, error.instance) or _wanted(error),
        )


def _first_error(data: Any) -> list[jsonschema_rs.ValidationError]:
    try:
        _metaschema().validate(data)
    except jsonschema_rs.ValidationError as error:
        return [error]
    return []


def _inner_faults(subschemas: Subschemas, references: References) -> Iterator[Fault]:
    if len(subschemas.by_path) > MOST_SUBSCHEMAS:
        yield (), f"it holds more than {MOST_SUBSCHEMAS:,} schemas within each other", "say less, or split the event"
        return
    yield from _broken_references(subschemas, references)
    for path, schema in subschemas.objects():
        if path and "$id" in schema:
            yield (
                (*path, "$id"),
                "a schema within the schema has an $id of its own",
                "leave it out: a file is one schema",
            )
    if (endless := circle(subschemas, references)) is not None:
        yield endless, "this refers to itself without end", "let the reference stand below `properties` or `items`"
    yield from _expressions(subschemas)


def _broken_references(subschemas: Subschemas, references: References) -> Iterator[Fault]:
    for path, reference in references_in(subschemas):
        if not reference.startswith("#"):
            message = f"{shortened_json(reference)} leads out of the file, and meshctl fetches nothing"
            yield path, message, "copy what it leads to into $defs of this file"
        elif references.path(reference) not in subschemas.by_path:
            yield (
                path,
                f"{shortened_json(reference)} leads to no schema in this file",
                "write it under $defs, or mend its name",
            )


def _expressions(subschemas: Subschemas) -> Iterator[Fault]:
    """Regular expressions that cannot be compiled; each is compiled alone and forgotten."""
    known: set[str] = set()
    for path, expression in _written_expressions(subschemas):
        known.add(expression)
        if len(known) > MOST_EXPRESSIONS:
            yield (
                path,
                f"there are more than {MOST_EXPRESSIONS} regular expressions up to here",
                "say some less exactly",
            )
            return
        if not _compiles(expression):
            message = f"{shortened_json(expression)} is no regular expression, or one that is too large"
            yield path, message, "write one as ECMA-262 knows it, with small counts"


def _written_expressions(subschemas: Subschemas) -> Iterator[tuple[Path, str]]:
    for path, schema in subschemas.objects():
        if "pattern" in schema:
            yield (*path, "pattern"), schema["pattern"]
        for expression in schema.get("patternProperties", ()):
            yield (*path, "patternProperties", expression), expression


def _compiles(expression: str) -> bool:
    try:
        jsonschema_rs.Draft202012Validator({"pattern": expression}, pattern_options=_BOUNDS)
    except jsonschema_rs.ValidationError:
        return False
    return True


@cache
def _metaschema() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator({"$ref": DIALECT})  # jsonschema-rs carries it within itself


def _wanted(error: jsonschema_rs.ValidationError) -> str:
    keyword = error.instance_path[-1] if error.instance_path else "a schema"
    return f"`{keyword}` is something else in JSON Schema 2020-12: {error.message[-200:]}"


def _broken(path: str, place: Place, message: str, help_: str = "write a JSON Schema, in JSON") -> Schema:
    return Schema(path, None, (FileFault(place, message, help_),))
