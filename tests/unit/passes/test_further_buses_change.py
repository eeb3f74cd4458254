"""Further buses in a change: what comes over one is not lost on the way, and a bus stays as long as something leads to it."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.passes import passes_of_change
from meshctl.passes.generations import Generation, PassesOfChange, Retired, StandingStacks
from tests.support.catalogues import SOUND
from tests.support.changed_stage import Trial
from tests.support.changing_brokers import broker_changes
from tests.support.changing_catalogues import Catalogues
from tests.support.drawn_catalogues import generation, mesh_of
from tests.support.small_catalogues import BROKER, OF_AWS, Small, Wish

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


@pytest.mark.laws
@settings(max_examples=25, deadline=None)
@given(broker_changes(1), st.integers(0, 2**32).map(Random))
def test_no_event_is_lost_over_further_buses(pair: Catalogues, chance: Random) -> None:
    trial = Trial(pair[0], chance)
    change = trial.change(pair[1])
    trial.walk(change.passes)
    trial.retired = change.retired
    trial.finish(pair[1])
    assert trial.wrong == []


def fed_by(feeder: str, idle: str) -> Small:
    """What S3 says gets onto the bus of one service over its subscription; the other one's leads to a queue."""

    def uploads(kind: str, name: str) -> Wish:
        return Wish(OF_AWS, (kind, name), buffered=True, total=None, retry=1)

    wishes = {
        ("orders", feeder, "first"): uploads("bus", BROKER),
        ("orders", idle, "first"): uploads("queue", "inbox"),
        ("orders", "tracker", "second"): replace(uploads("queue", "letters"), broker=feeder),
    }
    services = frozenset({("orders", "checkout"), ("orders", "tracker")})
    return Small({"hub": "9" * 12, "orders": "1" * 12, "payments": "2" * 12}, services, {}, {}, wishes, keep=3)


@pytest.mark.parametrize("seed", range(10))
def test_nothing_is_lost_where_a_reader_and_what_feeds_it_go_to_another_bus(seed: int) -> None:
    trial = Trial(fed_by("checkout", "tracker").generation(), Random(seed))  # noqa: S311  no secret
    trial.walk(trial.change(fed_by("tracker", "checkout").generation()).passes)
    assert trial.wrong == []


def catalogue(feed: str) -> Generation:
    return generation(mesh_of({**SOUND, "payments/feed.yaml": feed}))


def change(old: Generation, new: str, *may_go: Retired) -> PassesOfChange:
    return passes_of_change(StandingStacks(old, {}, may_go), catalogue(new), NOW, may_go, True)


def test_what_is_received_directly_from_now_on_comes_over_the_bus_until_the_last_pass() -> None:
    passes = change(catalogue(FEED), DIRECT).passes
    routes = [{**one.stacks[PAYMENTS].inputs["routes"]} for one in passes]
    on_hub = [ON_HUB in next(s for s in one.stacks.values() if s.root == "routes").inputs["routes"] for one in passes]
    assert on_hub == [True] * len(passes)
    assert [routes[0][OVER]["enabled"], routes[-1][OVER]["enabled"]] == [True, False]


def test_a_bus_goes_after_all_that_leads_to_it_and_all_that_stands_on_it() -> None:
    gone = change(catalogue(FEED), DIRECT)
    left = gone.passes[-1].stacks
    assert {*left[PAYMENTS].inputs["buses"]} == {"feed/reports"}
    last = change(left, DIRECT, *gone.retired)
    inputs = last.passes[-1].stacks[PAYMENTS].inputs
    assert (inputs["buses"], inputs["routes"], last.retired) == ({}, {}, ())
