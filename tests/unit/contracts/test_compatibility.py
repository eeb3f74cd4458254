"""Modes of compatibility, as schema registries mean them."""

from typing import Any

import pytest

from meshctl.contracts.versions.compatibility import compatible
from meshctl.contracts.versions.modes import Mode

PLAIN = {"type": "object", "properties": {"total": {"type": "number"}}}
REQUIRED = {**PLAIN, "required": ["total"]}
WHOLE = {"type": "object", "properties": {"total": {"type": "integer"}}}
MORE = {"type": "object", "properties": {"total": {"type": "number"}, "currency": {"type": "string"}}}


@pytest.mark.parametrize(
    ("mode", "narrowing", "widening"),
    [
        (Mode.BACKWARD, ["required-added"], []),
        (Mode.FORWARD, [], ["required-removed"]),
        (Mode.FULL, ["required-added"], ["required-removed"]),
    ],
)
def test_a_mode_forbids_what_breaks_its_readers(mode: Mode, narrowing: list[str], widening: list[str]) -> None:
    assert [one.kind for one in compatible(mode, [PLAIN], REQUIRED)] == narrowing
    assert [one.kind for one in compatible(mode, [REQUIRED], PLAIN)] == widening


@pytest.mark.parametrize(
    ("direction", "history", "new"),
    [("backward", [PLAIN, WHOLE], WHOLE), ("forward", [WHOLE, PLAIN], PLAIN), ("full", [PLAIN, WHOLE], WHOLE)],
)
def test_only_transitive_modes_look_beyond_the_last_version(direction: str, history: list[Any], new: Any) -> None:
    assert compatible(Mode(direction), history, new) == ()
    assert [one.place for one in compatible(Mode(f"{direction}-transitive"), history, new)] == ["total"]


@pytest.mark.parametrize("mode", list(Mode))
def test_an_optional_property_may_always_come_and_go(mode: Mode) -> None:
    assert compatible(mode, [PLAIN], MORE) == ()
    assert compatible(mode, [MORE], PLAIN) == ()


@pytest.mark.parametrize("mode", list(Mode))
def test_a_first_version_breaks_nothing(mode: Mode) -> None:
    assert compatible(mode, [], PLAIN) == ()


def test_a_difference_from_several_versions_is_told_once() -> None:
    found = compatible(Mode.BACKWARD_TRANSITIVE, [PLAIN, MORE], REQUIRED)
    assert [one.sentence for one in found] == ['"total" is required']


def test_any_of_two_that_overlap_is_not_one_of_them() -> None:
    either = [{"type": "number", "minimum": 0}, {"type": "number", "maximum": 10}]
    some, one = ({"type": "object", "properties": {"a": {word: either}}} for word in ("anyOf", "oneOf"))
    assert compatible(Mode.BACKWARD, [some], one)
    assert compatible(Mode.FORWARD, [one], some)


def test_any_of_two_that_lie_apart_is_one_of_them() -> None:
    either = [{"type": "number"}, {"type": "string"}]
    some, one = ({"type": "object", "properties": {"a": {word: either}}} for word in ("anyOf", "oneOf"))
    assert compatible(Mode.FULL, [some], one) == compatible(Mode.FULL, [one], some) == ()


@pytest.mark.parametrize("references", [1, 38, 39, 60])
def test_what_lies_behind_many_references_is_never_taken_for_the_same(references: int) -> None:
    def led_to(type_: str) -> dict[str, Any]:
        further = {f"c{at}": {"$ref": f"#/$defs/c{at + 1}"} for at in range(references)}
        return {
            "type": "object",
            "properties": {"a": {"$ref": "#/$defs/c0"}},
            "$defs": {**further, f"c{references}": {"type": type_}},
        }

    assert compatible(Mode.BACKWARD, [led_to("string")], led_to("integer"))
