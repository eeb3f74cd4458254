"""Modes of compatibility, as schema registries mean them."""

from typing import Any

import pytest

from meshctl.contracts.compatibility import Mode, compatible

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
