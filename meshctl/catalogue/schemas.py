"""Reads the JSON Schema of an event and says what is wrong with it. Beside shape.py a door to jsonschema-rs.

A schema is never compiled as a whole: compiling takes exponential time for some (docs/surprises.md), and nothing is
fetched for it. It is checked against the metaschema, its references are followed within the file, and its regular
expressions are compiled one by one, within bounds.
"""

from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from json import JSONDecodeError, dumps, loads
from typing import Any, NoReturn

import jsonschema_rs

from meshctl.catalogue.documents import MAX_BYTES, MAX_DEPTH, Document, place_after, read_document
from meshctl.catalogue.excerpts import excerpt
from meshctl.catalogue.subschemas import Path, Subschemas
from meshctl.model.places import Place
from meshctl.model.schemas import Schema, SchemaFault

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MOST_FAULTS = 20
MOST_EXPRESSIONS = 200
MOST_SUBSCHEMAS = 20_000
READ_IN_FULL = 20_000
"""Bytes up to which all errors of a schema are told, and not only the first: each takes up to 0.2 ms."""
MOST_PLACED = 200_000
"""Bytes up to which faults have a line."""
_BOUNDS = jsonschema_rs.FancyRegexOptions(size_limit=1_000_000)

Fault = tuple[Path, str, str]
"""Where in the schema, what is wrong, and a way out."""


class _Refused(ValueError):
    """The file is no JSON for a reason that Python's reader does not know."""


def read_schema(path: str, content: bytes) -> Schema:
    """The schema in `content` with its faults, at most `MOST_FAULTS` of them."""
    if len(content) > MAX_BYTES:
        message = f"the file has more than the {MAX_BYTES:,} bytes that a schema may have"
        return _broken(path, Place(path), message, "say less in it, or split the event")
    try:
        text = content.removeprefix(BOM_UTF8).decode()
        data = loads(text, parse_constant=_no_json, object_pairs_hook=_without_repetition)
        _refuse_half_characters(text, data)
    except JSONDecodeError as error:
        before = error.doc[: min(error.pos, len(error.doc.rstrip()))]  # an end is missed where the text ends
        return _broken(path, place_after(before.encode(), path), f"this is not JSON: {error.msg}")
    except UnicodeError:
        return _broken(path, Place(path), "the file is not UTF-8 throughout", "save it as UTF-8")
    except RecursionError:
        return _broken(path, Place(path), f"values are nested more than {MAX_DEPTH} deep here")
    except ValueError as error:
        return _broken(path, Place(path), f"this is not JSON: {error}")
    faults = tuple(islice(_faults(data, in_full=len(content) <= READ_IN_FULL), MOST_FAULTS))
    return Schema(path, data, _placed(path, content, faults) if faults else ())


def _faults(data: Any, in_full: bool) -> Iterator[Fault]:
    """All faults, the coarse ones first: what no metaschema accepts is not looked into any further."""
    if _is_deep(data):
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
        yield from _inner_faults(Subschemas.of(data))
        return
    errors = _metaschema().iter_errors(data) if in_full else _first_error(data)
    # Every vocabulary of the metaschema says its own about one and the same value; the first will do.
    for path, error in {tuple(error.instance_path): error for error in reversed(list(errors))}.items():
        yield path, f"{excerpt(error.instance)} does not fit here", _wanted(error)


def _first_error(data: Any) -> list[jsonschema_rs.ValidationError]:
    try:
        _metaschema().validate(data)
    except jsonschema_rs.ValidationError as error:
        return [error]
    return []


def _inner_faults(subschemas: Subschemas) -> Iterator[Fault]:
    if len(subschemas.by_path) > MOST_SUBSCHEMAS:
        yield (), f"it holds more than {MOST_SUBSCHEMAS:,} schemas within each other", "say less, or split the event"
        return
    yield from _references(subschemas)
    for path, schema in subschemas.objects():
        if path and "$id" in schema:
            yield (
                (*path, "$id"),
                "a schema within the schema has an $id of its own",
                "leave it out: a file is one schema",
            )
    if (circle := subschemas.circle()) is not None:
        yield circle, "this refers to itself without end", "let the reference stand below `properties` or `items`"
    yield from _expressions(subschemas)


def _references(subschemas: Subschemas) -> Iterator[Fault]:
    for path, reference in subschemas.references():
        if not reference.startswith("#"):
            message = f"{excerpt(reference)} leads out of the file, and meshctl fetches nothing"
            yield path, message, "copy what it leads to into $defs of this file"
        elif subschemas.target(reference) is None:
            yield (
                path,
                f"{excerpt(reference)} leads to no schema in this file",
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
            message = f"{excerpt(expression)} is no regular expression, or one that is too large"
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


def _is_deep(data: Any) -> bool:
    level, depth = [data], 0
    while level and depth <= MAX_DEPTH:
        inside = [one.values() if isinstance(one, dict) else one for one in level if isinstance(one, dict | list)]
        level, depth = [value for values in inside for value in values], depth + 1
    return bool(level)


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise _Refused(f"the key {excerpt(twice)} stands there more than once in an object")
    return found


def _refuse_half_characters(text: str, data: Any) -> None:
    """JSON can write half of a surrogate pair, which is no text; raises `UnicodeError`."""
    if "\\u" in text:
        dumps(data, ensure_ascii=False).encode()


def _no_json(constant: str) -> NoReturn:
    raise _Refused(f"{constant} is no number of JSON")


def _placed(path: str, content: bytes, faults: tuple[Fault, ...]) -> tuple[SchemaFault, ...]:
    """Faults with their places. JSON is read as YAML for them; what only JSON can say has the place of the file.

    So have the faults of a very large file, because reading it once more would take a second.
    """
    document = read_document(path, content)[0] if len(content) <= MOST_PLACED else None
    find: Callable[..., Place] = document.place if isinstance(document, Document) else lambda *_: Place(path)
    return tuple(SchemaFault(find(*where), message, help_) for where, message, help_ in faults)


def _broken(path: str, place: Place, message: str, help_: str = "write a JSON Schema, in JSON") -> Schema:
    return Schema(path, None, (SchemaFault(place, message, help_),))
