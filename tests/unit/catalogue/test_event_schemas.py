"""Schemas of events: what is accepted, what is refused at which place, and that nothing hostile takes long."""

import json
from resource import RUSAGE_SELF, getrusage
from time import process_time
from typing import Any

import pytest

from meshctl.catalogue.documents.json_files import MOST_FAULTS
from meshctl.catalogue.event_schemas import read_schema
from tests.support.bounded import without_exploding


def faults(schema: Any) -> list[str]:
    text = schema if isinstance(schema, str | bytes) else json.dumps(schema, indent=1)
    content = text if isinstance(text, bytes) else text.encode()
    return [f"{one.place.line}:{one.place.column} {one.message}" for one in read_schema("a.json", content).faults]


ACCEPTED: dict[str, Any] = {
    "true": True,
    "an empty schema": {},
    "a byte order mark": b'\xef\xbb\xbf{"type": "object"}',
    "a dialect with #": {"$schema": "https://json-schema.org/draft/2020-12/schema#"},
    "a tree": {"type": "object", "properties": {"children": {"type": "array", "items": {"$ref": "#"}}}},
    "definitions": {"$ref": "#/$defs/a", "$defs": {"a": {"type": "string"}}},
    "a pointer with escapes": {"$ref": "#/$defs/a~1b%20c", "$defs": {"a/b c": {}}},
    "a pointer into a list below a name of digits": {
        "properties": {"0": {"allOf": [{}, {"type": "string"}]}, "x": {"$ref": "#/properties/0/allOf/1"}}
    },
    "an anchor": {"$ref": "#here", "$defs": {"a": {"$anchor": "here"}}},
    "what only looks like a reference": {"const": {"$ref": "file:///etc/passwd"}, "properties": {"$ref": {}}},
    "an expression that looks ahead": {"pattern": "^(?=.*[a-z]).{8,}$"},
    "a keyword of one's own": {"x-owner": {"$ref": "nowhere"}},
    "an identity within": {"$ref": "https://shop.example/a", "$defs": {"a": {"$id": "https://shop.example/a"}}},
    "its own identity": {"$id": "https://shop.example/a", "properties": {"a": {"$ref": "https://shop.example/a#"}}},
    "emoji as a pair": '{"title": "\\ud83d\\ude00"}',
}

