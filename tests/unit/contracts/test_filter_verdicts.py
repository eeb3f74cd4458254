"""Filters against schemas, keyword by keyword and operator by operator."""

from typing import Any

import pytest

from meshctl.contracts.filters.judge import Matches, Verdict, judge
from meshctl.contracts.versions.compatibility import differences
from meshctl.patterns import Pattern
from tests.support.bounded import without_exploding

from .small_worlds import valid

TEXT, NUMBER = {"type": "string"}, {"type": "number"}
NEVER, SOME, ALWAYS, UNKNOWN = Matches.NEVER, Matches.SOME, Matches.ALWAYS, Matches.UNKNOWN
HARDLY, NEARLY = Matches.PRESUMABLY_NEVER, Matches.PRESUMABLY_ALWAYS


def judged(where: dict[str, Any], schema: Any) -> Verdict:
    """The verdict; its witness is asked as AWS and a validator would."""
    pattern = Pattern.parse(where)
    verdict = judge(pattern, schema)
    if verdict.witness is not None:
        assert pattern.matches(verdict.witness) and valid(schema).is_valid(verdict.witness)
    assert verdict.matches is not SOME or verdict.witness is not None
    return verdict


def one_field(schema: Any, *, required: bool = True, **keywords: Any) -> dict[str, Any]:
    """The schema of an event with a field `a`."""
    return {"type": "object", "properties": {"a": schema}, "required": ["a"] if required else [], **keywords}


