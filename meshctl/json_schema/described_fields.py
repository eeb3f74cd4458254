"""The fields that a schema describes, with their types, as far as one line for each can say it. Pure; judges nothing."""

from collections.abc import Iterable, Iterator
from typing import Any

from meshctl.json_schema.references import References
from meshctl.json_schema.values import ANY_KIND, kind_of, kinds_of_type, spoken_kinds

MOST_FIELDS, DEEPEST, MOST_JOINED = 500, 8, 200


Described = tuple[str, str, bool]
"""A field by its path, `lines[].sku`, its types in words, and whether it is always there where the object around it is."""


def described_fields(schema: Any) -> Iterator[Described]:
    """The fields, outer ones before inner ones; the first `MOST_FIELDS`, and none that lie deeper than `DEEPEST`."""
    references, told = References(schema), 0
    waiting: list[tuple[str, tuple[Any, ...], int]] = [("", (schema,), 0)]
    while waiting and told < MOST_FIELDS:
        path, schemas, depth = waiting.pop(0)
        certain, possible = _same_value(schemas, references)
        for name, below, required in _fields(certain, possible):
            inner = f"{path}.{name}" if path else name
            yield inner, _types(below, references), required
            told += 1
            if told == MOST_FIELDS:
                return
            if depth < DEEPEST:
                waiting.append((inner, below, depth + 1))
        if (items := _all(certain + possible, "items")) and depth < DEEPEST:
            waiting.append((f"{path}[]", items, depth + 1))


def _same_value(schemas: Iterable[Any], references: References) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """All that looks at one value: what holds in any case, and what holds in some."""
    certain: dict[int, dict[str, Any]] = {}
    possible: dict[int, dict[str, Any]] = {}
    waiting = [(one, certain) for one in schemas]
    while waiting and len(certain) + len(possible) < MOST_JOINED:
        schema, into = waiting.pop(0)
        if not isinstance(schema, dict) or id(schema) in certain or id(schema) in possible:
            continue
        into[id(schema)] = schema
        waiting += [(one, into) for one in schema.get("allOf", ())]
        waiting += [(references.target(schema["$ref"]), into)] if "$ref" in schema else []
        waiting += [(one, possible) for key in ("anyOf", "oneOf") for one in schema.get(key, ())]
        waiting += [(schema[key], possible) for key in ("then", "else") if key in schema]
    return list(certain.values()), list(possible.values())


def _fields(
    certain: list[dict[str, Any]], possible: list[dict[str, Any]]
) -> Iterator[tuple[str, tuple[Any, ...], bool]]:
    required = {name for schema in certain for name in schema.get("required", ())}
    named: dict[str, list[Any]] = {}
    for schema in (*certain, *possible):
        for name, below in schema.get("properties", {}).items():
            if below is not False:
                named.setdefault(name, []).append(below)
    for name in (*named, *sorted(required - named.keys())):
        yield name, tuple(named.get(name, ())), name in required
    others = tuple(one["additionalProperties"] for one in certain if isinstance(one.get("additionalProperties"), dict))
    if others:
        yield "*", others, False


def _all(schemas: list[dict[str, Any]], keyword: str) -> tuple[Any, ...]:
    return tuple(schema[keyword] for schema in schemas if isinstance(schema.get(keyword), dict))


def _types(schemas: tuple[Any, ...], references: References) -> str:
    certain, possible = _same_value(schemas, references)
    kinds = _kinds(certain)
    some = frozenset().union(*(_kinds([one]) for one in possible)) if possible else ANY_KIND
    return spoken_kinds(kinds & some or kinds)


def _kinds(schemas: list[dict[str, Any]]) -> frozenset[str]:
    kinds = ANY_KIND
    for schema in schemas:
        if "type" in schema:
            names = schema["type"]
            kinds &= frozenset().union(*map(kinds_of_type, [names] if isinstance(names, str) else names))
        values = [schema["const"]] if "const" in schema else schema.get("enum")
        kinds &= frozenset(map(kind_of, values)) if values is not None else ANY_KIND
    return kinds
