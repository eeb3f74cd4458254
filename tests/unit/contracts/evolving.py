"""Random schemas of events, later versions of them, and data that their publisher may send. Knows nothing of meshctl.

The data keeps the convention of the project: a publisher sends only properties that its schema names somewhere for that
place, unless the schema names none there or describes the others as well.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any

NAMES = ("a", "b", "ab", "ba")
TEXTS = ("", "a", "b", "ab", "aab", "2026-11-23", "12:00:00Z", "bbbb")
NUMBERS = (-2, -1, 0, 1, 2, 3, 4, 6, 0.5, 1.5, 2.0)
SCALARS = (*TEXTS, *NUMBERS, True, False, None)
EXPRESSIONS = ("^a", "b$", "^[ab]*$")
TYPES = ("null", "boolean", "integer", "number", "string", "array", "object")
IN_LISTS, ALONE = ("allOf", "anyOf", "oneOf"), ("not", "if", "then", "else")
DEFINITIONS = ("#/$defs/one", "#/$defs/two")

Schema = dict[str, Any]


def schema_of_an_event(random: Random) -> Schema:
    """A schema with definitions that it may refer to."""
    return {**_schema(random, 3), "$defs": {"one": _schema(random, 1), "two": _schema(random, 1)}}


def later_version(random: Random, schema: Schema) -> Schema:
    """The schema after one to three edits at random places of it."""
    later = deepcopy(schema)
    for _ in range(random.choice((1, 1, 2, 3))):
        places = list(_places(later)) if random.random() < 0.4 else [later, *later.get("properties", {}).values()]
        _edit(random, random.choice([place for place in places if isinstance(place, dict)]))
    return later


def data_of(random: Random, root: Schema) -> Any:
    """Data that the publisher may send if it is valid, which it often is."""
    return _value(random, root, [root], 0)


def _schema(random: Random, levels: int) -> Schema:
    kind = random.choice(("object", "object", "object", "array", "string", "number", "integer", "mixed"))
    schema: Schema = {} if kind == "mixed" else {"type": kind}
    for word in random.sample(_words_for(kind, levels), k=random.choice((1, 2, 2, 3, 4))):
        schema[word] = _written(random, word, levels - 1)
    return schema


def _words_for(kind: str, levels: int) -> list[str]:
    texts, numbers = ["minLength", "maxLength", "pattern", "format", "enum"], ["minimum", "maximum", "enum"]
    numbers += ["exclusiveMinimum", "exclusiveMaximum", "multipleOf", "const"]
    arrays = ["items", "items", "minItems", "maxItems", "prefixItems", "uniqueItems", "contains", "minContains"]
    arrays += ["maxContains", "unevaluatedItems"]
    objects = [
        *["properties"] * 9,
        *["required"] * 4,
        "additionalProperties",
        "additionalProperties",
        "patternProperties",
    ]
    objects += ["propertyNames", "minProperties", "maxProperties", "dependentRequired", "unevaluatedProperties"]
    objects += ["dependentSchemas", "if", "then", "allOf", "anyOf", "oneOf", "not", "$ref"]
    mixed = [
        "type",
        "type",
        "enum",
        "const",
        *ALONE,
        *IN_LISTS,
        *IN_LISTS,
        "$ref",
        "minimum",
        "maxLength",
        "properties",
    ]
    words = {"string": texts, "number": numbers, "integer": numbers, "array": arrays, "object": objects, "mixed": mixed}
    return words[kind] if levels else [*texts, *numbers, "type", "type", "required", "maxProperties"]


def _written(random: Random, word: str, levels: int) -> Any:
    """A value for a keyword."""
    plain: dict[str, Callable[[], Any]] = {
        "type": lambda: random.choice((random.choice(TYPES), random.sample(TYPES, k=2))),
        "enum": lambda: random.sample(SCALARS, k=random.choice((1, 2, 4))),
        "const": lambda: random.choice(SCALARS),
        "required": lambda: random.sample(NAMES, k=random.choice((1, 1, 2))),
        "pattern": lambda: random.choice(EXPRESSIONS),
        "format": lambda: random.choice(("date", "time", "email")),
        "multipleOf": lambda: random.choice((1, 2, 3, 0.5)),
        "uniqueItems": lambda: random.random() < 0.8,
        "dependentRequired": lambda: {random.choice(NAMES): random.sample(NAMES, k=1)},
        "$ref": lambda: random.choice(DEFINITIONS),
    }
    if word in plain:
        return plain[word]()
    if word.startswith(("min", "max", "exclusive")):
        return random.choice((-1, 0, 1, 2, 3)) if word.endswith("imum") else random.choice((0, 1, 1, 2, 3))
    return _written_below(random, word, levels)


def _written_below(random: Random, word: str, levels: int) -> Any:
    if word in ("properties", "patternProperties", "dependentSchemas"):
        names = random.sample(EXPRESSIONS if word == "patternProperties" else NAMES, k=random.choice((1, 2, 2)))
        recursive = word == "properties" and random.random() < 0.06
        return {name: {"$ref": "#"} if recursive else _below(random, levels) for name in names}
    if word in (*IN_LISTS, "prefixItems"):
        return [_below(random, levels) for _ in range(random.choice((1, 2, 2, 3)))]
    if word in ("additionalProperties", "unevaluatedProperties", "unevaluatedItems"):
        return random.choice((False, False, True, _below(random, levels)))
    return _below(random, levels)


def _below(random: Random, levels: int) -> Any:
    chance = random.random()
    if chance < 0.06:
        return random.choice((True, False, {}))
    return {"$ref": random.choice(DEFINITIONS)} if chance < 0.15 else _schema(random, max(0, levels))


def _places(schema: Any) -> Iterator[Schema]:
    """All schemas in a schema, itself included."""
    if isinstance(schema, dict):
        yield schema
        for word, value in schema.items():
            for one in _written_in(word, value):
                yield from _places(one)


def _written_in(word: str, value: Any) -> Iterator[Any]:
    if word in ("properties", "patternProperties", "dependentSchemas", "$defs"):
        yield from value.values()
    elif word in (*IN_LISTS, "prefixItems"):
        yield from value
    elif word not in ("enum", "const", "dependentRequired"):
        yield value


def _edit(random: Random, schema: Schema) -> None:
    words = [word for word in schema if word not in ("$defs", "$ref")]
    act = random.random()
    if act < 0.25 and words:
        del schema[random.choice(words)]
    elif act < 0.6 and words:
        _edit_word(random, schema, random.choice(words))
    else:
        kind = schema.get("type")
        word = random.choice(_words_for(kind if kind in ("string", "number", "array", "object") else "mixed", 1))
        schema[word] = _written(random, word, 0)


def _edit_word(random: Random, schema: Schema, word: str) -> None:
    """A small change of one keyword: an entry more or less, a bound moved, or something else altogether."""
    value = schema[word]
    if isinstance(value, list) and value and random.random() < 0.8:
        new = _written(random, word, 0)
        schema[word] = (
            random.choice(([*value, *new], value[1:] or value, list(reversed(value)))) if isinstance(new, list) else new
        )
    elif isinstance(value, dict) and word in ("properties", "patternProperties") and random.random() < 0.8:
        rest = {name: one for name, one in value.items() if name != random.choice([*value])}
        schema[word] = random.choice((rest, {**_written(random, word, 0), **value}))
    elif isinstance(value, int) and not isinstance(value, bool) and word not in ("const", "multipleOf"):
        schema[word] = (
            max(0, value + random.choice((-1, 1))) if not word.endswith("imum") else value + random.choice((-1, 1))
        )
    else:
        schema[word] = _written(random, word, 0)
    if word in ("enum", "required") or (word == "type" and isinstance(schema[word], list)):
        schema[word] = _once(schema[word])


def _once(values: list[Any]) -> list[Any]:
    return list({(isinstance(one, bool), one): one for one in values}.values())


def _value(random: Random, root: Schema, site: list[Any], depth: int) -> Any:
    """A value for a place that all the schemas of `site` look at."""
    looking = [one for one in _in_place(root, site) if isinstance(one, dict)]
    listed = [value for one in looking for value in (*one.get("enum", ()), *([one["const"]] if "const" in one else ()))]
    if listed and random.random() < 0.6:
        return random.choice(listed)
    types = [
        name for one in looking for name in ([one["type"]] if isinstance(one.get("type"), str) else one.get("type", ()))
    ]
    kind = random.choice(types) if types and random.random() < 0.9 else random.choice(TYPES)
    if depth > 4 or kind not in ("object", "array"):
        return random.choice(_scalars(kind, looking))
    return (_object if kind == "object" else _array)(random, root, looking, depth)


def _scalars(kind: str, looking: list[Schema]) -> list[Any]:
    bounds = [
        one[word] + more for one in looking for word in one if word.lower().endswith("imum") for more in (-0.5, 0, 1)
    ]
    if kind in ("integer", "number"):
        return [*NUMBERS, *bounds]
    known: dict[str, list[Any]] = {"string": list(TEXTS), "boolean": [True, False], "null": [None]}
    return known.get(kind, list(SCALARS))


def _array(random: Random, root: Schema, looking: list[Schema], depth: int) -> list[Any]:
    words = ("items", "contains", "unevaluatedItems")
    inside = [one[word] for one in looking for word in words if word in one]
    first = [one["prefixItems"] for one in looking if "prefixItems" in one]
    count = random.choice((0, 1, 1, 2, 3))
    return [_value(random, root, inside + [one for many in first for one in many], depth + 1) for _ in range(count)]


def _object(random: Random, root: Schema, looking: list[Schema], depth: int) -> dict[str, Any]:
    required = {name for one in looking for name in one.get("required", ())}
    named = required | {name for one in looking for name in one.get("properties", ())}
    describes = any(one.get("patternProperties") or _further(one) not in (None, True, False, {}) for one in looking)
    names = set(NAMES) if describes or not named else named
    chosen = [name for name in sorted(names) if random.random() < (0.95 if name in required else 0.45)]
    return {name: _value(random, root, list(_of_property(looking, name)), depth + 1) for name in chosen}


def _of_property(looking: list[Schema], name: str) -> Iterator[Any]:
    for one in looking:
        if name in one.get("properties", {}):
            yield one["properties"][name]
        else:
            yield _further(one)
        yield from one.get("patternProperties", {}).values()


def _further(schema: Schema) -> Any:
    """What a schema says of other properties; `unevaluated...` says nothing beside `additionalProperties`."""
    return schema.get("additionalProperties", schema.get("unevaluatedProperties"))


def _in_place(root: Schema, site: list[Any]) -> Iterator[Any]:
    """The schemas that look at one and the same value as those of `site`."""
    waiting, seen = list(site), set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict) and id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += [inner for word in IN_LISTS for inner in one.get(word, ())]
            waiting += [one[word] for word in _heeded(one)] + [*one.get("dependentSchemas", {}).values()]
            waiting += [_definition(root, one["$ref"])] if "$ref" in one else []


def _heeded(schema: Schema) -> list[str]:
    """The keywords with one schema that look at the value: `then` and `else` say nothing without `if`."""
    return [word for word in ALONE if word in schema and ("if" in schema or word not in ("then", "else"))]


def _definition(root: Schema, reference: str) -> Any:
    return root if reference == "#" else root["$defs"][reference.rpartition("/")[2]]