OF_VALUES = [
    ({"enum": ["DE", "FR"]}, ["DE"], SOME),
    ({"enum": ["DE", "FR"]}, ["DE", "FR"], ALWAYS),
    ({"enum": ["DE", "FR"]}, ["US"], NEVER),
    ({"enum": ["DE", "FR"]}, [{"prefix": "D"}], SOME),
    ({"enum": ["DE", "FR"]}, [{"equals-ignore-case": "fr"}], SOME),
    ({"enum": ["DE", "FR"]}, [{"anything-but": ["DE", "FR"]}], NEVER),
    ({"enum": ["DE", "FR"]}, [{"anything-but": {"wildcard": "*x"}}], ALWAYS),
    ({"enum": [1, "1"]}, [1.0], SOME),
    ({"enum": [True, None]}, [1], NEVER),
    ({"enum": [{"x": 1}, ["y"]]}, ["y"], SOME),
    ({"enum": [{"x": 1}, ["z"]]}, ["y"], NEVER),
    ({"const": "DE"}, ["DE"], ALWAYS),
    ({"const": []}, [{"exists": True}], NEVER),
    ({"const": {}}, [{"exists": False}], ALWAYS),
    ({"allOf": [{"enum": [1, 2]}, {"enum": [2, 3]}]}, [2], ALWAYS),
    ({"enum": [1, 2], "not": {"const": 2}}, [2], NEVER),
    (TEXT, ["x"], SOME),
    (TEXT, [1], NEVER),
    (TEXT, [{"numeric": [">", 0]}], NEVER),
    (TEXT, [{"exists": True}], ALWAYS),
    (TEXT, [{"anything-but": [1]}], ALWAYS),
    (TEXT, [{"anything-but": "x"}], SOME),
    (TEXT, [{"cidr": "10.0.0.0/24"}], SOME),
    (TEXT, [{"wildcard": "*"}], ALWAYS),
    (TEXT, [{"wildcard": "a*b"}], SOME),
    (TEXT, [{"suffix": {"equals-ignore-case": "X"}}], SOME),
    ({**TEXT, "maxLength": 2}, ["DEU"], NEVER),
    ({**TEXT, "maxLength": 2}, [{"prefix": "DEU"}], NEVER),
    ({**TEXT, "maxLength": 2}, [{"wildcard": "a*bc"}], NEVER),
    ({**TEXT, "minLength": 9}, [{"prefix": "DEU"}], SOME),
    ({**TEXT, "minLength": 9}, ["DEU"], NEVER),
    ({**TEXT, "pattern": "^[A-Z]{3}$"}, ["EUR"], SOME),
    ({**TEXT, "pattern": "^[A-Z]{3}$"}, ["eur"], NEVER),
    ({**TEXT, "pattern": "^[A-Z]{3}$"}, [{"prefix": "E"}], SOME),
    ({**TEXT, "pattern": "^a+b$"}, ["aaaab"], SOME),
    ({**TEXT, "pattern": "^(?!x)"}, ["xy"], NEVER),
    ({**TEXT, "format": "date-time"}, [{"prefix": "2026"}], SOME),
    (NUMBER, ["12"], NEVER),
    (NUMBER, [12], SOME),
    ({**NUMBER, "minimum": 0}, [{"numeric": ["<", 0]}], NEVER),
    ({**NUMBER, "minimum": 0}, [{"numeric": ["<=", 0]}], SOME),
    ({**NUMBER, "minimum": 0}, [{"numeric": [">=", 0]}], NEARLY),
    ({**NUMBER, "minimum": 0}, [{"numeric": [">", 0]}], SOME),
    ({**NUMBER, "exclusiveMinimum": 0}, [{"numeric": [">", 0]}], NEARLY),
    ({**NUMBER, "exclusiveMaximum": 5}, [5], NEVER),
    ({**NUMBER, "minimum": 2, "maximum": 1}, [{"exists": True}], NEVER),
    ({"type": "integer"}, [{"numeric": [">", 1, "<", 2]}], NEVER),
    ({"type": "integer"}, [1.5], NEVER),
    ({"type": "integer", "minimum": 1, "maximum": 2}, [1, 2], ALWAYS),
    ({**NUMBER, "multipleOf": 5}, [7], NEVER),
    ({**NUMBER, "multipleOf": 5}, [{"numeric": [">", 11, "<", 14]}], NEVER),
    ({**NUMBER, "multipleOf": 5}, [{"numeric": [">", 11, "<", 16]}], SOME),
    ({**TEXT, "pattern": r"^(a+)-\1$"}, ["aa-a", "b"], NEVER),
    ({**TEXT, "pattern": r"^(a+)-\1$"}, ["aa-a", "aa-aa"], SOME),
    ({**TEXT, "pattern": r"\bpaid\b"}, ["unpaid"], NEVER),
    ({**TEXT, "pattern": r"(?<=EU-)[0-9]+$"}, ["EU-1"], SOME),
    ({**TEXT, "pattern": r"(?<=EU-)[0-9]+$"}, ["US-1"], NEVER),
    ({**TEXT, "pattern": r"^(a+)-\1$"}, [{"prefix": "c"}], UNKNOWN),
    ({"type": "boolean"}, [True], SOME),
    ({"type": "boolean"}, [True, False], ALWAYS),
    ({"type": "boolean"}, ["true"], NEVER),
    ({"type": ["string", "null"]}, [None], SOME),
    ({"type": "null"}, [{"anything-but": "x"}], ALWAYS),
    ({"not": {"type": "string"}}, ["x"], SOME),  # an array may hold it
    ({"type": ["string", "number"], "not": {"type": "string"}}, ["x"], NEVER),
    ({}, ["x"], SOME),
    (True, [{"exists": True}], SOME),
    (False, [{"exists": True}], NEVER),
]


@pytest.mark.parametrize(("schema", "accepted", "matches"), OF_VALUES)
def test_a_value_is_wanted_of_a_required_field(schema: Any, accepted: list[Any], matches: Matches) -> None:
    assert judged({"a": accepted}, one_field(schema)).matches is matches


