"""Topics in a change: what takes the place of something stands before that goes, and stays as long as something leads to it."""

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
