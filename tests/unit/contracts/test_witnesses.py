"""A break is told as certain only with an event that proves it: one version allows it and the other one refuses it, for that reason."""

from collections.abc import Iterator
from copy import deepcopy
from json import loads
from random import Random
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from meshctl.contracts.versions.compare import compare
from meshctl.contracts.versions.differences import Difference
from meshctl.contracts.witnesses.prove_breaks import with_witnesses
from meshctl.json_schema.circles import circle
from meshctl.json_schema.references import References
from meshctl.json_schema.subschemas import Subschemas
from tests.support.event_shapes.corpus import CORPUS

from .evolving import later_version, schema_of_an_event
from .small_worlds import SCHEMAS
from .test_differences import CASES

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
SEEDS = st.integers(0, 2**40)
PRESUMED = {
    "a format comes",
    "a format goes",
    "another format",
    "a kind of names comes",
    "a kind of names goes",
    "a listed value may fit two",
    "another condition",
    "another consequence",
    "another consequence otherwise",
    "a definition that means more beside others",
    "a reference out of the file",
    "an alternative evaluates more",
    "unevaluated comes beside alternatives",
    "less is to be contained, and not often",
    "one of two without the unevaluated beside alternatives",
}
"""Changes that break nobody although no rule can prove it, or whose events nothing finds."""


def proved(old: Any, new: Any) -> tuple[Difference, ...]:
    return with_witnesses(compare(old, new), old, new).differences


def holding(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*properties]}


def of_an_event(schema: Any) -> Any:
    """An event that has to have a field with this schema."""
    definitions = schema.get("$defs", {}) if isinstance(schema, dict) else {}
    return {**holding(x=schema), "$defs": definitions}