PRESENCE = [
    (one_field(TEXT), [{"exists": False}], NEVER),
    (one_field(TEXT, required=False), [{"exists": False}], SOME),
    (one_field(TEXT, required=False), [{"exists": True}], SOME),
    (one_field(False, required=False), [{"exists": False}], ALWAYS),
    (one_field(TEXT, required=False), ["x", {"exists": False}], SOME),
    (one_field({"const": "x"}, required=False), ["x", {"exists": False}], ALWAYS),
    ({"type": "object"}, ["x"], SOME),
    ({"type": "object", "additionalProperties": False}, ["x"], NEVER),
    ({"type": "object", "additionalProperties": NUMBER}, ["x"], NEVER),
    ({"type": "object", "patternProperties": {"^a": NUMBER}}, ["x"], NEVER),
    ({"type": "object", "patternProperties": {"^b": NUMBER}, "additionalProperties": False}, ["x"], NEVER),
    ({"type": "object", "patternProperties": {"^(?=a)": TEXT}, "additionalProperties": False}, ["x"], SOME),
    ({"type": "object", "unevaluatedProperties": False, "allOf": [{"properties": {"b": True}}]}, ["x"], NEVER),
    ({"type": "object", "unevaluatedProperties": False, "allOf": [{"properties": {"a": True}}]}, ["x"], SOME),
    ({"type": "object", "not": {"required": ["a"]}}, ["x"], NEVER),
    ({"type": "object", "minProperties": 3}, ["x"], SOME),
    ({"type": "object", "dependentRequired": {"a": ["b", "c"]}}, ["x"], SOME),
    ({"type": "array"}, ["x"], UNKNOWN),
    (False, ["x"], NEVER),
    (True, ["x"], SOME),
]


@pytest.mark.parametrize(("schema", "accepted", "matches"), PRESENCE)
def test_a_field_is_there_or_not(schema: Any, accepted: list[Any], matches: Matches) -> None:
    assert judged({"a": accepted}, schema).matches is matches


LINES = {"type": "array", "items": {"oneOf": [one_field({"const": 1}, required=True), {"type": "object", "properties": {"a": {"const": 2}, "b": {"const": 3}}, "required": ["a", "b"]}]}}  # fmt: skip
FIRST = {"type": "object", "properties": {"a": False, "x": {"const": 1}}, "required": ["x"]}
ARRAYS = [
    ({"type": "array", "contains": FIRST}, {"a": ["v", {"exists": False}], "x": [1]}, SOME),  # another may have an a
    ({"type": "array", "items": TEXT}, ["x"], SOME),
    ({"type": "array", "items": TEXT}, [1], NEVER),
    ({"type": "array", "items": TEXT}, [{"exists": True}], SOME),
    ({"type": "array", "items": TEXT, "minItems": 1}, [{"exists": True}], ALWAYS),
    ({"type": "array", "items": TEXT, "minItems": 1}, [{"exists": False}], NEVER),
    ({"type": "array", "items": TEXT}, [{"exists": False}], SOME),
    ({"type": "array", "maxItems": 0}, ["x"], NEVER),
    ({"type": "array", "maxItems": 0}, [{"exists": False}], ALWAYS),
    ({"type": "array", "prefixItems": [TEXT], "items": NUMBER}, ["x"], SOME),
    ({"type": "array", "prefixItems": [TEXT], "items": NUMBER}, [True], NEVER),
    ({"type": "array", "contains": {"const": "x"}}, ["x"], ALWAYS),
    ({"type": "array", "minItems": 3, "uniqueItems": True, "items": TEXT}, ["x"], SOME),
    ({"type": "array", "items": {"type": "array", "items": TEXT}}, ["x"], SOME),
    (LINES, {"a": [1]}, SOME),
    (LINES, {"a": [1], "b": [4]}, SOME),
    (LINES, {"a": [2], "b": [4]}, HARDLY),
    (LINES, {"a": [2], "b": [{"exists": False}]}, HARDLY),
    (one_field(TEXT), ["x"], NEVER),
    (one_field(TEXT), [{"exists": False}], ALWAYS),
    (one_field(TEXT), {"a": [{"exists": True}]}, ALWAYS),
    (TEXT, {"a": ["x"]}, HARDLY),
    (TEXT, {"a": [{"exists": False}]}, NEARLY),
]


@pytest.mark.parametrize(("schema", "wanted", "matches"), ARRAYS)
def test_arrays_and_objects_are_looked_into(schema: Any, wanted: Any, matches: Matches) -> None:
    assert judged({"x": wanted}, {"type": "object", "properties": {"x": schema}, "required": ["x"]}).matches is matches


