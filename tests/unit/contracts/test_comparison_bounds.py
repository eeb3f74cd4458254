"""Schemas that are deep, long, or lead back to themselves are compared within bounds, and no expression is ever run."""

from collections.abc import Callable
from copy import deepcopy
from functools import partial
from itertools import pairwise
from typing import Any

import pytest

from meshctl.contracts.versions.compare import compare
from meshctl.contracts.versions.compatibility import differences
from meshctl.contracts.witnesses.prove_breaks import with_witnesses
from tests.support.bounded import calls_of, without_exploding

pytestmark = pytest.mark.bounds


def kinds(old: Any, new: Any) -> list[str]:
    return [one.kind for one in differences(old, new)]


def nested(levels: int, inside: Any) -> Any:
    schema = inside
    for _ in range(levels):
        schema = {"type": "object", "properties": {"a": schema}}
    return schema


def chain(count: int, inside: Any, *names: str) -> Any:
    """Definitions, each of which refers to the next under all the names."""
    steps = {
        f"d{one}": {"properties": {name: {"$ref": f"#/$defs/d{two}"} for name in names}}
        for one, two in pairwise(range(count))
    }
    return {"$ref": "#/$defs/d0", "$defs": {**steps, f"d{count - 1}": inside}}


def test_what_is_too_deep_is_told_and_not_compared() -> None:
    assert kinds(nested(400, True), nested(400, False)) == ["schema-undecided"]
    assert kinds(nested(5_000, True), True) == ["schema-undecided"]
    assert kinds(nested(40, True), nested(40, False)) == ["type-narrowed"]


@pytest.mark.parametrize("excluded", [{"const": 1}, {"pattern": "^a"}, {"anyOf": [{"const": 1}, {"const": 2}]}])
def test_thousands_of_excluded_values_are_compared_side_by_side(excluded: Any) -> None:
    old = {"allOf": [{"not": {**excluded, "title": f"{number}"}} for number in range(3_000)]}
    new = {"allOf": [*old["allOf"][:900], {"not": {"const": "other"}}]}
    assert set(kinds(old, new)) <= {"composition-changed", "composition-narrowed", "schema-undecided"}


def test_data_that_references_make_deep_is_told_too() -> None:
    old, new = chain(500, {"type": "string"}, "a"), chain(500, {"type": "number"}, "a")
    assert kinds(old, new) == ["schema-undecided"]


def test_definitions_that_fan_out_cost_no_more_than_they_are_long() -> None:
    names = ("a", "b", "c")
    short, long = (
        calls_of(
            partial(differences, chain(count, {"type": "string"}, *names), chain(count, {"type": "number"}, *names))
        )
        for count in (20, 80)
    )
    assert long < 6 * short


def test_what_a_schema_says_of_itself_ends() -> None:
    old = {"properties": {"next": {"$ref": "#"}, "total": {"type": "number"}}}
    new = {"properties": {"next": {"$ref": "#"}, "total": {"type": "string"}}}
    assert kinds(old, old) == []
    assert kinds(old, new) == ["type-changed"]
    unrolled = {"properties": {"next": new, "total": {"type": "string"}}}
    assert kinds(new, unrolled) == kinds(unrolled, new) == []


def test_a_tree_of_alternatives_ends() -> None:
    def tree(leaf: str) -> Any:
        node = {"properties": {"left": {"$ref": "#/$defs/tree"}, "right": {"$ref": "#/$defs/tree"}}, "type": "object"}
        return {"$ref": "#/$defs/tree", "$defs": {"tree": {"anyOf": [{"type": leaf}, node, {"type": "array"}]}}}

    assert kinds(tree("string"), tree("string")) == []
    assert "type-changed" in kinds(tree("string"), tree("number"))


@pytest.mark.parametrize("word", ["allOf", "anyOf", "oneOf", "not", "if"])
def test_a_circle_without_data_ends(word: str) -> None:
    inside: Any = {"$ref": "#"} if word in ("not", "if") else [{"$ref": "#"}, {"type": "string"}]
    with without_exploding():
        differences({word: inside, "minLength": 1}, {word: inside, "minLength": 2})


