"""Topics in a change: what takes the place of something stands before that goes, and stays as long as something leads to it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from meshctl.passes import passes_of_change
from meshctl.passes.generations import Generation, Pass, PassesOfChange, Retired, StandingStacks
from tests.support.catalogues import SOUND
from tests.support.drawn_catalogues import generation, mesh_of

NOW = datetime(2026, 11, 26, tzinfo=UTC)
PAYMENTS = ("333333333333", "system-payments")
LEDGER = """\
service: ledger
topics: {changes: {}, others: {}}
queues: {letters: {}}
subscribes:
  placed: {event: orders/OrderPlaced, deliver_to: {topic: changes}}
  kept: {topic: changes, deliver_to: {queue: letters}}
"""
OLD, NEW = "ledger/queue letters from ledger/changes", "ledger/queue letters from ledger/others"


def catalogue(ledger: str) -> Generation:
    return generation(mesh_of({**SOUND, "payments/ledger.yaml": ledger}))


def change(old: str, new: str, *may_go: Retired, standing: Generation | None = None) -> PassesOfChange:
    return passes_of_change(StandingStacks(standing or catalogue(old), {}, may_go), catalogue(new), NOW, may_go, True)


def subscriptions(one: Pass) -> set[str]:
    return {*one.stacks[PAYMENTS].inputs["topic_subscriptions"]}


@pytest.fixture
def moved() -> PassesOfChange:
    """Both subscriptions are to another topic."""
    return change(LEDGER, LEDGER.replace("topic: changes", "topic: others"))


def test_a_subscription_to_another_topic_stands_before_the_old_one_goes(moved: PassesOfChange) -> None:
    assert [subscriptions(one) for one in moved.passes] == [{OLD, NEW}, {OLD, NEW}, {NEW}]
    assert [one.name for one in moved.passes] == ["add", "narrow", "remove"]


def test_a_queue_lets_in_both_topics_until_the_old_subscription_goes(moved: PassesOfChange) -> None:
    let_in = [one.stacks[PAYMENTS].inputs["queues"]["ledger/letters"]["queue"]["senders"] for one in moved.passes]
    assert [len(one) for one in let_in] == [2, 2, 1]


WITHOUT = LEDGER.partition("topics")[0] + "queues: {letters: {}}\n"


def test_a_retired_topic_stays_with_its_subscriptions_as_long_as_a_delivery_to_it_may_be_tried_again() -> None:
    gone = change(LEDGER, WITHOUT)
    left = gone.passes[-1].stacks[PAYMENTS].inputs
    assert {*left["topics"]} == {"ledger/changes", "ledger/others"}
    assert {*left["topic_subscriptions"]} == {OLD}
    days = {one.name: one.until - NOW for one in gone.retired if one.kind.startswith("topic")}
    assert days == {"ledger/changes": timedelta(days=1), OLD: timedelta(days=1), "ledger/others": timedelta()}


def test_what_leads_to_a_topic_goes_with_it_when_its_day_has_come() -> None:
    gone = change(LEDGER, WITHOUT)
    last = change(LEDGER, WITHOUT, *gone.retired, standing=gone.passes[-1].stacks)
    left = last.passes[-1].stacks[PAYMENTS].inputs
    assert (left["topics"], left["topic_subscriptions"], last.retired) == ({}, {}, ())


BOOKED = """\
service: ledger
topics: {changes: {}}
functions: {book: {source: lambdas/charge, handler: handler.handle}}
subscribes:
  placed: {event: orders/OrderPlaced, deliver_to: {topic: changes}}
  booked: {topic: changes, deliver_to: {function: book}}