def witnesses(found: tuple[Difference, ...], old: Any, new: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Data, the schema that allows it, and the one that refuses it."""
    for one in found:
        if one.backward_witness:
            yield loads(one.backward_witness), old, new
        if one.forward_witness:
            yield loads(one.forward_witness), new, old


def assert_proofs(old: Any, new: Any) -> int:
    """That each witness is one, as the library says; and how many there are."""
    found = [*witnesses(proved(old, new), old, new)]
    for data, writer, reader in found:
        assert isinstance(data, dict)
        assert jsonschema_rs.Draft202012Validator(writer, validate_formats=True).is_valid(data)
        assert not jsonschema_rs.Draft202012Validator(reader).is_valid(data)
    return len(found)


@settings(max_examples=250, deadline=None, derandomize=True)
@given(SEEDS)
def test_a_witness_of_a_later_version_is_allowed_by_one_and_refused_by_the_other(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    old = {**schema_of_an_event(random), "type": "object"}
    assert_proofs(old, later_version(random, old))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(SCHEMAS, SCHEMAS)
def test_a_witness_between_any_two_schemas_is_one(old: Any, new: Any) -> None:
    assume(all(circle(Subschemas.of(one), References(one)) is None for one in (old, new)))
    assert_proofs(old, new)


def test_most_breaks_of_schemas_as_people_write_them_are_proved() -> None:
    told = found = 0
    for number, schema in enumerate(CORPUS.values()):
        later = later_version(Random(number), schema)  # noqa: S311
        found += assert_proofs(schema, later)
        told += sum(one.breaks_backward + one.breaks_forward for one in compare(schema, later).differences)
    assert found > told * 0.45 > 0  # chance makes schemas that allow nothing, too


@pytest.mark.parametrize("name", CORPUS)
def test_a_schema_as_people_write_it_differs_in_nothing_from_itself(name: str) -> None:
    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: turned(one) for key, one in reversed(value.items())}
        return [turned(one) for one in value] if isinstance(value, list) else value

    schema = CORPUS[name]
    for same in (deepcopy(schema), turned(schema), {**schema, "allOf": [*schema.get("allOf", ()), {"title": "same"}]}):
        assert proved(schema, same) == proved(same, schema) == ()


@pytest.mark.parametrize(("what", "old", "new", "backward", "forward"), [(*one[:3], *one[4:]) for one in CASES])
def test_each_kind_of_break_is_proved(what: str, old: Any, new: Any, backward: bool, forward: bool) -> None:
    found = proved(of_an_event(old), of_an_event(new))
    certain = any(one.backward_witness for one in found), any(one.forward_witness for one in found)
    assert (certain == (backward, forward)) is (what not in PRESUMED)


@pytest.mark.parametrize(
    ("old", "new", "certain"),
    [
        (holding(a=TEXT, b={"pattern": "^[0-9]$"}), holding(a=WHOLE, b={"pattern": "^([0-9])$"}), {"a"}),
        (holding(a={"pattern": "^a", "minLength": 1}), holding(a={"pattern": "^[a]", "minLength": 2}), {"a"}),
        (holding(b={"pattern": "^a"}), holding(a=TEXT, b={"pattern": "^[a]"}), {"a"}),
        (holding(a={"not": TEXT}, b=TEXT), holding(a={"not": {"minLength": 0, "type": ["string"]}, "minimum": 0}, b=TEXT), {"a"}),
        (
            {"type": "object", "anyOf": [holding(a=TEXT, b={"pattern": "^a"}), holding(c=WHOLE)]},
            {"type": "object", "anyOf": [holding(a=WHOLE, b={"pattern": "^[a]"}), holding(c=WHOLE)]},
            {"a"},
        ),
    ],
)  # fmt: skip
def test_what_is_refused_for_another_reason_proves_nothing(old: Any, new: Any, certain: set[str]) -> None:
    found = [one for one in proved(old, new) if one.backward_witness]
    assert {one.place for one in found} == certain
    assert not any(one.aspect == "pattern" for one in found)


def test_a_format_is_no_reason_to_refuse() -> None:
    (found,) = proved(holding(day=TEXT), holding(day={**TEXT, "format": "date"}))
    assert (found.breaks_backward, found.backward_witness) == (True, "")


def test_expressions_are_proved_to_differ() -> None:
    (found,) = proved(holding(code={"pattern": "^[a-z]+$"}), holding(code={"pattern": "^[a-f]+$"}))
    assert loads(found.backward_witness)["code"] >= "g"
    assert not found.forward_witness


def test_an_event_is_an_object() -> None:
    found = proved({"type": "object", "properties": {"a": TEXT}}, {"properties": {"a": TEXT}})
    assert [(one.kind, one.breaks_forward, one.forward_witness) for one in found] == [("type-widened", True, "")]


def test_what_publishers_do_not_name_is_no_witness() -> None:
    (found,) = proved(holding(a=TEXT), {**holding(a=TEXT), "patternProperties": {"^x": TEXT}})
    assert (found.breaks_backward, found.backward_witness) == (True, "")


def test_whole_numbers_in_witnesses_have_no_point() -> None:
    (found,) = proved(holding(n={"type": "number", "minimum": 0.5}), holding(n={"type": "number", "minimum": 2}))
    assert "." not in found.backward_witness or loads(found.backward_witness)["n"] % 1


def test_a_place_that_repeats_another_proves_the_difference_there() -> None:
    def twice(inner: Any) -> Any:
        return {**holding(a={"$ref": "#/$defs/x"}, b={"$ref": "#/$defs/x"}), "$defs": {"x": holding(n=inner)}}

    (found,) = proved(twice(TEXT), twice(WHOLE))
    assert found.backward_witness
    assert found.forward_witness


def deep(levels: int, **properties: Any) -> Any:
    """An event with such properties, and levels that have to be there, each a definition of its own."""
    definitions = {f"d{number}": holding(x={"$ref": f"#/$defs/d{number + 1}"}) for number in range(levels)}
    return {**holding(x={"$ref": "#/$defs/d0"}, **properties), "$defs": {**definitions, f"d{levels}": TEXT}}


@pytest.mark.parametrize(("levels", "is_proved"), [(5, True), (1_200, False)])
def test_data_that_has_to_be_very_deep_is_not_made(levels: int, is_proved: bool) -> None:
    (found,) = proved(deep(levels, a=TEXT), deep(levels, a=WHOLE))
    assert bool(found.forward_witness) is is_proved


def test_data_that_has_to_be_very_large_is_not_made() -> None:
    def wide(**properties: Any) -> Any:
        below = ({f"x{one}": {"$ref": f"#/$defs/d{number + 1}"} for one in range(10)} for number in range(8))
        definitions = {f"d{number}": holding(**more) for number, more in enumerate(below)}
        return {**holding(x={"$ref": "#/$defs/d0"}, **properties), "$defs": {**definitions, "d8": TEXT}}

    (found,) = proved(wide(a=TEXT), wide(a=WHOLE))
    assert (found.breaks_forward, found.forward_witness) == (True, "")


COUNTS = [(word, count) for word in ("minItems", "maxItems", "minContains", "maxContains") for count in (2.0, 10**400)]


@pytest.mark.parametrize(("word", "count"), [*COUNTS, ("minLength", 2.0), ("minProperties", 1e308), ("minimum", 1e308)])
def test_numbers_are_as_large_and_as_exact_as_people_write_them(word: str, count: float) -> None:
    open_, said = ({"contains": TEXT, **more} for more in ({}, {word: count}))
    assert_proofs(holding(x=open_), holding(x=said))
    assert assert_proofs(holding(x=said), holding(x={"type": "null"})) > 0


def test_what_no_json_can_spell_proves_nothing() -> None:
    (found,) = proved(holding(x={"enum": ["\ud800", "b"]}), holding(x={"enum": ["b"]}))
    assert (found.breaks_backward, found.backward_witness) == (True, "")
