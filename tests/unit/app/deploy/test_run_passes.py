"""Passes run one by one; whatever stops them, the records say everything that may stand."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from meshctl.app.deploy.retired_parts import Look
from meshctl.app.deploy.run_passes import take_in_forgotten
from meshctl.app.deploy.stage_change import StageChange, WantedStage, stage_change, stage_passes
from meshctl.errors import MeshctlError
from meshctl.passes.generations import Generation, Pass, PassesOfChange, Retired
from meshctl.plan.changes import ResourceChange
from meshctl.retirement.outlook import RetiredOutlook
from tests.support.kept_stage import (
    DEV,
    MESH,
    NOW,
    standing,
)
from tests.support.stage_world import APPLIED, CATALOGUE, ORDERS, ROUTE, ROUTES, WANTED, World

RETIRED = Retired(ROUTES, "route", ROUTE, NOW + timedelta(hours=1))


def with_route(generation: Generation, **fields: object) -> Generation:
    """The generation with another form of one route."""
    routes = generation[ROUTES].inputs["routes"]
    inputs = {**generation[ROUTES].inputs, "routes": {**routes, ROUTE: {**routes[ROUTE], **fields}}}
    return {**generation, ROUTES: replace(generation[ROUTES], inputs=inputs)}


def without_route(generation: Generation) -> Generation:
    routes = {key: one for key, one in generation[ROUTES].inputs["routes"].items() if key != ROUTE}
    return {**generation, ROUTES: replace(generation[ROUTES], inputs={**generation[ROUTES].inputs, "routes": routes})}


BOTH, OFF, GONE = with_route(APPLIED, pattern="both"), with_route(APPLIED, enabled=False), without_route(APPLIED)
PASSES = (
    Pass("add", BOTH, settle_seconds=30),
    Pass("narrow", OFF),
    Pass("remove", without_route(OFF), backwards=True),
)


def test_each_pass_is_written_planned_and_applied_after_the_one_before_it_has_settled() -> None:
    world = World()
    assert world.run(*PASSES).done == ("routes",)
    assert world.done == [
        "write add", "apply routes", "wait 30",
        "write narrow", "apply routes",
        "write remove", "apply routes",
    ]  # fmt: skip
    assert ROUTE not in world.stands[ROUTES]["routes"]


def test_a_pass_whose_stacks_are_as_they_stand_runs_no_terraform() -> None:
    world = World()
    world.run(Pass("add", APPLIED), Pass("switch", APPLIED))
    assert world.done == ["write add", "write switch"]


def test_afterwards_the_records_say_what_stands() -> None:
    world = World()
    world.run(*PASSES)
    told = standing(world.bucket).stacks
    assert {key: one.inputs for key, one in told.done.items()} == world.stands
    assert not told.begun


@pytest.mark.parametrize("breaks_at", range(1, 8))
def test_wherever_it_is_stopped_the_records_know_all_that_may_stand(breaks_at: int) -> None:
    world = World(breaks_at)
    world.run(*PASSES)
    told = standing(world.bucket).stacks
    for key, inputs in world.stands.items():
        assert inputs in [which[key].inputs for which in (told.done, told.begun) if key in which]


def test_after_a_failure_no_later_pass_begins() -> None:
    world = World(breaks_at=2)
    assert [*world.run(*PASSES).failed] == ["routes"]
    assert world.done == ["write add", "apply routes"]


def test_when_the_operator_says_stop_between_passes_nothing_more_begins() -> None:
    world = World(breaks_at=1)
    assert world.run(*PASSES).interrupted
    assert world.done == ["write add", "apply routes"]


def test_what_terraform_would_do_besides_what_was_shown_stops_the_run_before_it_is_done() -> None:
    world = World()
    world.unasked = (ResourceChange("routes", 'module.route["other"].aws_cloudwatch_event_rule.route', "replace"),)
    with pytest.raises(
        MeshctlError, match=r'Terraform would do in the pass "narrow" what was not shown: replace module.route'
    ) as error:
        world.run(*PASSES)
    assert "nothing of it is done" in error.value.hint
    assert world.done[-1] == "write narrow"


def test_what_is_retired_has_its_day_counted_from_when_it_was_switched_off() -> None:
    world = World()
    world.run(*PASSES[:2], retired=(RETIRED,))
    assert standing(world.bucket).stacks.retired == (replace(RETIRED, until=NOW + timedelta(hours=1, minutes=10)),)


@pytest.mark.parametrize("breaks_at", [5, 7])
def test_a_delivery_that_ended_is_known_wherever_it_is_stopped_later(breaks_at: int) -> None:
    delivery = Retired(ROUTES, "delivery", f"{ROUTE} to arn", NOW + timedelta(hours=1))
    world = World(breaks_at)
    assert world.run(*PASSES, retired=(delivery,)).failed
    assert [one.name for one in standing(world.bucket).stacks.retired] == [delivery.name]


def test_the_day_of_what_was_retired_before_stays() -> None:
    world = World()
    world.run(*PASSES[:2], retired=(RETIRED,))
    before = standing(world.bucket).stacks.retired
    world.run(Pass("add", APPLIED), retired=before)
    assert standing(world.bucket).stacks.retired == before


def test_what_has_gone_is_retired_no_more() -> None:
    world = World()
    world.run(*PASSES[:2], retired=(RETIRED,))
    world.run(Pass("remove", GONE, backwards=True))
    assert standing(world.bucket).stacks.retired == ()


def test_a_stack_that_leaves_takes_its_record_and_its_state_with_it() -> None:
    world = World()
    stays = {key: one for key, one in APPLIED.items() if key != ORDERS}
    world.run(Pass("add", APPLIED), Pass("remove", stays, (ORDERS,), backwards=True))
    assert world.done[-1] == "apply system-orders"
    assert ORDERS not in standing(world.bucket).keys
    assert not [key for key in world.bucket.objects if "222222222222" in key]


def holding(*counts: int) -> Look:
    """What is retired holds so many messages, look by look, and its day has come."""
    left = iter(counts)

    def look(parts: Iterable[Retired], stacks: Generation) -> tuple[RetiredOutlook, ...]:
        held = next(left)
        return tuple(RetiredOutlook(one, one.name, held, given_up=False, day_has_come=True) for one in parts)

    return look


def route_goes(world: World, look: Look) -> StageChange:
    """A route has left the catalogue."""
    catalogue = {**CATALOGUE, ROUTES: replace(CATALOGUE[ROUTES], inputs=GONE[ROUTES].inputs)}
    return stage_change(WantedStage(MESH, DEV, catalogue), standing(world.bucket), NOW, look)


def test_what_is_empty_when_it_is_looked_at_again_goes() -> None:
    world, look = World(), holding(0, 0)
    assert world.through(route_goes(world, look), look).stays == ()
    assert ROUTE not in world.stands[ROUTES]["routes"]


def test_what_got_messages_meanwhile_stays_and_is_said_and_recorded() -> None:
    world, look = World(), holding(0, 3)
    assert world.through(route_goes(world, look), look).stays == (f"{ROUTE} (it holds 3 messages)",)
    assert world.stands[ROUTES]["routes"][ROUTE]["enabled"] is False
    told = standing(world.bucket).stacks
    assert [(one.kind, one.name) for one in told.retired] == [("route", ROUTE)]
    assert {key: one.inputs for key, one in told.done.items()} == world.stands


def test_so_it_is_where_nothing_else_was_to_be_done() -> None:
    world, look = World(), holding(1, 0, 3, 0, 0)
    world.through(route_goes(world, look), look)
    assert world.through(route_goes(world, look), look).stays
    assert ROUTE in world.stands[ROUTES]["routes"]
    world.through(route_goes(world, look), look)
    assert ROUTE not in world.stands[ROUTES]["routes"]
    assert standing(world.bucket).stacks.retired == ()


def begun_changes(world: World, begun: Generation, first: Pass) -> StageChange:
    """A change whose first pass is `first`, of a stage in which `begun` was begun and not done."""
    stands = replace(standing(world.bucket), may_exist=begun)
    return StageChange(
        tuple(stage_passes(WANTED, [first], stands)), stands, {}, PassesOfChange((), ()), (), NOW, WANTED
    )


def test_what_was_begun_of_a_stack_that_goes_is_taken_in_first() -> None:
    world = World()
    change = begun_changes(world, {ROUTES: BOTH[ROUTES]}, Pass("remove", {}, leaves=(ROUTES, ORDERS)))
    assert take_in_forgotten(change, world.work(change.standing))
    assert world.taken_in == ["routes"]
    assert world.written["routes"] == (ROUTES, BOTH[ROUTES].inputs)


def test_what_was_begun_and_is_not_made_any_more_is_taken_in_first() -> None:
    world = World()
    change = begun_changes(world, {ROUTES: APPLIED[ROUTES]}, Pass("add", GONE))
    assert take_in_forgotten(change, world.work(change.standing))
    assert world.taken_in == ["routes"]


def test_what_is_made_anyway_is_adopted_when_it_is_planned() -> None:
    world = World()
    change = begun_changes(world, {ROUTES: OFF[ROUTES]}, Pass("add", BOTH))
    assert not take_in_forgotten(change, world.work(change.standing))
    assert world.taken_in == []
