"""Where only some systems are changed, all else stands as it was applied last, byte for byte."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from json import dumps

from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.passes import passes_of_change
from meshctl.passes.generations import Generation, PassesOfChange, Retired, StackInputs, StandingStacks
from meshctl.passes.only_systems import (
    changed_for_all,
    changed_systems,
    only_systems,
    passes_of_systems,
    shared_entries,
    system_of,
    systems_half_applied,
    with_entries,
)
from tests.support.drawn_catalogues import SYSTEMS, catalogues, generation, mesh_of

GENERATIONS = catalogues().map(mesh_of).map(generation)
NOW = datetime(2026, 11, 26, tzinfo=UTC)
SOME = st.sets(st.sampled_from(SYSTEMS), min_size=1)


def bytes_of(stack: StackInputs, systems: Collection[str]) -> str:
    """Its inputs as they are written down; of a shared stack with the entries of these systems alone."""
    if stack.root not in ("hub", "routes"):
        return dumps(stack.inputs, sort_keys=True)
    mine = {key: one for key, one in shared_entries(stack).items() if system_of(key) in systems}
    return dumps(with_entries(stack, mine).inputs, sort_keys=True)


def part(generation: Generation, systems: Collection[str]) -> dict[tuple[str, str], str]:
    own = {key: stack for key, stack in generation.items() if stack.owner in systems or stack.root in ("hub", "routes")}
    return {key: bytes_of(stack, systems) for key, stack in own.items()}


@settings(max_examples=25)
@given(GENERATIONS, GENERATIONS, SOME)
def test_what_is_not_of_the_systems_is_as_it_was_and_what_is_theirs_is_new(
    done: Generation, new: Generation, systems: set[str]
) -> None:
    merged = only_systems(systems, done, new)
    others = {*SYSTEMS} - systems
    assert part(merged, others) == part(done, others)
    assert part(merged, systems) == part(new, systems)


@settings(max_examples=25)
@given(GENERATIONS, GENERATIONS, st.permutations(SYSTEMS))
def test_one_system_after_the_other_comes_to_what_all_at_once_come_to(
    done: Generation, new: Generation, order: list[str]
) -> None:
    for system in order:
        done = only_systems({system}, done, new)
    assert done == new


@settings(max_examples=25)
@given(GENERATIONS, GENERATIONS, SOME)
def test_what_everybody_shares_stays_whatever_mesh_yaml_says_now(
    done: Generation, new: Generation, systems: set[str]
) -> None:
    tagged = {
        key: StackInputs(one.name, one.root, one.owner, one.account, {**one.inputs, "tags": "new"})
        for key, one in new.items()
    }
    merged = only_systems(systems, done, tagged)
    assert {stack.owner for stack in merged.values() if "tags" in stack.inputs} == systems


@settings(max_examples=25)
@given(GENERATIONS, GENERATIONS, SOME)
def test_a_system_that_left_leaves_with_all_that_is_its(done: Generation, new: Generation, systems: set[str]) -> None:
    without = only_systems(systems, done, {key: one for key, one in new.items() if one.root == "none"})
    assert part(without, {*SYSTEMS} - systems) == part(done, {*SYSTEMS} - systems)
    assert not [stack for stack in without.values() if stack.owner in systems]


@settings(max_examples=25)
@given(GENERATIONS, GENERATIONS, SOME)
def test_an_apply_of_some_systems_that_did_not_end_leaves_no_doubt_about_others(
    done: Generation, new: Generation, systems: set[str]
) -> None:
    begun = only_systems(systems, done, new)
    half = systems_half_applied(StandingStacks(done, begun))
    assert half <= systems
    assert half >= {one for one in systems if part(done, {one}) != part(begun, {one})}
    assert not systems_half_applied(StandingStacks(done, done))


@settings(max_examples=25)
@given(GENERATIONS, GENERATIONS)
def test_the_systems_that_differ_are_all_that_has_to_be_changed(done: Generation, new: Generation) -> None:
    changed = changed_systems(done, new) | changed_systems(new, done)
    assert only_systems(changed, done, new) == new
    assert changed == {one for one in SYSTEMS if part(done, {one}) != part(new, {one})}
    assert not changed_for_all(done, new)


@settings(max_examples=25)
@given(GENERATIONS, GENERATIONS, GENERATIONS, SOME, st.booleans())
def test_no_pass_touches_what_others_have_or_have_retired(
    before: Generation, between: Generation, after: Generation, systems: set[str], deletes: bool
) -> None:
    earlier = passes_of_change(StandingStacks(before, {}), between, NOW, (), allow_deletes=True)
    stands = StandingStacks(last(before, earlier), {}, earlier.retired)
    merged, later = only_systems(systems, stands.done, after, stands.retired), NOW + timedelta(days=30)
    change = passes_of_systems(systems, stands, merged, later, stands.retired, deletes)
    others = {*SYSTEMS} - systems
    for one in change.passes:
        assert part(one.stacks, others) == part(stands.done, others)
    assert theirs(change.retired, others) == theirs(stands.retired, others)


def last(stands: Generation, change: PassesOfChange) -> Generation:
    return change.passes[-1].stacks if change.passes else stands


def theirs(retired: Iterable[Retired], systems: Collection[str]) -> set[Retired]:
    owned = {(one.stack[1].removeprefix("system-"), one) for one in retired if one.stack[1].startswith("system-")}
    shared = {(system_of(one.name), one) for one in retired if not one.stack[1].startswith("system-")}
    return {one for system, one in owned | shared if system in systems}
