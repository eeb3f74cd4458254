"""What a plan says of what comes twice while old and new stand together, and of what may be missed."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
import yaml

from meshctl.changes.losses import missed_at_topics
from meshctl.changes.twice import times_delivered_twice
from meshctl.passes import passes_of_change
from meshctl.passes.generations import Generation, PassesOfChange, StandingStacks
from tests.support.catalogues import SOUND
from tests.support.drawn_catalogues import generation, mesh_of
from tests.support.standing_mesh import StandingMesh
from tests.unit.passes.test_topics_change import CLOSED, CLOSING, HEARD, HEARING

NOW = datetime(2026, 11, 26, tzinfo=UTC)
NIGHT = {"schedule": "nightly", "deliver_to": {"queue": "due"}}
FEED = {"schedule": "nightly", "deliver_to": {"bus": "board"}}
CALL = {"schedule": "nightly", "deliver_to": {"topic": "calls"}}


def catalogue(**files: str) -> Generation:
    return generation(mesh_of({**SOUND, **{f"payments/{name}.yaml": text for name, text in files.items()}}))


def books(night: Mapping[str, Any], *, hour: int = 3, **others: Mapping[str, Any]) -> Generation:
    subscribes = {"night": night, **others}
    said = {
        "service": "books",
        "queues": {"due": {}, "late": {}},
        "schedules": {"nightly": {"cron": f"0 {hour} * * ? *"}},
        "buses": {"board": {}} if "fed" in others else {},
        "topics": {"calls": {}} if "called" in others else {},
        "subscribes": subscribes,
    }
    return catalogue(books=yaml.safe_dump({key: value for key, value in said.items() if value}))


def change(old: Generation, new: Generation) -> PassesOfChange:
    return passes_of_change(StandingStacks(old, {}), new, NOW, (), allow_deletes=True)


def test_a_time_that_comes_by_the_old_way_and_by_the_new_one_is_told() -> None:
    old, new = books(NIGHT, fed=FEED), books({"bus": "board", "deliver_to": NIGHT["deliver_to"]}, fed=FEED)
    told = (
        "what payments/books/nightly sends comes to payments/books/night by its old way and by its new one from the pass add"
        " until the pass narrow: at most twice each"
    )
    assert times_delivered_twice(old, new, change(old, new).passes) == (told,)
    back = times_delivered_twice(new, old, change(new, old).passes)
    assert [one.partition(" from ")[0] for one in back] == [told.partition(" from ")[0]]


ONCE = {
    "another hour": (books(NIGHT), books(NIGHT, hour=4)),
    "another queue": (books(NIGHT), books({**NIGHT, "deliver_to": {"queue": "late"}})),
    "a bus beside it": (books(NIGHT), books(NIGHT, fed=FEED, read={"bus": "board", "deliver_to": {"queue": "late"}})),
}


@pytest.mark.parametrize("name", ONCE)
def test_a_time_that_comes_once_is_not(name: str) -> None:
    old, new = ONCE[name]
    assert times_delivered_twice(old, new, change(old, new).passes) == ()


OVER_BUS, OVER_TOPIC = (
    {kind: name, "deliver_to": NIGHT["deliver_to"]} for kind, name in (("bus", "board"), ("topic", "calls"))
)
READ = {"bus": "board", "deliver_to": {"queue": "late"}}
SHAPES = [
    books(night, hour=hour, fed=FEED, called=CALL, **others)
    for night in (NIGHT, OVER_BUS, OVER_TOPIC, {**NIGHT, "deliver_to": {"queue": "late"}})
    for hour, others in ((3, {}), (4, {"read": READ}))
]


def due(generation: Generation) -> Counter[str]:
    """How often each subscription gets a time: the one to a topic is known by its ends there."""
    mesh, found = StandingMesh(generation), Counter[str]()
    for event, name in product(mesh.scheduled, mesh.ways.wanted):
        found["payments/books/night" if " from " in name else name] += mesh.deliveries((event, 0), name)
    return found


@pytest.mark.parametrize("old", SHAPES)
@pytest.mark.parametrize("new", SHAPES)
def test_each_time_that_comes_twice_after_a_pass_is_told_and_no_other(old: Generation, new: Generation) -> None:
    passes = change(old, new).passes
    often = due(old) | due(new)
    twice = any(due(one.stacks) - often for one in passes)
    assert bool(times_delivered_twice(old, new, passes)) == twice


BUSY = HEARING + "  placed: {event: orders/OrderPlaced, deliver_to: {topic: changes}}\n"
MISSED = (
    "the function payments/ledger/keep begins with the pass switch to receive what the topic payments/ledger/changes gives: it may"
    " miss what is sent there for the first time in that pass. Apply its subscription first, and what is new at the topic with a"
    " later change: then it misses nothing"
)


def missed(old: Generation, new: Generation) -> tuple[str, ...]:
    return missed_at_topics(change(old, new).may_miss, {key: one.owner for key, one in new.items()})


def test_a_function_that_begins_at_a_busy_topic_too_late_for_what_is_new_there_is_told_with_a_way_out() -> None:
    heard = HEARD.replace("placed:", "closed:")
    old, new = catalogue(ledger=BUSY, closing=CLOSING), catalogue(ledger=BUSY + heard, closing=CLOSING + CLOSED)
    assert missed(old, new) == (MISSED,)


def test_on_the_way_out_nothing_is_missed() -> None:
    only_heard = "".join(line + "\n" for line in HEARD.splitlines() if "heard:" in line)
    closed = HEARD.replace("placed:", "closed:")
    old, between, new = (
        catalogue(ledger=BUSY, closing=CLOSING),
        catalogue(ledger=BUSY + only_heard, closing=CLOSING),
        catalogue(ledger=BUSY + closed, closing=CLOSING + CLOSED),
    )
    assert [missed(old, between), missed(between, new)] == [(), ()]