REFUSED: dict[str, tuple[Any, str]] = {
    "no JSON": ("{\n 'a': 1}", "2:2 this is not JSON"),
    "nothing": ("", "1:1 this is not JSON"),
    "a comment": ("// hello\n{}", "1:1 this is not JSON"),
    "NaN": ('{"minimum": NaN}', "1:1 this is not JSON: NaN"),
    "a key twice": ('{"type": "object", "type": "string"}', '1:20 this is not JSON: the key "type" stands'),
    "invalid UTF-8": (b'{"title": "caf\xe9"}', "1:1 the file is not UTF-8"),
    "half a character": ('{"title": "\\ud800"}', "1:1 this is not JSON: a text in it has half a character"),
    "UTF-16": ('{"type": "object"}'.encode("utf-16-be"), "1:1 the file is not UTF-8"),
    "an endless number": ('{"minimum": 1e999}', "1:1 this is not JSON: the number 1e999 is larger"),
    "a number of 5,000 digits": ('{"minimum": ' + "1" * 5_000 + "}", "1:1 this is not JSON: a number has more than"),
    "100,000 brackets": ("[" * 100_000, "1:1 "),
    "100,000 nested schemas": ('{"not":' * 100_000 + "{}" + "}" * 100_000, "1:1 values are nested"),
    "65 nested schemas": ('{"not":' * 65 + "{}" + "}" * 65, "1:1 values are nested"),
    "a huge file": (" " * 1_000_001, "1:1 the file has more than the 1,000,000 bytes"),
    "2,000 addresses": (
        {"$defs": {f"a{n}": {"$id": f"https://shop.example/{n}"} for n in range(2_000)}},
        "1:1 with all that it refers to it holds more than 2,000 schemas with an address of their own",
    ),
    "a list": ([1], "1:1 [1] does not fit here"),
    "an unknown type": ({"properties": {"a": {"type": "strin"}}}, '4:12 "strin" does not fit here'),
    "another dialect": (
        {"$schema": "http://json-schema.org/draft-03/schema#"},
        "2:13 this is another dialect than those",
    ),
    "the network": (
        {"$ref": "https://shop.example/a.json"},
        '2:10 "https://shop.example/a.json" leads out of the catalogue, and meshctl fetches nothing',
    ),
    "a file": ({"items": {"$ref": "file:///etc/passwd"}}, '3:11 "file:///etc/passwd" leads out of the catalogue'),
    "another file": (
        {"$dynamicRef": "b.json#x"},
        '2:17 "b.json#x" leads to "b.json", and the catalogue has no such schema',
    ),
    "a missing definition": ({"$ref": "#/$defs/a"}, '2:10 "#/$defs/a" leads to no schema'),
    "a missing anchor": ({"$ref": "#a"}, '2:10 "#a" leads to no schema'),
    "a reference to no schema": ({"$ref": "#/title", "title": "x"}, '2:10 "#/title" leads to no schema'),
    "an index out of range": ({"$ref": "#/allOf/7", "allOf": [{}]}, '2:10 "#/allOf/7" leads to no schema'),
    "itself": ({"$ref": "#"}, "1:1 this refers to itself without end"),
    "itself in a circle": (
        {"$defs": {"a": {"anyOf": [{"$ref": "#/$defs/b"}]}, "b": {"not": {"$ref": "#/$defs/a"}}}},
        "this refers to itself without end",
    ),
    "no expression": ({"pattern": "("}, '2:13 "(" is no regular expression'),
    "no expression as a name": ({"patternProperties": {"[": {}}}, '3:8 "[" is no regular expression'),
    "an expression that is too large": ({"pattern": "((a{100}){100}){100}"}, "2:13 "),
    "expressions that are too long together": (
        {"allOf": [{"pattern": letter * 10_000} for letter in "abcdefghijklmnopqrstu"]},
        "there are more than 200,000 letters of regular expressions up to here",
    ),
}


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        ("", "the file is empty"),
        ('{"type": "object",}', "the comma before it"),
        ('["a", ]', "the comma before it"),
        ("{'type': 'object'}", "double quotes"),
        ('{"type": "object"', "ends too soon"),
        ("# a comment\n{}", "no comments"),
        ('{"type": "object" /* why */}', "no comments"),
        ("type: object\nproperties: {}\n", "it looks like YAML"),
        ('{"type": "object", "type": "string"}', "keep one"),
        ('{"not":' * 100_000 + "{}" + "}" * 100_000, "flatter"),
        ("{type: object}", "JSON Schema, in JSON"),
    ],
)
def test_what_is_nearly_json_is_told_with_a_way_out(text: str, help_: str) -> None:
    (found,) = read_schema("orders/a.json", text.encode()).faults
    assert help_ in found.help


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_schema_that_stands_on_its_own_is_accepted(name: str) -> None:
    assert faults(ACCEPTED[name]) == []


@pytest.mark.parametrize("name", REFUSED)
def test_a_schema_that_is_none_is_refused_at_its_place(name: str) -> None:
    schema, expected = REFUSED[name]
    found = faults(schema)
    assert len(found) == 1
    assert expected in found[0]


def chain(links: int) -> dict[str, Any]:
    """Takes compilers of schemas exponential time: each link is needed twice."""
    twice = {
        f"d{number}": {"allOf": [{"$ref": f"#/$defs/d{number + 1}"}] * 2, "unevaluatedProperties": False}
        for number in range(links)
    }
    return {"$ref": "#/$defs/d0", "$defs": {**twice, f"d{links}": {}}}


HOSTILE: dict[str, Any] = {
    "needed twice, 40 times": chain(40),
    "a long chain": {"$defs": {**{f"d{n}": {"$ref": f"#/$defs/d{n + 1}"} for n in range(19_000)}, "d19000": {}}},
    "300,000 empty schemas": '{"allOf": [' + ",".join(["{}"] * 300_000) + "]}",
    "450,000 wrong schemas": '{"allOf": [' + ",".join(["1"] * 450_000) + "]}",
    "9,000 wrong schemas": '{"allOf": [' + ",".join(["1"] * 9_000) + "]}",
    "15,000 expressions": {"patternProperties": {f"^(\\w{{200}}x{n}){{3}}$": True for n in range(15_000)}},
    "200 large expressions": {"patternProperties": {f"(a{{200}}{n}){{200}}": True for n in range(200)}},
    "20,000 references to nowhere": {"allOf": [{"$ref": f"#/x/{n}"} for n in range(20_000)]},
    "5,000 references to nowhere": {"allOf": [{"$ref": f"#/x/{n}"} for n in range(5_000)]},
    "5,000 references to wrong schemas": {
        "allOf": [{"$ref": f"#/x/{n}"} for n in range(5_000)],
        "x": [{"type": 1}] * 5_000,
    },
    "1,000 dynamic anchors twice": {
        "allOf": [{"$ref": "#/$defs/a"}, *({"$dynamicRef": f"#n{n}"} for n in range(1_000))],
        "$defs": {
            name: {"$id": name, "$defs": {f"n{n}": {"$dynamicAnchor": f"n{n}"} for n in range(1_000)}} for name in "ab"
        },
    },
    "a long pointer": {"$ref": "#" + "/a" * 400_000},
    "19,000 keys": {"properties": {f"k{n}": {} for n in range(19_000)}},
    "many numbers": {"enum": list(range(100_000))},
    "an endless number": '{"minimum": 1e999}',
    "a number of 300 digits": {"minimum": 10**299},
}