@pytest.mark.parametrize("word", ["anyOf", "oneOf", "allOf"])
def test_nested_alternatives_do_not_explode(word: str) -> None:
    def nest(levels: int, last: int) -> Any:
        if not levels:
            return {"type": "object", "required": [f"r{last}"]}
        sizes = range(1, 13)
        return {
            "type": "object",
            word: [{"properties": {"a": nest(levels - 1, last)}, "maxProperties": one} for one in sizes],
        }

    with without_exploding():
        assert differences(nest(3, 1), nest(3, 2))


def test_9_000_properties_are_each_told_and_of_more_that_they_are_too_many() -> None:
    old, many = (
        {"type": "object", "properties": {f"p{one}": {"type": "string"} for one in range(count)}}
        for count in (9_000, 19_000)
    )
    with without_exploding():
        assert len(differences(old, {**old, "required": [*old["properties"]]})) == 9_000
        assert len(differences(old, {"type": "object", "properties": {"a": {}}})) == 9_001
        told = differences(many, {**many, "required": [*many["properties"]]})
    assert len(told) > 9_000
    assert "schema-undecided" in {one.kind for one in told}


def test_more_than_is_ever_written_is_told_to_be_too_large() -> None:
    old, new = ({"properties": {f"p{one}": {"type": type_} for one in range(41_000)}} for type_ in ("string", "null"))
    with without_exploding():
        assert kinds(old, new)[0] == "schema-undecided"
        assert kinds(old, deepcopy(old)) == []


def test_a_place_that_takes_too_long_to_prove_says_so_and_the_others_are_compared() -> None:
    def one_of(count: int, last: str) -> Any:
        names = {f"p{one}": {"type": "string", "maxLength": one} for one in range(count)}
        return {"oneOf": [{"type": "object", "properties": {**names, "last": {"type": last}}} for _ in range(count)]}

    def version(type_: str) -> Any:
        return {"properties": {"many": one_of(59, type_), "few": one_of(2, type_), "total": {"type": type_}}}

    told = {one.place: one for one in compare(version("string"), version("null")).differences}
    assert {place: one.kind for place, one in told.items()} == {
        "few": "composition-changed",
        "many": "schema-undecided",
        "total": "type-changed",
    }
    assert told["many"].sentence == (
        '"many" is not compared any further, because the schemas are too large: it could not be proved compatible'
    )


def test_many_alternatives_are_compared_one_by_one_only() -> None:
    def choice(last: str) -> Any:
        return {"anyOf": [*({"type": "object", "required": [f"r{one}"]} for one in range(3_000)), {"type": last}]}

    with without_exploding():
        assert kinds(choice("string"), choice("string")) == []
        assert "composition-changed" in kinds(choice("string"), choice("number"))


def test_no_regular_expression_is_run() -> None:
    exploding = "^(a+)+$"
    old = {
        "type": "object",
        "patternProperties": {exploding: {"pattern": exploding}},
        "properties": {"a" * 60 + "b": {"enum": ["a" * 60 + "b"]}},
    }
    with without_exploding():
        assert kinds(old, {**old, "properties": {}}) == ["property-removed"]


@pytest.mark.parametrize("number", [1e400, -1e400, 10**400, 5e-324, 1e308])
@pytest.mark.parametrize("word", ["minimum", "exclusiveMaximum", "multipleOf", "maxLength", "const"])
def test_numbers_of_any_size_are_compared(word: str, number: float) -> None:
    assert kinds({word: number}, {word: number}) == []
    differences({word: number}, {word: 3})
    differences({"const": number}, {"type": "number", word: 3})


def test_a_place_that_repeats_another_is_known() -> None:
    comparison = compare(chain(3, {"type": "string"}, "a", "b"), chain(3, {"type": "number"}, "a", "b"))
    assert [one.place for one in comparison.differences] == ["a.a"]
    assert {one.path for one in comparison.repetitions} == {("a", "b"), ("b",)}


def texts(count: int, **more: Any) -> Any:
    return {"type": "object", "properties": {f"p{one}": {"type": "string", **more} for one in range(count)}}


