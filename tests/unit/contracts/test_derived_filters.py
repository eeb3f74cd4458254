"""Filters of documents that fit schemas as people write them: the document is the proof against a wrong verdict."""

from collections import Counter
from functools import cache

import jsonschema_rs
import pytest

from meshctl.contracts.filters.judge import Matches, Verdict, judge
from meshctl.patterns import Pattern
from tests.support.event_shapes.corpus import CORPUS
from tests.support.event_shapes.derived_filters import Derived, derived_filters

pytestmark = pytest.mark.xdist_group("derived filters")
MOST_UNDECIDED = 0.02
VALIDATORS = {name: jsonschema_rs.Draft202012Validator(schema) for name, schema in CORPUS.items()}


@cache
def judged_filters() -> list[tuple[Derived, Verdict]]:
    return [(one, judge(Pattern.parse(one.where), CORPUS[one.schema])) for one in derived_filters()]


def test_there_are_many_schemas_and_filters_of_documents_that_they_allow() -> None:
    derived = [one for one, _ in judged_filters()]
    assert len(derived) >= 4_000
    assert {one.schema for one in derived} == set(CORPUS)
    assert all(VALIDATORS[one.schema].is_valid(one.document) for one in derived)


def test_no_document_contradicts_what_is_proved() -> None:
    wrong = [
        (one, verdict)
        for one, verdict in judged_filters()
        if verdict.matches is (Matches.NEVER if one.passes else Matches.ALWAYS)
    ]
    assert wrong == []


def test_what_a_document_contradicts_is_presumed_by_name_and_seldom() -> None:
    presumed = [
        verdict
        for one, verdict in judged_filters()
        if verdict.matches is (Matches.PRESUMABLY_NEVER if one.passes else Matches.PRESUMABLY_ALWAYS)
    ]
    assert all(verdict.assumed for verdict in presumed)
    assert len(presumed) < len(judged_filters()) / 200


def test_every_witness_is_valid_and_passes() -> None:
    for one, verdict in judged_filters():
        if verdict.witness is not None:
            assert VALIDATORS[one.schema].is_valid(verdict.witness)
            assert Pattern.parse(one.where).matches(verdict.witness)


def test_few_filters_are_undecided() -> None:
    undecided = [one.schema for one, verdict in judged_filters() if verdict.matches is Matches.UNKNOWN]
    assert len(undecided) < MOST_UNDECIDED * len(judged_filters()), Counter(undecided)


LABELS = {"type": "object", "properties": {"labels": {"type": "object", "additionalProperties": {"type": "string"}}}}
INNER = {"type": "object", "properties": {"b": {"type": "string"}}}
OPEN = {"type": "object", "properties": {"a": INNER}}
CLOSED = {**OPEN, "additionalProperties": False, "properties": {"a": {**INNER, "additionalProperties": False}}}


@pytest.mark.parametrize(
    ("schema", "where", "matches"),
    [
        (LABELS, {"labels": {"app.kubernetes.io/name": ["web"]}}, Matches.SOME),
        (LABELS, {"labels": {"app": {"kubernetes": ["web"], "io/name": [{"exists": True}]}}}, Matches.SOME),
        (LABELS, {"labels": {"app": ["web"], "app.kubernetes.io/name": ["web"]}}, Matches.SOME),
        (LABELS, {"labels": {"app.kubernetes.io/name": [7]}}, Matches.PRESUMABLY_NEVER),
        ({"patternProperties": {r"^x\.": {"type": "number"}}, "additionalProperties": False}, {"x.y": [7]}, Matches.SOME),
        ({"patternProperties": {r"^x\.": {"type": "number"}}, "additionalProperties": False}, {"x.y": ["7"]}, Matches.NEVER),
        (OPEN, {"a.b": [7]}, Matches.PRESUMABLY_NEVER),
        (CLOSED, {"a.b": [7]}, Matches.NEVER),
        ({**OPEN, "required": ["a"], "properties": {"a": {"type": "string"}}}, {"a.b": [{"exists": False}]}, Matches.PRESUMABLY_ALWAYS),
        ({"properties": {"a": {"type": "string"}, "a.b": {"type": "string"}}}, {"a.b": [{"exists": False}]}, Matches.SOME),
        ({"properties": {"a": {"type": "string"}, "a.b": {"const": 1}}, "required": ["a"]}, {"a": ["x"], "a.b": [1]}, Matches.SOME),
        ({"properties": {"n": {"type": "number"}}, "required": ["n"]}, {"n": [100000000000000000001]}, Matches.SOME),
        ({"properties": {"n": {"type": "number", "minimum": 0}}, "required": ["n"]}, {"n": [{"numeric": [">=", 0]}]}, Matches.PRESUMABLY_ALWAYS),
        ({"properties": {"n": {"type": "integer", "minimum": 0, "maximum": 999}}, "required": ["n"]}, {"n": [{"numeric": [">=", 0]}]}, Matches.ALWAYS),
        ({"properties": {"links": {"type": "array", "contains": {}}}, "required": ["links"]}, {"kind": ["x"]}, Matches.SOME),
        ({"properties": {"a": {"type": "string", "not": {"pattern": "^x"}}}}, {"a": [{"prefix": "xy"}]}, Matches.NEVER),
        ({"properties": {"a": {"type": "string", "not": {"maxLength": 3}}}}, {"a": ["ab"]}, Matches.NEVER),
        ({"properties": {"a": {"not": {"anyOf": [{"minimum": 5}, {"const": 1}]}}}}, {"a": [{"numeric": [">", 6]}]}, Matches.NEVER),
        ({"not": {"required": ["a", "b"]}}, {"a": ["x"], "b": ["y"]}, Matches.NEVER),
        ({"dependentSchemas": {"card": {"properties": {"type": {"const": "card"}}}}, "required": ["type", "card"], "properties": {"type": {"type": "string"}}}, {"type": ["cash"]}, Matches.NEVER),
        ({"dependentRequired": {"a": ["b"]}, "properties": {"b": {"const": 1}}}, {"a": ["x"], "b": [{"exists": False}]}, Matches.NEVER),
        ({"properties": {"a": {"type": "array", "items": {"enum": ["x", "y", "z"]}, "uniqueItems": True, "minItems": 3}}}, {"a": ["y"]}, Matches.SOME),
        ({"properties": {"a": {"type": "array", "items": {"type": "string"}, "contains": {"pattern": "^k"}, "minContains": 2}}}, {"a": ["z"]}, Matches.SOME),
        ({"properties": {"to": {"pattern": r"^[^@\s]+@[^@\s]+$"}}}, {"to": ["ada@example.org"]}, Matches.SOME),
        ({"properties": {"to": {"type": "string", "pattern": r"^[^@\s]+@[^@\s]+$"}}}, {"to": ["ada"]}, Matches.NEVER),
        ({"properties": {"to": {"type": "string", "pattern": r"^[A-Z]{3}$"}}}, {"to": [{"prefix": "eu-"}]}, Matches.NEVER),
    ],
)  # fmt: skip
def test_what_rests_on_an_assumption_is_no_proof(schema: object, where: dict[str, object], matches: Matches) -> None:
    verdict = judge(Pattern.parse(where), schema)
    assert verdict.matches is matches
    assert bool(verdict.assumed) is (matches in (Matches.PRESUMABLY_NEVER, Matches.PRESUMABLY_ALWAYS))


def test_an_assumption_names_the_field_that_the_schema_leaves_open() -> None:
    (assumed,) = judge(Pattern.parse({"a": {"b": [7]}}), OPEN).assumed
    assert assumed.sentence == 'no event has a field named "a.b", which the schema allows and does not describe'