CARD = {"type": "object", "properties": {"kind": {"const": "card"}, "number": TEXT}, "required": ["kind", "number"], "additionalProperties": False}  # fmt: skip
CASH = {"type": "object", "properties": {"kind": {"const": "cash"}}, "required": ["kind"], "additionalProperties": False}  # fmt: skip
NODE = {"$ref": "#/$defs/node", "$defs": {"node": {"type": "object", "properties": {"next": {"$ref": "#/$defs/node"}, "name": TEXT}}}}  # fmt: skip
TOGETHER = [
    ({"oneOf": [CARD, CASH]}, {"kind": ["card"]}, SOME),
    ({"oneOf": [CARD, CASH]}, {"kind": ["card", "cash"]}, ALWAYS),
    ({"oneOf": [CARD, CASH]}, {"kind": ["cash"], "number": ["1"]}, NEVER),
    ({"oneOf": [CARD, CASH]}, {"kind": ["card"], "number": [{"exists": False}]}, NEVER),
    ({"anyOf": [CARD, CASH]}, {"$or": [{"kind": ["cash"]}, {"number": [{"exists": True}]}]}, ALWAYS),
    ({"anyOf": [CARD, CASH]}, {"$or": [{"kind": ["bill"]}, {"number": [1]}]}, NEVER),
    (NODE, {"next": {"next": {"next": {"name": ["x"]}}}}, SOME),
    (NODE, {"next": {"next": {"next": {"name": [1]}}}}, HARDLY),
    ({"type": "object", "if": one_field({"const": 1}), "then": {"required": ["b"]}}, {"a": [1], "b": [{"exists": False}]}, SOME),  # b may be []
    ({**one_field(NUMBER), "if": one_field({"const": 1}), "then": {"properties": {"b": TEXT}}}, {"a": [1], "b": [2]}, NEVER),
    ({**one_field(NUMBER), "if": one_field({"const": 1}), "else": {"properties": {"b": TEXT}}}, {"a": [1], "b": [2]}, SOME),
    ({**one_field(NUMBER), "if": one_field({"const": 1}), "else": {"properties": {"b": TEXT}}}, {"a": [3], "b": [2]}, NEVER),
    ({"not": {"type": "string", "properties": {"a": True}}, "type": "object"}, {"a": [1]}, SOME),
    ({"type": "object", "properties": {"a.b": TEXT, "a": False}}, {"a": {"b": ["x"]}}, SOME),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "where", "matches"), TOGETHER)
def test_alternatives_and_references_are_followed(schema: Any, where: Any, matches: Matches) -> None:
    assert judged(where, schema).matches is matches


REASONS = [
    ({"a": ["de"]}, {"enum": ["DE"]}, 'the schema has "DE", the pattern wants "de": they differ in letter case'),
    ({"a": ["US"]}, {"enum": ["DE", "FR"]}, 'the schema allows only "DE" or "FR", the pattern wants "US"'),
    ({"a": [1]}, TEXT, "the schema allows a text, the pattern wants 1"),
    ({"a": [{"numeric": [">", 9]}]}, {"type": "integer", "maximum": 5}, "the schema allows a whole number of at most 5, the pattern wants a number above 9"),
    ({"a": [{"exists": False}]}, TEXT, "the schema requires this field, the pattern wants it absent"),
    ({"a": {"b": [1]}}, TEXT, "the schema allows a text here, the pattern wants fields below it"),
]  # fmt: skip


@pytest.mark.parametrize(("where", "schema", "reason"), REASONS)
def test_never_names_the_field_and_says_why(where: Any, schema: Any, reason: str) -> None:
    verdict = judged(where, one_field(schema))
    assert (verdict.path[:1], verdict.reason) == (("a",), reason)


