"""Keywords without effect are told where they stand, and no sound schema is accused."""

from collections.abc import Iterator
from copy import deepcopy
from itertools import islice
from json import loads
from pathlib import Path as File
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from meshctl.json_schema.keywords.idle import idle_keywords
from meshctl.json_schema.keywords.promises import nothing_promised
from meshctl.json_schema.keywords.vocabularies import ANNOTATIONS, CONTAINERS, VOCABULARIES
from meshctl.json_schema.keywords.written_schemas import written_schemas
from meshctl.json_schema.subschemas import Path
from tests.support.bounded import calls_of, without_exploding
from tests.unit.json_schema.real_shaped import SCHEMAS

EXAMPLES = sorted(File("examples").glob("*/catalogue/*/events/*.json"))
OBJECT: dict[str, Any] = {"type": "object", "properties": {"a": {"type": "string"}}}


def told(schema: Any, dialect: str = "2020-12") -> dict[Path, str]:
    return {path: f"{message} ({help_})" for path, message, help_ in idle_keywords(schema, dialect)}


@pytest.mark.parametrize(
    ("schema", "path", "said"),
    [
        ({"type": "object", "propertes": {"a": {}}}, ("propertes",), 'did you mean "properties"?'),
        ({**OBJECT, "requried": ["a"]}, ("requried",), 'did you mean "required"?'),
        ({**OBJECT, "additionalproperties": False}, ("additionalproperties",), 'did you mean "additionalProperties"?'),
        ({"OneOf": [OBJECT]}, ("OneOf",), 'did you mean "oneOf"?'),
        ({"properties": {"a": {"min_length": 1}}}, ("properties", "a", "min_length"), 'did you mean "minLength"?'),
        ({"ref": "#/$defs/a"}, ("ref",), 'did you mean "$ref"?'),
        ({"defs": {"a": OBJECT}}, ("defs",), 'did you mean "$defs"?'),
        ({**OBJECT, "_required": ["a"]}, ("_required",), 'did you mean "required"?'),
        ({**OBJECT, "re:quired": ["a"]}, ("re:quired",), 'did you mean "required"?'),
        ({"type": "object", "order_id": {"type": "string"}}, ("order_id",), "stands below `properties`"),
        ({"type": "object", "version": {"type": "string"}}, ("version",), "stands below `properties`"),
        ({"type": "object", "fields": {"a": {"type": "string"}}}, ("fields",), "stand below `properties`"),
        ({**OBJECT, "flavour": "x"}, ("flavour",), "begin with `x-`"),
        ({"allOf": [{"not": {"items": {"const": 1, "x": 1}}}]}, ("allOf", 0, "not", "items", "x"), "no keyword"),
        (
            {"properties": {"additionalProperties": False}},
            ("properties", "additionalProperties"),
            "beside `properties`",
        ),
        ({"type": "string", "minimum": 3}, ("minimum",), "is about numbers"),
        ({"type": ["array", "null"], "properties": {"a": {}}}, ("properties",), "is about objects"),
        ({"then": OBJECT}, ("then",), "without `if`"),
        ({"items": {}, "maxContains": 2}, ("maxContains",), "without `contains`"),
        ({"dependencies": {"a": ["b"]}}, ("dependencies",), "dependentRequired"),
        ({"properties": {"a": {"nullable": True}}}, ("properties", "a", "nullable"), 'add "null" to `type`'),
        ({"divisibleBy": 2}, ("divisibleBy",), "multipleOf"),
        ({"$recursiveRef": "#"}, ("$recursiveRef",), "$dynamicRef"),
        ({"type": "integer", "format": "date-time"}, ("format",), "is about texts"),
        ({"type": ["object", "null"], "format": "uuid"}, ("format",), "is about texts"),
        ({"type": "string", "format": "datetime"}, ("format",), 'did you mean "date-time"?'),
        ({"type": "string", "format": "UUID"}, ("format",), 'did you mean "uuid"?'),
        ({"dependancies": {"a": ["b"]}}, ("dependancies",), "dependentRequired"),
        ({"exmaple": {"a": 1}}, ("exmaple",), 'did you mean "example"?'),
    ],
)
def test_what_has_no_effect_is_told_with_what_was_meant(schema: Any, path: Path, said: str) -> None:
    assert list(told(schema)) == [path]
    assert said in told(schema)[path]


OTHER_WORDS: list[tuple[Any, Path, str]] = [
    ({"if": OBJECT}, ("if",), "without `then` or `else`"),
    ({"type": "number", "min": 1}, ("min",), 'did you mean "minimum"?'),
    ({"type": "string", "max": 9}, ("max",), 'did you mean "maxLength"?'),
    ({"type": "array", "max_value": 9}, ("max_value",), 'did you mean "maxItems"?'),
    ({"regex": "^a"}, ("regex",), 'did you mean "pattern"?'),
    ({"choices": ["a"]}, ("choices",), 'did you mean "enum"?'),
    ({"properties": {"a": {"optional": True}}}, ("properties", "a", "optional"), "leave its name out of"),
    ({"properties": {"a": {"isRequired": True}}}, ("properties", "a", "isRequired"), "write its name into"),
    ({**OBJECT, "optionalProperties": {"b": OBJECT}}, ("optionalProperties",), 'did you mean "properties"?'),
    ({"shop.owner": {"type": "string"}}, ("shop.owner",), "stands below `properties`"),
]