@pytest.mark.bounds
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_schema_takes_little_time_and_memory(name: str) -> None:
    before = getrusage(RUSAGE_SELF).ru_maxrss
    with without_exploding():
        assert len(faults(HOSTILE[name])) <= MOST_FAULTS
    assert getrusage(RUSAGE_SELF).ru_maxrss - before < 400_000  # KiB


def test_all_that_is_wrong_in_a_schema_is_told_at_once() -> None:
    assert len(faults({"properties": {"a": {"type": "strin"}, "b": {"minLength": -1}}})) == 2


def test_of_a_large_schema_the_first_error_is_told() -> None:
    many = {"properties": {f"property-number-{number}": {"type": "strin"} for number in range(1_000)}}
    assert len(faults(many)) == 1


@pytest.mark.parametrize(
    ("text", "place"), [("", "1:1"), ("\n\n", "1:1"), ('{"a": 1\n\n', "1:8"), ('{"a": "\u2028", b}', "2:4")]
)
def test_what_is_no_json_is_told_at_a_place_within_the_file(text: str, place: str) -> None:
    assert faults(text)[0].startswith(f"{place} this is not JSON")


@pytest.mark.parametrize(
    ("number", "what"),
    [("1e-400", "nearer to 0"), ("-0.1E-999", "nearer to 0"), ("1e400", "larger"), ("-2.5e999", "larger")],
)
def test_numbers_that_programs_cannot_hold_are_not_read_as_others(number: str, what: str) -> None:
    assert faults(f'{{"properties": {{"a": {{"minimum": {number}}}}}}}') == [
        f"1:1 this is not JSON: the number {number} is {what} than programs can hold"
    ]


@pytest.mark.parametrize("number", ["0.0", "-0.0", "0e5", "0.000E-400", "5e-324", "1e308"])
def test_numbers_that_programs_hold_are_read(number: str) -> None:
    assert faults(f'{{"properties": {{"a": {{"minimum": {number}}}}}}}') == []


def _components(count: int) -> bytes:
    """A document of OpenAPI with so many schemas, the last of which has a discriminator that leads nowhere."""
    shape = {"type": "object", "properties": {"kind": {"type": "string"}}}
    choosing = {
        "propertyName": "kind",
        "mapping": {f"m{number}": f"#/components/schemas/No{number}" for number in range(count)},
    }
    schemas = {
        "Thing": shape,
        **{f"Part{number}": shape for number in range(count)},
        "Last": {**shape, "discriminator": choosing},
    }
    return json.dumps({"openapi": "3.1.0", "info": {"title": "Thing"}, "components": {"schemas": schemas}}).encode()


@pytest.mark.bounds
def test_four_times_as_many_components_are_about_four_times_the_work() -> None:
    def work(count: int) -> float:
        begun = process_time()
        assert len(read_schema("a.json", _components(count)).idle) == MOST_FAULTS
        return process_time() - begun

    assert min(work(8_000) for _ in range(2)) < 10 * min(work(2_000) for _ in range(3))


@pytest.mark.bounds
def test_an_expression_that_many_fields_have_is_compiled_once() -> None:
    field = {"type": "string", "pattern": "^(a|b)?.{200}[a-z]{100}(c|d){50}$"}
    schema = {"type": "object", "properties": {f"field_{number}": field for number in range(12_000)}}
    with without_exploding():
        assert read_schema("f.json", json.dumps(schema).encode()).faults == ()
