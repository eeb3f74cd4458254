"""Small schemas and patterns, and all events over a few names and values: enough to contradict what is not so."""

from itertools import product
from typing import Any

import jsonschema_rs
from hypothesis import strategies as st

Strategy = st.SearchStrategy[Any]
SCALARS = ["", "a", "A", "ab", "ba", 0, 1, 2, 2.5, -1, True, False, None]
INSIDE: list[Any] = [{}, {"a": "a"}, {"b": 1}, {"a": "ab", "b": 1}, {"a": ["a", 2]}, {"c": 1}]
LISTS: list[Any] = [
    [],
    ["a"],
    [1, "ab"],
    [2.5],
    [{"a": "a"}, {"b": 1}],
    [{"a": "a", "b": 1}],
    ["a", {"a": 1}],
    [[{"a": "a"}, 1]],
]
POOL = [*SCALARS, *INSIDE, *LISTS]
EVENTS: list[dict[str, Any]] = [
    *({name: value} for name in "abc" for value in POOL),
    *({"a": one, "b": other} for one, other in product(POOL, POOL)),
    *({"a": one, "c": other} for one, other in product(POOL[3:9], POOL)),
    {},
    {"a": 1, "b": "a", "c": None},
]

NAMES = st.sampled_from("abc")
VALUES = st.sampled_from(SCALARS)
TYPES = st.sampled_from(
    ["string", "number", "integer", "boolean", "null", "object", "array", ["string", "null"], ["integer", "object"]]
)
KEYWORDS: dict[str, Strategy] = {
    "type": TYPES,
    "enum": st.lists(st.sampled_from(POOL), min_size=1, max_size=4),
    "const": st.sampled_from(POOL),
    "minimum": st.sampled_from([-1, 0, 1, 1.5]),
    "exclusiveMinimum": st.sampled_from([-1, 0, 1]),
    "maximum": st.sampled_from([0, 1, 2.5]),
    "exclusiveMaximum": st.sampled_from([0, 1, 3]),
    "multipleOf": st.sampled_from([1, 2, 0.5]),
    "minLength": st.integers(0, 2),
    "maxLength": st.integers(0, 2),
    "pattern": st.sampled_from(["^a", "b$", "^[A-Z]?$", "^(a|ab)$", "(?=a)a"]),
}
REFERENCES = st.sampled_from([{"$ref": "#/$defs/one"}, {"$ref": "#/$defs/other"}])


def of_keywords(keywords: dict[str, Strategy], most: int) -> Strategy:
    """Schemas with at most so many of the keywords."""
    chosen = st.lists(st.sampled_from(sorted(keywords)), max_size=most, unique=True)
    return chosen.flatmap(lambda names: st.fixed_dictionaries({name: keywords[name] for name in names}))


def around(inner: Strategy) -> Strategy:
    """Schemas with schemas inside."""
    named = st.dictionaries(NAMES, inner, max_size=2)
    several = st.lists(inner, min_size=1, max_size=2)
    objects: dict[str, Strategy] = {
        "type": st.just("object"),
        "properties": named,
        "patternProperties": st.dictionaries(st.sampled_from(["^a", "b", "(?=a)"]), inner, max_size=1),
        "additionalProperties": inner,
        "required": st.lists(NAMES, max_size=2, unique=True),
        "minProperties": st.integers(0, 2),
        "maxProperties": st.integers(0, 2),
        "propertyNames": inner,
        "dependentRequired": st.dictionaries(NAMES, st.lists(NAMES, max_size=1), max_size=1),
        "dependentSchemas": st.dictionaries(NAMES, inner, max_size=1),
        "unevaluatedProperties": inner,
        "allOf": several,
    }
    arrays: dict[str, Strategy] = {
        "type": st.just("array"),
        "items": inner,
        "prefixItems": several,
        "contains": inner,
        "minItems": st.integers(0, 2),
        "maxItems": st.integers(0, 2),
        "uniqueItems": st.booleans(),
        "minContains": st.integers(0, 2),
    }
    choices: dict[str, Strategy] = dict.fromkeys(("allOf", "anyOf", "oneOf"), several)
    choices |= dict.fromkeys(("not", "if", "then", "else"), inner)
    return st.one_of(of_keywords(objects, 5), of_keywords(objects, 5), of_keywords(arrays, 4), of_keywords(choices, 3))


LEAVES = of_keywords(KEYWORDS, 3) | st.booleans() | REFERENCES
PARTS = st.recursive(LEAVES, around, max_leaves=5)
FIELD_SCHEMAS = st.one_of(LEAVES, of_keywords(KEYWORDS, 2), PARTS)
EVENT_OBJECTS: Strategy = st.fixed_dictionaries(
    {
        "type": st.just("object"),
        "properties": st.fixed_dictionaries({"a": FIELD_SCHEMAS, "b": FIELD_SCHEMAS}),
        "required": st.lists(NAMES, max_size=3, unique=True),
    },
    optional={
        "additionalProperties": st.just(False) | LEAVES,
        "anyOf": st.lists(around(LEAVES), min_size=1, max_size=2),
        "not": around(LEAVES),
    },
)
"""Schemas as people write them for events; those of `around` are as nobody does."""
SCHEMAS = st.builds(
    lambda top, one, other: {**top, "$defs": {"one": one, "other": other}},
    EVENT_OBJECTS | around(PARTS),
    around(of_keywords(KEYWORDS, 2)),
    of_keywords(KEYWORDS, 2),
)

TEXTS = st.sampled_from(["a", "A", "ab", "b", "c"])
OPERATORS = st.one_of(
    VALUES,
    VALUES,
    st.just({"exists": True}),
    st.just({"exists": False}),
    st.builds(lambda text: {"prefix": text}, TEXTS),
    st.builds(lambda text: {"suffix": text}, TEXTS),
    st.builds(lambda text: {"equals-ignore-case": text}, TEXTS),
    st.builds(lambda text: {"wildcard": f"*{text}"}, TEXTS),
    st.builds(lambda text: {"anything-but": text}, TEXTS),
    st.builds(lambda number: {"anything-but": [number]}, st.sampled_from([0, 1])),
    st.builds(
        lambda sign, number: {"numeric": [sign, number]},
        st.sampled_from(["<", "<=", "=", ">", ">="]),
        st.sampled_from([0, 1, 2.5]),
    ),
)
FIELDS = st.lists(OPERATORS, min_size=1, max_size=2)
PATTERNS = st.recursive(
    st.dictionaries(NAMES, FIELDS, min_size=1, max_size=2),
    lambda inner: (
        st.dictionaries(NAMES, inner | FIELDS, min_size=1, max_size=2)
        | st.builds(lambda one, other: {"$or": [one, other]}, inner, inner)
    ),
    max_leaves=3,
)

MANY_BRANCHES = st.one_of(
    st.dictionaries(NAMES, st.lists(OPERATORS, min_size=2, max_size=5), min_size=1, max_size=2),
    st.lists(st.dictionaries(st.sampled_from("ab"), FIELDS, min_size=1, max_size=2), min_size=2, max_size=4).map(
        lambda branches: {"$or": branches}
    ),
)
"""Patterns of which parts may accept together what none accepts alone."""


def valid(schema: Any) -> jsonschema_rs.Draft202012Validator:
    """The judge that is asked for comparison."""
    return jsonschema_rs.Draft202012Validator(schema)
