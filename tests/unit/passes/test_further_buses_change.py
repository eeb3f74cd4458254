"""Further buses in a change: what comes over one is not lost on the way, and a bus stays as long as something leads to it."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest

from meshctl.passes import passes_of_change
from meshctl.passes.generations import Generation, PassesOfChange, Retired, StandingStacks
from tests.support.catalogues import SOUND
from tests.support.changed_stage import Trial
from tests.support.drawn_catalogues import generation, mesh_of
from tests.support.small_catalogues import BROKER, OF_AWS, TOPIC, Published, Small, Wish

NOW = datetime(2026, 11, 26, tzinfo=UTC)
PAYMENTS = ("333333333333", "system-payments")
FEED = """\
service: feed
buses: {reports: {}}
queues: {letters: {}}
subscribes:
  placed: {event: orders/OrderPlaced, deliver_to: {bus: reports}}
  all: {bus: reports, deliver_to: {queue: letters}}
"""
DIRECT = FEED.replace("bus: reports, deliver", "event: orders/OrderPlaced, deliver").replace(
    "buses: {reports: {}}\n", ""
)
DIRECT = "".join(line for line in DIRECT.splitlines(keepends=True) if "placed:" not in line)
OVER, ON_HUB = "feed/all on further bus feed/reports", "payments/feed/all"
FED = f"payments/tracker/first to bus tracker-{BROKER} 222222222222"
BUS = "bus", f"tracker-{BROKER}"
TO_TOPIC = "topic", f"tracker-{TOPIC}"
PLACED = "payments/feed/placed to bus reports 333333333333"
OF_TRACKER = "tracker/second on further bus tracker/tracker-broker"


def fed_by(feeder: str, idle: str) -> Small:
    """What S3 says gets onto the bus of one service over its subscription; the other one's leads to a queue."""

    def uploads(kind: str, name: str) -> Wish:
        return Wish(OF_AWS, (kind, name), buffered=True, total=None, retry=1)

    wishes = {
        ("orders", feeder, "first"): uploads("bus", f"{feeder}-{BROKER}"),
        ("orders", idle, "first"): uploads("queue", "inbox"),
        ("orders", "tracker", "second"): replace(uploads("queue", "letters"), wants=("bus", f"{feeder}-{BROKER}")),
    }
    services = frozenset({("orders", "checkout"), ("orders", "tracker")})
    return Small({"hub": "9" * 12, "orders": "1" * 12, "payments": "2" * 12}, services, {}, {}, wishes, keep=3)


@pytest.mark.parametrize("seed", range(10))
def test_nothing_is_lost_where_a_reader_and_what_feeds_it_go_to_another_bus(seed: int) -> None:
    trial = Trial(fed_by("checkout", "tracker").generation(), Random(seed))  # noqa: S311  no secret
    trial.walk(trial.change(fed_by("tracker", "checkout").generation()).passes)
    assert trial.wrong == []


def feeding(first: tuple[str, str], second: tuple[str, str]) -> Small:
    """Two subscriptions to what S3 says lead to a bus and to a topic, each of which leads on to a queue."""
    inbox = Wish(OF_AWS, ("queue", "inbox"), buffered=True, total=None, retry=1)
    wishes = {
        ("orders", "tracker", "first"): replace(inbox, channel=first),
        ("orders", "tracker", "second"): replace(inbox, channel=second),
        ("orders", "checkout", "first"): replace(inbox, wants=BUS),
        ("orders", "checkout", "second"): replace(inbox, wants=TO_TOPIC, channel=("queue", "letters")),
    }
    return replace(fed_by("checkout", "tracker"), wishes=wishes)


@pytest.mark.parametrize("seed", range(10))
def test_nothing_is_lost_where_two_subscriptions_exchange_what_they_feed(seed: int) -> None:
    trial = Trial(feeding(BUS, TO_TOPIC).generation(), Random(seed))  # noqa: S311  no secret
    trial.walk(trial.change(feeding(TO_TOPIC, BUS).generation()).passes)
    assert trial.wrong == []


def catalogue(feed: str) -> Generation:
    return generation(mesh_of({**SOUND, "payments/feed.yaml": feed}))


def change(old: Generation, new: str, *may_go: Retired) -> PassesOfChange:
    return passes_of_change(StandingStacks(old, {}, may_go), catalogue(new), NOW, may_go, True)


def test_what_is_received_directly_from_now_on_comes_over_the_bus_as_long_as_that_may_be_tried_again() -> None:
    passes = change(catalogue(FEED), DIRECT).passes
    routes = [{**one.stacks[PAYMENTS].inputs["routes"]} for one in passes]
    on_hub = [ON_HUB in next(s for s in one.stacks.values() if s.root == "routes").inputs["routes"] for one in passes]
    assert on_hub == [True] * len(passes)
    assert [routes[0][OVER]["enabled"], routes[-1][OVER]["enabled"]] == [True, True]


