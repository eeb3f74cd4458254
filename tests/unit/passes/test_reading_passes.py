"""What functions read while a stage changes: a queue by one of them at any time, and to the end."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from meshctl.passes.change import GenerationChange
from meshctl.passes.generations import ADD, SWITCH, Generation, Pass, PassesOfChange, StackInputs
from meshctl.passes.steps.mappings import mappings_on
from tests.support.changed_stage import Trial
from tests.support.small_catalogues import Small, Wish
from tests.unit.passes.test_order import NOW, ORDERS, SMALL, change, names

JOBS = "queue checkout/checkout-jobs"


def read_by(service: str, function: str) -> Small:
    """The small mesh with the queue read by a function; both functions are there in any case."""
    code = {**SMALL.code, ("orders", "tracker", "work"): 1, ("orders", "tracker", "help"): 1}
    services = SMALL.services | {("orders", "tracker")}
    reads = {("orders", service, "third"): Wish(("queue", "checkout-jobs"), ("function", function), True, None, 24)}
    wishes = {**SMALL.wishes, **(reads if service else {})}
    return replace(SMALL, code=code, services=services, wishes=wishes)


UNREAD, WORK, HELP = read_by("", ""), read_by("tracker", "work"), read_by("tracker", "help")


def reading(found: PassesOfChange) -> list[tuple[str, Mapping[str, bool]]]:
    """By pass, which mappings of orders there are, and whether they read."""
    stacks = [(one.name, one.stacks[ORDERS].inputs["mappings"]) for one in found.passes]
    return [(name, {key: one["enabled"] for key, one in mappings.items()}) for name, mappings in stacks]


def test_a_queue_that_is_new_is_read_at_once() -> None:
    found = change({}, WORK)
    assert names(found) == ["add"]
    assert reading(found) == [("add", {f"tracker/work from {JOBS}": True})]


def test_a_queue_that_stands_is_read_when_all_else_is_new() -> None:
    key = f"tracker/work from {JOBS}"
    found = change(UNREAD.generation(), WORK)
    assert reading(found) == [("add", {key: False}), ("narrow", {key: True})]


def test_the_old_reader_stops_before_the_new_one_begins() -> None:
    old, new = f"tracker/work from {JOBS}", f"tracker/help from {JOBS}"
    assert reading(change(WORK.generation(), HELP)) == [
        ("add", {old: True, new: False}),
        ("switch", {old: False, new: False}),
        ("narrow", {old: False, new: True}),
        ("remove", {new: True}),
    ]


def test_a_queue_that_nobody_is_to_read_is_left_to_people_at_the_end() -> None:
    found = change(WORK.generation(), UNREAD)
    assert reading(found) == [("remove", {})]
    assert found.retired == ()


def test_a_queue_that_is_retired_is_read_as_long_as_it_stands() -> None:
    key = f"tracker/work from {JOBS}"
    without = replace(UNREAD, services=UNREAD.services - {("orders", "checkout")})
    kept = change(WORK.generation(), without)
    assert kept.passes == ()
    assert ("mapping", key, NOW) in {(one.kind, one.name, one.until) for one in kept.retired}
    gone = change(WORK.generation(), without, *kept.retired)
    assert gone.passes[-1].stacks[ORDERS].inputs["mappings"] == {}


def reading_clicks(function: str) -> Generation:
    """A stack whose stream is read by a function, for ten minutes after each record came."""
    stream = {"max_age_seconds": 600, "start_at": None}
    reads = {"source_arn": "clicks", "function": function, "enabled": True, "stream": stream}
    inputs = {"streams": {"checkout/clicks": {"arn": "clicks"}}, "mappings": {f"{function} from clicks": reads}}
    return {ORDERS: StackInputs("system-orders", "system", "orders", ORDERS[0], inputs)}


def test_a_stream_is_read_anew_from_what_its_old_reader_may_not_have_read_yet() -> None:
    old, new = reading_clicks("tracker/work"), reading_clicks("tracker/help")
    both = mappings_on(ADD, GenerationChange(old, new, (), frozenset(), NOW), new[ORDERS])
    assert {key: (one["enabled"], one["stream"]["start_at"]) for key, one in both.items()} == {
        "tracker/work from clicks": (True, None),
        "tracker/help from clicks": (False, "2026-11-25T23:50:00Z"),
    }


def test_where_a_stream_began_to_be_read_stays_as_it_is() -> None:
    old, new = reading_clicks("tracker/work"), reading_clicks("tracker/work")
    old[ORDERS].inputs["mappings"]["tracker/work from clicks"]["stream"]["start_at"] = "2026-11-01T00:00:00Z"
    (one,) = mappings_on(SWITCH, GenerationChange(old, new, (), frozenset(), NOW), new[ORDERS]).values()
    assert one["stream"]["start_at"] == "2026-11-01T00:00:00Z"


def test_two_that_read_at_once_would_be_noticed() -> None:
    def reading_at_once(passes: Sequence[Pass]) -> list[Pass]:
        return [replace(one, stacks={key: all_reading(stack) for key, stack in one.stacks.items()}) for one in passes]

    def all_reading(stack: StackInputs) -> StackInputs:
        if stack.root != "system":
            return stack
        mappings = {key: {**one, "enabled": True} for key, one in stack.inputs["mappings"].items()}
        return replace(stack, inputs={**stack.inputs, "mappings": mappings})

    def wrong(changed: Callable[[Any], Any]) -> list[str]:
        trial = Trial(WORK.generation(), Random(1))  # noqa: S311  no secret: where a walk stops
        trial.walk(changed(trial.change(HELP.generation()).passes))
        return trial.wrong

    assert wrong(list) == []
    assert wrong(reading_at_once)
