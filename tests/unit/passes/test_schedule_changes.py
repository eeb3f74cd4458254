"""Schedules in a change: each time comes to whoever receives it, and comes once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
import yaml

from meshctl.changes.twice import times_sent_twice
from meshctl.passes import passes_of_change
from meshctl.passes.generations import Generation, Pass, PassesOfChange, StackKey, StandingStacks
from tests.support.catalogues import SOUND
from tests.support.changed_stage import Trial
from tests.support.drawn_catalogues import generation, mesh_of

NOW = datetime(2026, 11, 26, tzinfo=UTC)
PAYMENTS, MOVED = ("333333333333", "system-payments"), ("444444444444", "system-payments")
BOOKS = """\
service: books
queues: {due: {}}
schedules: {nightly: {cron: "0 3 * * ? *"}}
subscribes:
  night: {schedule: nightly, deliver_to: {queue: due}}
"""


def catalogue(**services: Mapping[str, Any]) -> Generation:
    files = {f"payments/{name}.yaml": yaml.safe_dump({"service": name, **said}) for name, said in services.items()}
    return generation(mesh_of({**SOUND, **files}))


def books(schedule: str = "nightly", cron: str = "0 3 * * ? *", subscription: str = "night") -> Generation:
    subscribes = {subscription: {"schedule": schedule, "deliver_to": {"queue": "due"}}}
    return catalogue(books={"queues": {"due": {}}, "schedules": {schedule: {"cron": cron}}, "subscribes": subscribes})


def change(old: Generation, new: Generation) -> PassesOfChange:
    return passes_of_change(StandingStacks(old, {}), new, NOW, (), allow_deletes=True)


def payments_in(account: str) -> Generation:
    """A schedule for a queue, of a system in that account."""
    mesh = SOUND["mesh.yaml"].replace(PAYMENTS[0], account)
    return generation(mesh_of({**SOUND, "mesh.yaml": mesh, "payments/books.yaml": BOOKS}))


def begun(one: Pass) -> set[str]:
    """The schedules that send something after a pass."""
    return {key for key, each in one.stacks[PAYMENTS].inputs["schedules"].items() if each["enabled"]}


def taken(one: Pass) -> set[str]:
    """The patterns of the rules that take something after a pass."""
    return {each["pattern"] for each in one.stacks[PAYMENTS].inputs["routes"].values() if each["enabled"]}


def test_a_first_schedule_needs_no_pass_of_its_own() -> None:
    (only,) = change({}, books()).passes
    assert begun(only) == {"books/nightly"}


def test_both_names_of_a_schedule_send_and_the_rule_takes_one_of_them() -> None:
    renamed = change(books(), books("daily"))
    both = {"books/nightly", "books/daily"}
    assert [(one.name, begun(one)) for one in renamed.passes] == [
        ("add", both), ("narrow", both), ("remove", {"books/daily"})
    ]  # fmt: skip
    assert ["nightly" in str(taken(one)) for one in renamed.passes] == [True, False, False]
    assert all(len(taken(one)) == 1 and "$or" not in str(taken(one)) for one in renamed.passes)


def test_an_expression_changes_in_its_place() -> None:
    changed = change(books(), books(cron="0 4 * * ? *"))
    expressions = [
        {key: each["expression"] for key, each in one.stacks[PAYMENTS].inputs["schedules"].items()}
        for one in changed.passes
    ]
    assert expressions == [{"books/nightly": "cron(0 4 * * ? *)"}]


def test_a_subscription_of_another_name_takes_over_what_comes() -> None:
    renamed = change(books(), books(subscription="evening"))
    ways = [
        {key: each["enabled"] for key, each in one.stacks[PAYMENTS].inputs["routes"].items()} for one in renamed.passes
    ]
    assert ways[0] == {"books/night": True, "books/evening": False}
    assert ways[-1] == {"books/night": False, "books/evening": True}


def fed(kind: str, night: str, evening: str) -> Generation:
    """Two subscriptions to one schedule, each of which feeds something that is read."""
    ends = ("function", "work", "rest") if kind in ("queue", "stream") else ("queue", "first", "second")
    said: dict[str, Any] = {
        "functions": {name: {"source": "code", "handler": "handler.handle"} for name in ("work", "rest")},
        "queues": {"first": {}, "second": {}},
        "schedules": {"nightly": {"cron": "0 3 * * ? *"}},
        "subscribes": {
            "night": {"schedule": "nightly", "deliver_to": {kind: night}},
            "evening": {"schedule": "nightly", "deliver_to": {kind: evening}},
            "heard-one": {kind: "one", "deliver_to": {ends[0]: ends[1]}},
            "heard-two": {kind: "two", "deliver_to": {ends[0]: ends[2]}},
        },
    }
    section = {"bus": "buses"}.get(kind, f"{kind}s")
    return catalogue(books={**said, section: {**said.get(section, {}), "one": {}, "two": {}}})


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("kind", ["topic", "bus", "stream", "queue"])
def test_who_reads_what_a_schedule_feeds_misses_no_time_where_two_exchange_their_ends(seed: int, kind: str) -> None:
    trial = Trial(fed(kind, "one", "two"), Random(seed))  # noqa: S311  no secret: where a walk stops
    trial.walk(trial.change(fed(kind, "two", "one")).passes)
    assert trial.wrong == []


@pytest.mark.parametrize("seed", range(10))
def test_a_time_comes_to_one_account_of_a_system_that_moves_or_to_both(seed: int) -> None:
    """No stack can end one schedule as another one begins it: twice rather than never."""
    trial = Trial(payments_in(PAYMENTS[0]), Random(seed))  # noqa: S311  no secret: where a walk stops
    trial.walk(trial.change(payments_in(MOVED[0])).passes)
    assert [one for one in trial.wrong if "a time does not come" in one] == []


def test_both_accounts_of_a_system_that_moves_send_from_switch_to_narrow() -> None:
    passes = change(payments_in(PAYMENTS[0]), payments_in(MOVED[0])).passes
    sending = [(one.name, [key[0] for key in (PAYMENTS, MOVED) if is_due(one, key)]) for one in passes]
    old, new = PAYMENTS[0], MOVED[0]
    assert sending == [("add", [old]), ("switch", [old, new]), ("narrow", [new]), ("remove", [new])]


def test_a_plan_says_that_a_time_comes_from_both_accounts() -> None:
    said = "what payments/books/nightly sends comes from both accounts from the pass switch until the pass narrow: at most twice each"
    assert times_sent_twice(change(payments_in(PAYMENTS[0]), payments_in(MOVED[0])).passes) == (said,)
    assert times_sent_twice(change(books(), books("daily")).passes) == ()


def is_due(one: Pass, key: StackKey) -> bool:
    """Whether what a schedule sends in a stack comes to a queue after a pass."""
    inputs = one.stacks[key].inputs if key in one.stacks else {"schedules": {}, "routes": {}}
    sends = any(each["enabled"] for each in inputs["schedules"].values())
    return sends and inputs["routes"]["books/night"]["enabled"]


def test_dead_letters_of_a_schedule_stay_until_somebody_has_looked_into_them() -> None:
    last = change(books(), books("daily")).passes[-1].stacks[PAYMENTS].inputs
    assert "books/nightly" not in last["schedules"]
    assert "books/nightly of schedule" in last["dead_letters"]


def test_a_rule_that_takes_both_would_be_noticed() -> None:
    old, new = books(), books("daily")
    trial = Trial(old, Random(1))  # noqa: S311  no secret: where a walk stops
    passes = trial.change(new).passes
    trial.walk([_taking_both(passes[0], new), *passes[1:]])
    assert "after add: a time comes 2 times to payments/books/night" in trial.wrong


def _taking_both(one: Pass, new: Generation) -> Pass:
    stack = one.stacks[PAYMENTS]
    routes = {**stack.inputs["routes"], "books/night on another": new[PAYMENTS].inputs["routes"]["books/night"]}
    return replace(one, stacks={**one.stacks, PAYMENTS: replace(stack, inputs={**stack.inputs, "routes": routes})})