BUILT_TO_TAKE_LONG: dict[str, Callable[[int, str], Any]] = {
    "first elements": lambda count, type_: {"prefixItems": [{"type": type_, "title": f"{one}"} for one in range(count)]},
    "alternatives": lambda count, type_: {"anyOf": [{"required": [f"a{one}"], "not": {"type": type_}} for one in range(count)]},
    "exclusive ones": lambda count, type_: {"oneOf": [{"required": [f"{type_}{one}"]} for one in range(count)]},
    "schemas that do not merge": lambda count, type_: {"allOf": [{"pattern": f"{type_}{one}"} for one in range(count)]},
    "closed objects": lambda count, type_: {
        "allOf": [{"properties": {f"a{one}": {"type": type_}}, "additionalProperties": {}} for one in range(count)]
    },
    "properties": lambda count, type_: {"properties": {f"{type_}{one}": {"type": type_} for one in range(count)}},
    "required ones": lambda count, type_: {"required": [f"{type_}{one}" for one in range(count)]},
    "kinds of names": lambda count, type_: {"patternProperties": {f"^{type_}{one}(a+)+$": True for one in range(count)}},
    "kinds of names beside names": lambda count, type_: {
        "patternProperties": {f"^p{one}$": {"type": type_} for one in range(count // 10)},
        **texts(count, format=type_),
    },
    "schemas beside properties": lambda count, type_: {
        "dependentSchemas": {f"a{one}": {"required": [f"{type_}{one}"]} for one in range(count)}
    },
    "values": lambda count, type_: {"enum": [f"{type_}{one}" for one in range(count)]},
    "values that are lists": lambda count, type_: {"enum": [[type_, one] for one in range(count)]},
    "conditions": lambda count, type_: {
        "allOf": [{"if": {"required": [f"{one}"]}, "then": {"required": [type_]}} for one in range(count)]
    },
    "references to one": lambda count, type_: {
        "properties": {f"p{one}": {"$ref": "#/$defs/x"} for one in range(count)}, "$defs": {"x": {"type": type_}}
    },
    "alternatives of alternatives": lambda count, type_: {
        "anyOf": [{"anyOf": [{"maxLength": one}, {"type": type_, "minimum": one}]} for one in range(count)]
    },
}  # fmt: skip
"""Schemas whose parts are as many as asked for, of two versions."""


@pytest.mark.parametrize("built", BUILT_TO_TAKE_LONG)
@pytest.mark.parametrize("count", [100, 600])
def test_witnesses_are_looked_for_within_bounds(built: str, count: int) -> None:
    old, new = (
        {"type": "object", "required": ["x"], "properties": {"x": part}, "$defs": part.get("$defs", {})}
        for part in (BUILT_TO_TAKE_LONG[built](count, type_) for type_ in ("string", "number"))
    )
    found = compare(old, new)
    assert calls_of(lambda: with_witnesses(found, old, new)) < 4_000_000


def test_so_are_texts_that_fit_many_long_expressions() -> None:
    names = [f"{number:03}" for number in range(60)]
    old, new = (
        {"required": names, "properties": {name: {"pattern": name + "abcdefgh" * 25 + end} for name in names}}
        for end in ("", "x$")
    )
    found = compare(old, new)
    assert calls_of(lambda: with_witnesses(found, old, new)) < 4_000_000


@pytest.mark.parametrize("built", BUILT_TO_TAKE_LONG)
def test_twice_as_many_parts_take_about_twice_the_work(built: str) -> None:
    def work(count: int) -> int:
        old, new = (BUILT_TO_TAKE_LONG[built](count, type_) for type_ in ("string", "number"))
        return calls_of(lambda: compare(old, new))

    assert work(800) < 2.8 * work(400) + 20_000


def test_fields_that_ask_for_each_other_are_compared_in_bounded_time() -> None:
    names = [f"property_{number}" for number in range(30_000)]
    asked = {name: [other] for name, other in pairwise(names)}
    old = {"type": "object", "dependentRequired": asked, "required": names[:1]}
    new = {**old, "dependentRequired": {name: [*others, "more"] for name, others in asked.items()}}
    with without_exploding():
        assert differences(old, new)