"""
NOT_BOOKED = BOOKED.partition("  booked")[0]


def with_code(ledger: str, version: int) -> Generation:
    found = generation(mesh_of({**SOUND, "payments/ledger.yaml": ledger}))
    stack = found[PAYMENTS]
    book = {**stack.inputs["functions"]["ledger/book"], "package_hash": f"code{version}"}
    functions = {**stack.inputs["functions"], "ledger/book": book}
    return {**found, PAYMENTS: replace(stack, inputs={**stack.inputs, "functions": functions})}


def passes(old: Generation, new: Generation) -> list[Pass]:
    return [*passes_of_change(StandingStacks(old, {}, ()), new, NOW, (), True).passes]


def test_a_function_hears_a_topic_that_stands_when_its_code_is_ready_for_it() -> None:
    found = passes(with_code(NOT_BOOKED, 1), with_code(BOOKED, 2))
    assert [(one.name, len(subscriptions(one))) for one in found] == [("add", 0), ("switch", 1)]


def test_a_function_whose_code_stays_hears_a_topic_at_once() -> None:
    found = passes(with_code(NOT_BOOKED, 1), with_code(BOOKED, 1))
    assert [(one.name, len(subscriptions(one))) for one in found] == [("add", 1)]


def test_a_topic_brings_a_function_nothing_new_before_its_code_is_ready_for_it() -> None:
    placed = "  placed: {event: orders/OrderPlaced, deliver_to: {topic: changes}}\n"
    found = passes(with_code(BOOKED.replace(placed, ""), 1), with_code(BOOKED, 2))
    routes = [
        one.stacks["111111111111", "routes"].inputs["routes"]["payments/ledger/placed to topic changes 333333333333"]
        for one in found
    ]
    assert [one["enabled"] for one in routes] == [False, True]


SENT = """\
service: ledger
queues: {jobs: {}}
functions: {book: {source: lambdas/charge, handler: handler.handle}}
sends_to: {queues: [jobs]}
subscribes:
  placed: {event: orders/OrderPlaced, deliver_to: {function: book}}
"""


def test_a_retired_queue_stays_as_long_as_a_retired_function_may_write_to_it() -> None:
    none = "service: ledger\n"
    gone = change(SENT, none)
    empty = [one for one in gone.retired if one.kind == "queue"]
    standing = gone.passes[-1].stacks
    assert change(SENT, none, *empty, standing=standing).passes == ()
    last = change(SENT, none, *gone.retired, standing=standing).passes[-1].stacks[PAYMENTS].inputs
    assert not {"ledger/jobs", "ledger/book"} & {*last["queues"], *last["functions"]}


HEARING = """\
service: ledger
topics: {changes: {}}
queues: {letters: {}}
functions:
  keep: {source: lambdas/charge, handler: handler.handle}
publishes: {Kept: {version: 1, schema: ../orders/events/OrderPlaced.v1.json}}
subscribes:
  kept: {topic: changes, deliver_to: {queue: letters}}
  own: {event: payments/Kept, deliver_to: {queue: letters}}
"""
HEARD = "  placed: {event: payments/Closed, deliver_to: {topic: changes}}\n  heard: {topic: changes, deliver_to: {function: keep}}\n"
CLOSING = """\
service: closing
functions:
  close: {source: lambdas/charge, handler: handler.handle}
subscribes:
  placed: {event: orders/OrderPlaced, deliver_to: {function: close}}
"""
CLOSED = "publishes: {Closed: {version: 1, schema: ../orders/events/OrderPlaced.v1.json}}\n"


def test_a_function_that_never_ran_hears_a_topic_before_anybody_publishes_what_comes_to_it_newly() -> None:
    """Whoever begins to publish may have its new code before the function has."""
    old, new = (
        generation(mesh_of({**SOUND, "payments/ledger.yaml": ledger, "payments/closing.yaml": closing}))
        for ledger, closing in ((HEARING, CLOSING), (HEARING + HEARD, CLOSING + CLOSED))
    )
    first = passes_of_change(StandingStacks(old, {}), new, NOW, (), True).passes[0]
    assert "ledger/function keep from ledger/changes" in subscriptions(first)
