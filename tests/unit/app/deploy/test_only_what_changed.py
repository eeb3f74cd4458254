"""Terraform is asked about what may differ, and about nothing else; whatever happens, what is left out stands as is wanted."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.app.deploy.stage_change import StageChange, WantedStage, stage_change
from meshctl.passes.generations import StackKey
from meshctl.plan.stacks import Stack
from meshctl.records.stage_keys import state_key
from tests.support.kept_stage import CODE, DEV, MESH, NOW, nothing_known, standing
from tests.support.stage_world import CATALOGUE, ORDERS, ROUTE, ROUTES, World

ALL = {stack.name for stack in CATALOGUE.values()}
SYSTEMS = {name for name in ALL if name.startswith("system-")}


def wanted(world: World, catalogue: Mapping[StackKey, Stack] = CATALOGUE, **code: str) -> StageChange:
    asked = WantedStage(MESH, DEV, catalogue, code={**CODE.roots, **code})
    return stage_change(asked, standing(world.bucket), NOW, nothing_known)


def asked_about(change: StageChange) -> set[str]:
    return {stack.name for stack in change.passes[0].planned}


def with_description(text: str) -> Mapping[StackKey, Stack]:
    """The catalogue with another text in one rule."""
    routes = CATALOGUE[ROUTES].inputs["routes"]
    other = {**routes[ROUTE], "rule": {**routes[ROUTE]["rule"], "description": text}}
    inputs = {**CATALOGUE[ROUTES].inputs, "routes": {**routes, ROUTE: other}}
    return {**CATALOGUE, ROUTES: replace(CATALOGUE[ROUTES], inputs=inputs)}


@pytest.fixture
def world() -> World:
    """All is applied, and was compared with AWS."""
    built = World()
    built.through(wanted(built))
    return built


def test_before_anything_was_compared_terraform_is_asked_about_all() -> None:
    assert asked_about(wanted(World())) == ALL


def test_what_stands_as_it_was_compared_is_left_out_and_named(world: World) -> None:
    change = wanted(world)
    assert asked_about(change) == set()
    assert {name for _, name in change.not_compared} == ALL


def test_of_one_changed_stack_terraform_is_asked_alone(world: World) -> None:
    assert asked_about(wanted(world, with_description("new"))) == {"routes"}


def test_after_it_was_applied_about_none(world: World) -> None:
    world.through(wanted(world, with_description("new")))
    assert asked_about(wanted(world, with_description("new"))) == set()
    assert asked_about(wanted(world)) == {"routes"}


def test_other_code_is_compared_where_it_is_used(world: World) -> None:
    assert asked_about(wanted(world, system="other code")) == SYSTEMS


def test_a_state_that_was_pushed_by_hand_is_compared(world: World) -> None:
    world.bucket.objects[state_key("shop", "dev", ORDERS)] += b" "
    assert asked_about(wanted(world)) == {"system-orders"}


def test_without_a_digest_of_the_code_everything_is_compared(world: World) -> None:
    change = stage_change(WantedStage(MESH, DEV, CATALOGUE), standing(world.bucket), NOW, nothing_known)
    assert asked_about(change) == ALL
    assert change.not_compared == ()


def test_packages_are_asked_for_only_where_terraform_is(world: World) -> None:
    stacks = wanted(world, system="other code").passes[0].stacks
    assert {stack.name for stack in stacks if stack.packages} <= SYSTEMS
    assert not any(stack.packages for stack in wanted(world).passes[0].stacks)


RUNS = st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(["", "x"]), st.integers(0, 4)), max_size=4)
"""Applies one after the other: which catalogue, whether by other code, and where it breaks off (0: nowhere)."""


@settings(max_examples=25)
@given(RUNS, st.sampled_from(["a", "b", "c"]))
def test_whatever_was_applied_and_broken_off_what_is_left_out_stands_as_is_wanted(
    runs: list[tuple[str, str, int]], last: str
) -> None:
    world = World()
    for text, code, breaks_at in runs:
        world.breaks_at = len(world.done) + breaks_at if breaks_at else -1
        world.stop.clear()
        world.through(wanted(world, with_description(text), routes=code))
    change = wanted(world, with_description(last), routes="")
    for key in change.not_compared:
        assert world.stands[key] == change.new[key].inputs