@pytest.mark.parametrize(("schema", "path", "said"), OTHER_WORDS)
def test_another_word_for_a_keyword_is_told_with_it(schema: Any, path: Path, said: str) -> None:
    assert list(told(schema)) == [path]
    assert said in told(schema)[path]


@pytest.mark.parametrize(
    ("dialect", "schema", "path", "said"),
    [
        ("draft-04", {"if": OBJECT}, ("if",), "draft-07"),
        ("draft-04", {"const": 1}, ("const",), "`enum`"),
        ("draft-07", {"unevaluatedProperties": False}, ("unevaluatedProperties",), "2019-09"),
        ("draft-07", {"dependentRequired": {"a": ["b"]}}, ("dependentRequired",), "`dependencies`"),
        ("draft-07", {"$ref": "#/definitions/a", "required": ["x"]}, ("required",), "beside `$ref`"),
        ("draft-06", {"items": {}, "additionalItems": False}, ("additionalItems",), "no list"),
        ("OpenAPI 3.0", {"patternProperties": {"a": {}}}, ("patternProperties",), "draft-04"),
        ("OpenAPI 3.0", {"type": "array", "items": [{"type": "string"}]}, ("items",), "one schema for all items"),
        ("OpenAPI 3.0", {"type": "string", "nullable": "true"}, ("nullable",), "without quotes"),
        ("OpenAPI 3.0", {"type": "string", "nullable": True, "enum": ["a"]}, ("nullable",), "add null to `enum`"),
        ("OpenAPI 3.0", {"nullable": True, "allOf": [OBJECT]}, ("nullable",), "without `type`"),
    ],
)
def test_a_keyword_of_another_dialect_is_told(dialect: str, schema: Any, path: Path, said: str) -> None:
    assert list(told(schema, dialect)) == [path]
    assert said in told(schema, dialect)[path]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_as_people_write_it_is_not_accused(name: str) -> None:
    dialect, schema = SCHEMAS[name]
    assert told(schema, dialect) == {}


@pytest.mark.parametrize(
    "schema",
    [
        {**OBJECT, "connect.name": "Order", "connect.parameters": {"scale": "2"}},
        {"type": "string", "format": "uri", "qt-uri-protocols": ["https"]},
        {"if": OBJECT, "unevaluatedProperties": False},
        {"allOf": [{"if": OBJECT}], "unevaluatedItems": False},
        {"if": OBJECT, "else": False},
    ],
)
def test_notes_of_tools_and_what_counts_by_what_stands_around_it_are_not_accused(schema: Any) -> None:
    assert told(schema) == {}


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_the_schemas_of_the_examples_are_not_accused(file: File) -> None:
    assert told(loads(file.read_text())) == {}


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 5


ASSERTIONS = {name: words - ANNOTATIONS - CONTAINERS for name, words in VOCABULARIES.items()}
LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$")


@st.composite
def misspelt(draw: st.DrawFn, word: str) -> str:
    """The word with one or two letters left out, put in, changed or swapped, or in another case."""
    for _ in range(draw(st.integers(1, 2))):
        at = draw(st.integers(0, max(len(word) - 1, 0)))
        before, letter, after = word[:at], word[at : at + 1], word[at + 1 :]
        drawn = draw(LETTERS)
        forms = [before + after, before + drawn + letter + after, before + drawn + after, word.swapcase(), word.lower()]
        word = draw(st.sampled_from([*forms, before + after[:1] + letter + after[1:]]))
    return word


def keywords_in(schema: Any, dialect: str) -> Iterator[tuple[Path, str]]:
    for path, one in written_schemas(schema, dialect):
        yield from ((path, key) for key in one if key in ASSERTIONS[dialect])


def with_name(schema: Any, path: Path, old: str, new: str) -> Any:
    changed = deepcopy(schema)
    inner = changed
    for step in path:
        inner = inner[step]
    entries = [(new if key == old else key, value) for key, value in inner.items()]
    inner.clear()
    inner.update(entries)
    return changed


@given(st.data())
def test_every_misspelt_keyword_is_told_where_it_stands(data: st.DataObject) -> None:
    dialect, schema = SCHEMAS[data.draw(st.sampled_from(sorted(SCHEMAS)))]
    path, keyword = data.draw(st.sampled_from(list(keywords_in(schema, dialect)) or [((), "")]))
    wrong = data.draw(misspelt(keyword))
    assume(
        wrong not in VOCABULARIES[dialect] | ANNOTATIONS | CONTAINERS
        and not wrong.startswith(("x-", "_"))
        and wrong != keyword
    )
    changed = with_name(schema, path, keyword, wrong)
    assert (*path, wrong) in told(changed, dialect)


