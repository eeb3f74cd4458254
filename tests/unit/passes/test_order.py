"""Which passes a change takes, by example. That nothing is lost in them is tested beside."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.passes import passes_of_change
from meshctl.passes.generations import Generation, PassesOfChange, Retired, StackKey, StandingStacks
from tests.support.changed_stage import Trial
from tests.support.changing_catalogues import changes
from tests.support.small_catalogues import BROKER, JOBS, Published, Small, Wish

NOW, LATER = datetime(2026, 11, 26, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
WORK = ("payments", "tracker", "work")
WISH = Wish(("orders", "Placed"), ("function", "work"), buffered=True, total=None, retry=24)
DIRECT = replace(WISH, buffered=False)
SMALL = Small(
    accounts={"hub": "9" * 12, "orders": "1" * 12, "payments": "2" * 12},
    services=frozenset({("orders", "checkout"), ("payments", "tracker")}),
    events={("orders", "Placed"): Published("checkout", 1, private=False)},
    code={("orders", "checkout", "work"): 1, WORK: 1},
    wishes={("payments", "tracker", "first"): WISH},
    keep=4,
)
BASE = SMALL.generation()
ROUTES, PAYMENTS, ORDERS = ("9" * 12, "routes"), ("2" * 12, "system-payments"), ("1" * 12, "system-orders")


def change(old: Generation, new: Small, *may_go: Retired, deletes: bool = False) -> PassesOfChange:
    return passes_of_change(StandingStacks(old, {}), new.generation(), NOW, may_go, deletes)


def names(found: PassesOfChange) -> list[str]:
    return [one.name for one in found.passes]


def routes(found: PassesOfChange, name: str) -> Any:
    return next(one.stacks[ROUTES].inputs["routes"] for one in found.passes if one.name == name)


def test_a_first_apply_is_one_pass() -> None:
    assert names(change({}, SMALL)) == ["add"]


def test_what_stands_as_the_catalogue_says_takes_none() -> None:
    assert change(BASE, SMALL) == PassesOfChange((), ())


def test_new_code_is_one_pass_and_nobody_waits() -> None:
    found = change(BASE, replace(SMALL, code={**SMALL.code, WORK: 2}))
    assert [(one.name, one.settle_seconds) for one in found.passes] == [("switch", 0)]


def test_a_renamed_subscription_has_two_routes_until_the_old_one_is_switched_off() -> None:
    found = change(BASE, replace(SMALL, wishes={("payments", "tracker", "second"): WISH}))
    enabled = {key: one["enabled"] for key, one in routes(found, "add").items()}
    assert enabled == {"payments/tracker/first": True, "payments/tracker/second": True}
    assert routes(found, "narrow")["payments/tracker/first"]["enabled"] is False
    assert {(one.kind, one.name, one.until - NOW) for one in found.retired} == {
        ("route", "payments/tracker/first", timedelta(days=1)),
        ("buffer", "tracker/first", timedelta(days=1)),
        ("dead letters", "tracker/first", timedelta(days=1)),
    }


def test_a_function_that_was_invoked_without_a_buffer_stands_six_hours_more() -> None:
    direct = replace(SMALL, wishes={("payments", "tracker", "first"): DIRECT})
    found = change(direct.generation(), replace(SMALL, code={("orders", "checkout", "work"): 1}))
    assert {one.until - NOW for one in found.retired if one.kind == "function"} == {timedelta(hours=30)}


HELPED = replace(SMALL, code={**SMALL.code, ("orders", "checkout", "help"): 1})


SENDING = ("orders", "checkout")
LESS_TO_DO = {
    "publish on another bus": (
        replace(HELPED, events={("orders", "Placed"): Published("checkout", 1, private=True)}),
        SMALL,
    ),
    "publish no more": (replace(HELPED, wishes={}), replace(HELPED, wishes={}, events={})),
    "send to a queue no more": (replace(SMALL, sends={SENDING: ("queue", f"checkout-{JOBS}")}), SMALL),
    "put no more on a further bus": (replace(SMALL, sends={SENDING: ("bus", f"checkout-{BROKER}")}), SMALL),
}


@pytest.mark.parametrize("what", LESS_TO_DO)
def test_a_right_to_publish_or_to_send_goes_when_the_old_code_has_ended(what: str) -> None:
    old, new = LESS_TO_DO[what]
    found = change(old.generation(), new)
    assert {one.name: one.settle_seconds for one in found.passes if one.name != "add"}["switch"] == 30
    assert found.passes[-1].name == "remove"


def test_a_hub_stays_while_something_retired_publishes_on_it() -> None:
    moved = replace(SMALL, accounts={**SMALL.accounts, "hub": "8" * 12}, wishes={})
    first = change(replace(HELPED, wishes={}).generation(), moved)
    (archive,) = [one for one in first.retired if one.kind == "archive"]
    standing = first.passes[-1].stacks
    assert leaves(change(standing, moved, archive)) == set()
    assert leaves(change(standing, moved, *first.retired)) == {("9" * 12, "hub")}


def leaves(found: PassesOfChange) -> set[StackKey]:
    return {key for one in found.passes for key in one.leaves}


def test_a_publisher_whose_type_changes_is_waited_for_before_rules_narrow() -> None:
    renamed = replace(SMALL, events={("orders", "Placed"): Published("checkout", 2, private=False)})
    found = change(BASE, renamed)
    assert [(one.name, one.settle_seconds > 0) for one in found.passes] == [
        ("add", False),
        ("switch", True),
        ("narrow", False),
        ("remove", False),
    ]
    assert '"$or"' in routes(found, "add")["payments/tracker/first"]["pattern"]
    assert '"$or"' not in routes(found, "narrow")["payments/tracker/first"]["pattern"]


def test_what_may_go_goes_unless_something_that_stays_leads_to_it() -> None:
    without = replace(SMALL, wishes={})
    retired = change(BASE, without).retired
    buffer = [one for one in retired if one.kind == "buffer"]
    kept = change(BASE, without, *buffer).passes[-1].stacks[PAYMENTS].inputs["buffers"]
    gone = change(BASE, without, *retired).passes[-1].stacks[PAYMENTS].inputs["buffers"]
    assert ([*kept], [*gone]) == (["tracker/first"], [])


def test_messages_are_not_kept_for_a_shorter_time_until_that_is_given_up() -> None:
    shorter = replace(SMALL, keep=3)
    found = change(BASE, shorter)
    assert {(one.kind, one.name) for one in found.retired} == {
        ("retention", "private archive private-events"),
        *(
            ("retention", f"queue {service}/{queue}")
            for service in ("checkout", "tracker")
            for queue in ("inbox", "letters", f"{service}-{JOBS}")
        ),
    }
    last = change(BASE, shorter, *found.retired)
    assert (last.retired, dict(last.passes[-1].stacks)) == ((), dict(shorter.generation()))


@given(changes(0), st.booleans())
def test_what_stands_as_it_is_wanted_takes_no_pass(drawn: tuple[Generation, ...], deletes: bool) -> None:
    (generation,) = drawn
    assert passes_of_change(StandingStacks(generation, {}), generation, NOW, (), deletes) == PassesOfChange((), ())


@settings(max_examples=30, deadline=None)
@given(changes(1))
def test_a_system_that_left_the_catalogue_stays_exactly_as_it_is(pair: tuple[Generation, ...]) -> None:
    old, new = pair
    there = {stack.owner for stack in new.values()}
    found = passes_of_change(StandingStacks(old, {}), new, NOW, (), allow_deletes=False)
    left = {key: stack for key, stack in old.items() if stack.root == "system" and stack.owner not in there}
    for one in found.passes:
        assert {key: one.stacks.get(key) for key in left} == left
    assert not [one for one in found.retired if one.stack in left]


def test_a_system_that_left_the_catalogue_is_retired_and_then_leaves_where_deletes_are_allowed() -> None:
    without = replace(SMALL, services=frozenset({("orders", "checkout")}))
    assert change(BASE, without).passes == ()
    first = change(BASE, without, deletes=True)
    assert first.passes[-1].leaves == ()
    last = change(first.passes[-1].stacks, without, *first.retired, deletes=True)
    assert (last.passes[-1].leaves, last.retired) == ((PAYMENTS,), ())


def deliveries(standing: StandingStacks, new: Generation) -> set[Retired]:
    retired = passes_of_change(standing, new, NOW, (), allow_deletes=True).retired
    return {one for one in retired if one.kind == "delivery"}


MOVED = replace(SMALL, wishes={("payments", "tracker", "first"): replace(WISH, channel=("queue", "inbox"))})


@pytest.mark.parametrize("wanted", [SMALL, MOVED, replace(SMALL, wishes={("payments", "tracker", "first"): DIRECT})])
def test_a_pass_in_doubt_may_have_ended_deliveries_and_may_not_have(wanted: Small) -> None:
    narrowed, third = change(BASE, MOVED).passes[1].stacks, wanted.generation()
    either = deliveries(StandingStacks(BASE, {}), third) | deliveries(StandingStacks(narrowed, {}), third)
    assert either
    assert either <= deliveries(StandingStacks(BASE, narrowed), third)


def test_the_day_of_a_delivery_is_counted_from_the_last_time_that_it_may_have_ended() -> None:
    moved = replace(SMALL, wishes={("payments", "tracker", "first"): replace(WISH, channel=("queue", "inbox"))})
    early = change(BASE, moved)
    later = passes_of_change(
        StandingStacks(BASE, {}, early.retired), moved.generation(), LATER, (), allow_deletes=False
    )
    (one,) = [one for one in later.retired if one.kind == "delivery" and one.name.endswith("buffer")]
    assert one.until == LATER + timedelta(days=1)


def without_loss(old: Small, new: Small, until: int | None = None) -> bool:
    """Whether each event reaches who wants it, wherever the change is interrupted before it is begun again."""
    for chance in map(Random, range(20)):
        trial = Trial(old.generation(), chance)
        if until is not None:
            trial.walk(trial.change(new.generation()).passes, until)
        trial.walk(trial.change(new.generation()).passes)
        if trial.wrong:
            return False
    return True


READER, PAID = ("orders", "tracker", "work"), ("payments", "Paid")
TRACKERS = replace(SMALL, services=frozenset({("orders", "tracker"), ("payments", "tracker")}), events={}, wishes={})
TO_READER = replace(WISH, wants=PAID)


def test_a_first_publisher_that_an_interrupted_change_left_makes_nobody_late() -> None:
    """It publishes nothing yet, as nothing leads to it; another one begins to when its code changes."""
    old = replace(TRACKERS, code={WORK: 1, READER: 1})
    new = replace(
        TRACKERS,
        events={PAID: Published("tracker", 1, private=False)},
        code={WORK: 2, ("payments", "tracker", "help"): 1, READER: 2},
        wishes={("orders", "tracker", "first"): TO_READER},
    )
    assert without_loss(old, new, until=0)


def test_a_function_that_no_route_leads_to_may_publish_all_the_same() -> None:
    """What it wakes finds those who want that in their places."""
    placed = {("payments", "Placed"): Published("checkout", 1, private=False)}
    both = frozenset({*TRACKERS.services, ("payments", "checkout")})
    old = replace(
        TRACKERS, events={PAID: Published("tracker", 1, private=True)}, services=both, code={WORK: 1, READER: 1}
    )
    new = replace(
        old,
        events={**old.events, **placed},
        code={**old.code, ("payments", "checkout", "help"): 1},
        wishes={
            ("payments", "checkout", "first"): replace(TO_READER, channel=("function", "help")),
            ("payments", "tracker", "first"): replace(WISH, wants=("payments", "Placed")),
        },
    )
    assert without_loss(old, new)