def test_and_not_when_the_day_of_the_hop_has_come() -> None:
    gone = change(catalogue(FEED), DIRECT)
    hop = [one for one in gone.retired if (one.kind, one.name) == ("route", PLACED)]
    last = passes_of_change(StandingStacks(gone.passes[-1].stacks, {}, gone.retired), catalogue(DIRECT), NOW, hop, True)
    assert not last.passes[-1].stacks[PAYMENTS].inputs["routes"][OVER]["enabled"]


def test_nobody_publishes_on_a_bus_to_which_no_hop_leads_any_more() -> None:
    old = catalogue(FEED)
    hub = next(one for one in old.values() if one.root == "routes")
    routes = {key: one for key, one in hub.inputs["routes"].items() if key != PLACED}
    stopped = {**old, hub.key: replace(hub, inputs={**hub.inputs, "routes": routes})}
    gone = change(stopped, DIRECT)
    assert not gone.passes[-1].stacks[PAYMENTS].inputs["routes"][OVER]["enabled"]
    assert [one for one in gone.retired if one.kind == "publisher"] == []


def fed_over_a_hop(account: str, version: int = 1) -> Generation:
    """A queue of payments, in that account, gets an event of orders over a further bus."""
    event = "orders", "Placed"
    wishes = {
        ("payments", "tracker", "first"): Wish(event, BUS, True, None, 1),
        ("payments", "tracker", "second"): Wish(BUS, ("queue", "letters"), True, None, 1),
    }
    services = frozenset({("orders", "checkout"), ("payments", "tracker")})
    events, code = {event: Published("checkout", version, False)}, {("orders", "checkout", "work"): version}
    accounts = {"hub": "9" * 12, "orders": "1" * 12, "payments": account}
    return Small(accounts, services, events, code, wishes, keep=3).generation()


def test_a_system_that_has_moved_takes_what_a_hop_still_tries() -> None:
    old, new = fed_over_a_hop("2" * 12), fed_over_a_hop("3" * 12)
    moved = passes_of_change(StandingStacks(old, {}), new, NOW, (), True)
    left = moved.passes[-1].stacks
    assert [taking(one.stacks, "2" * 12) for one in moved.passes] == [True] * len(moved.passes)
    assert passes_of_change(StandingStacks(left, {}, moved.retired), new, NOW, (), True).passes == ()
    tried = [one for one in moved.retired if one.name == FED]
    last = passes_of_change(StandingStacks(left, {}, moved.retired), new, NOW, tried, True)
    assert not taking(last.passes[-1].stacks, "2" * 12)


def taking(generation: Generation, account: str) -> bool:
    return bool(generation[account, "system-payments"].inputs["routes"][OF_TRACKER]["enabled"])


def test_a_hop_that_takes_another_version_leaves_nothing_to_do() -> None:
    changed = passes_of_change(StandingStacks(fed_over_a_hop("2" * 12), {}), fed_over_a_hop("2" * 12, 2), NOW, (), True)
    assert changed.passes[-1].stacks == fed_over_a_hop("2" * 12, 2)


def test_a_bus_goes_after_all_that_leads_to_it_and_all_that_stands_on_it() -> None:
    gone = change(catalogue(FEED), DIRECT)
    left = gone.passes[-1].stacks
    assert {*left[PAYMENTS].inputs["buses"]} == {"feed/reports"}
    last = change(left, DIRECT, *gone.retired)
    inputs = last.passes[-1].stacks[PAYMENTS].inputs
    assert (inputs["buses"], inputs["routes"], last.retired) == ({}, {}, ())


TELL = """\
service: tell
sends_to: {buses: [reports]}
functions: {work: {source: lambdas/charge, handler: handler.handle}}
subscribes:
  placed: {event: orders/OrderPlaced, deliver_to: {function: work}}
"""


def test_what_a_retired_function_puts_on_a_bus_is_taken_as_long_as_it_stands() -> None:
    old = generation(mesh_of({**SOUND, "payments/feed.yaml": FEED, "payments/tell.yaml": TELL}))
    gone = change(old, FEED)
    others = [one for one in gone.retired if one.kind != "function"]
    standing = StandingStacks(gone.passes[-1].stacks, {}, gone.retired)
    later, last = (passes_of_change(standing, catalogue(FEED), NOW, one, True) for one in (others, gone.retired))
    patterns = [one.passes[-1].stacks[PAYMENTS].inputs["routes"][OVER]["pattern"] for one in (gone, later, last)]
    assert ["payments.tell" in one for one in patterns] == [True, True, False]
    assert "publisher" not in {one.kind for one in gone.retired}