@given(st.data())
def test_fields_without_properties_around_them_are_told(data: st.DataObject) -> None:
    dialect, schema = SCHEMAS[data.draw(st.sampled_from(sorted(SCHEMAS)))]
    objects = [
        path for path, one in written_schemas(schema, dialect) if one.get("type") == "object" and one.get("properties")
    ]
    assume(objects)
    path = data.draw(st.sampled_from(objects))
    changed = deepcopy(schema)
    inner = changed
    for step in path:
        inner = inner[step]
    fields = inner.pop("properties")
    moved = {name: one for name, one in fields.items() if name not in inner and "type" in one}
    assume(moved)
    inner.update(moved)
    accused = told(changed, dialect)
    assert all((*path, name) in accused for name in moved if name not in VOCABULARIES[dialect] | ANNOTATIONS)


@pytest.mark.bounds
def test_a_schema_of_very_many_unknown_words_takes_little_time() -> None:
    many = {"properties": {f"f{number}": {f"requirde{number}": number} for number in range(5_000)}, "k" * 500_000: 1}
    first = [next(found) for found in [idle_keywords(many, "2020-12")] for _ in range(20)]
    assert len(first) == 20


HOSTILE: dict[str, Any] = {
    "keys with signs": {"properties": {}, **{f"_requird{number}": number for number in range(60_000)}},
    "unknown keys": {f"requird{number}": number for number in range(60_000)},
    "keys that are nearly keywords, with schemas": {
        f"propertie{number}": {"type": "object"} for number in range(20_000)
    },
    "a field for each": {"properties": {f"f{number}": {"type": "string", "minLength": 1} for number in range(19_000)}},
    "names that are required and not described": {
        "properties": {f"described{number}{'x' * (number % 7)}": {} for number in range(15_000)},
        "required": [f"demanded{number}{'x' * (number % 7)}" for number in range(15_000)],
    },
    "names that are nearly described": {
        "properties": {f"{number}-described": {} for number in range(15_000)},
        "required": [f"{number}-desribed" for number in range(15_000)],
    },
    "small schemas with such names": {
        "anyOf": [
            {
                "properties": {f"described{one}": {} for one in "abcdefghij"},
                "required": [f"demanded{one}" for one in "abcdefghij"],
            }
            for _ in range(2_000)
        ]
    },
    "conditions alone": {"properties": {f"f{at}": {"if": {}} for at in range(20_000)}},
    "one schema many times": {"anyOf": [{"type": "object"}] * 20_000},
}


@pytest.mark.bounds
@pytest.mark.parametrize("name", HOSTILE)
def test_a_large_schema_takes_little_time(name: str) -> None:
    def look() -> None:
        assert len(list(islice(idle_keywords(HOSTILE[name], "2020-12"), 20))) in (0, 20)
        nothing_promised(HOSTILE[name], HOSTILE[name])

    with without_exploding():
        assert calls_of(look) < 4_000_000


@pytest.mark.parametrize(
    ("schema", "path", "meant"),
    [
        ({"properties": {"order_id": {}}, "required": ["orderid"]}, ("required", 0), '"order_id"'),
        ({"properties": {"orderId": {}}, "required": ["order_id"]}, ("required", 0), '"orderId"'),
        (
            {"properties": {"shipping-address": {}}, "required": ["ShippingAddress"]},
            ("required", 0),
            '"shipping-address"',
        ),
        ({"properties": {"id": {}}, "required": ["ID"]}, ("required", 0), '"id"'),
        ({"properties": {"a": {}, "total": {}}, "required": ["a", "totla"]}, ("required", 1), '"total"'),
        ({"properties": {"currency": {}}, "required": ["curency"]}, ("required", 0), '"currency"'),
        ({"properties": {"customer": {}}, "required": ["custoner"]}, ("required", 0), '"customer"'),
        ({"properties": {"a": {"pattern": "/^a$/"}}}, ("properties", "a", "pattern"), 'write "^a$"'),
        ({"pattern": "/a$/i"}, ("pattern",), 'write "a$"'),
    ],
)
def test_a_slip_of_the_pen_is_told(schema: Any, path: Path, meant: str) -> None:
    assert [(at, meant in said) for at, said in told(schema).items()] == [(path, True)]


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"order_id": {}}, "required": ["total"]},
        {"properties": {"line1": {}, "line2": {}}, "required": ["line1", "line3", "line2"]},
        {"properties": {"address1": {}}, "required": ["address2"]},
        {"required": ["orderid"]},
        {"pattern": "/orders/.*/lines/"},
        {"pattern": "^/a/$"},
    ],
)
def test_what_may_be_meant_so_is_not_told(schema: Any) -> None:
    assert told(schema) == {}


def test_openapi_30_knows_one_type() -> None:
    schema = {"properties": {"a": {"type": ["string", "null"]}}}
    assert list(told(schema, "OpenAPI 3.0")) == [("properties", "a", "type")]
    assert told(schema, "2020-12") == {}