def test_a_forbidden_field_is_answered_with_the_one_that_was_meant() -> None:
    verdict = judged({"countri": ["DE"]}, {"properties": {"country": TEXT}, "additionalProperties": False})
    assert (verdict.path, verdict.help) == (("countri",), 'did you mean "country"?')


def test_a_value_is_answered_with_the_one_that_was_meant() -> None:
    verdict = judged({"a": ["canceled"]}, one_field({"enum": ["placed", "cancelled"]}))
    assert verdict.help == 'did you mean "cancelled"?'


def doubled(depth: int, below: Any) -> dict[str, Any]:
    """A schema whose references, if written out, had 2**depth parts."""
    parts = {f"d{at}": below(f"#/$defs/d{at + 1}") for at in range(depth)}
    return {"$ref": "#/$defs/d0", "$defs": {**parts, f"d{depth}": {"type": "object"}}}


HOSTILE = {
    "many keys": {"type": "object", "properties": {f"k{at}": TEXT for at in range(19_000)}, "additionalProperties": False},
    "many required": {"type": "object", "required": [f"k{at}" for at in range(19_000)]},
    "many choices": {"allOf": [{"anyOf": [{"required": [f"x{a}{b}"]} for b in range(4)]} for a in range(30)]},
    "many alternatives": {"oneOf": [one_field({"const": at}) for at in range(1_000)]},
    "doubled conditions": doubled(40, lambda ref: {"allOf": [{"$ref": ref}, {"$ref": ref}]}),
    "doubled fields": doubled(40, lambda ref: {"type": "object", "required": ["a", "b"], "properties": {"a": {"$ref": ref}, "b": {"$ref": ref}}}),
    "a chain": doubled(5_000, lambda ref: {"$ref": ref}),
    "an endless object": one_field({"$ref": "#"}),
    "backtracking": one_field({**TEXT, "pattern": "^(a+)+$"}),
    "much repetition": one_field({**TEXT, "pattern": "[a-z]{0,99}" * 20 + "!"}),
    "many values": one_field({"enum": [f"v{at}" for at in range(50_000)]}),
    "a long text": one_field({**TEXT, "minLength": 10**9}),
    "a long array": one_field({"type": "array", "items": TEXT, "minItems": 10**9}),
    "many fields": {"type": "object", "minProperties": 10**9},
    "huge numbers": one_field({"type": "number", "minimum": -(10**400), "maximum": 10**400, "multipleOf": 1e-300}),
}  # fmt: skip
ASKED: list[dict[str, Any]] = [
    {"a": ["a" * 90]},
    {"a": {"a": {"b": [{"numeric": [">", 5]}]}}},
    {"$or": [{f"f{at}": ["x"]} for at in range(99)], "a": [{"prefix": "z"}]},
]


@pytest.mark.bounds
@pytest.mark.parametrize("schema", HOSTILE.values(), ids=HOSTILE)
def test_hostile_schemas_are_judged_within_bounds(schema: Any) -> None:
    with without_exploding():
        assert {judge(Pattern.parse(where), schema).matches for where in ASKED} <= set(Matches)


def test_an_integer_between_a_fraction_and_a_number_beyond_doubles_is_no_riddle() -> None:
    assert judged({"a": ["x"]}, one_field({"type": "integer", "minimum": 0.5, "maximum": 10**400})).matches is NEVER


def test_an_anchor_in_an_example_is_no_anchor() -> None:
    def anchored(type_: str) -> dict[str, Any]:
        example = {"$anchor": "t", "type": "number"}
        return one_field({"$ref": "#t"}, examples=[example]) | {"$defs": {"t": {"$anchor": "t", "type": type_}}}

    assert judged({"a": ["x"]}, anchored("string")).matches is SOME
    assert judged({"a": ["x"]}, anchored("number")).matches is NEVER
    assert differences(anchored("string"), anchored("integer"))


def test_texts_that_are_the_same_do_not_differ_in_letter_case() -> None:
    verdict = judged({"a": ["a"]}, one_field({"enum": ["b", "a"], "minLength": 2}))
    assert verdict.matches is NEVER
    assert "letter case" not in str(verdict)
