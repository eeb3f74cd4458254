"""Whatever is told of stacks: each is ahead, at work or has ended, and nothing that is counted shrinks."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.plan.changes import ResourceChange
from meshctl.progress.stacks_progress import StacksProgress, Step, after, ahead
from meshctl.progress.steps import (
    APPLY,
    DONE,
    FAILED,
    PLAN,
    STOPPED,
    ResourceStep,
    StackEnds,
    StacksAhead,
    StackStep,
    Told,
    line_of,
)
from meshctl.progress.time_left import about, all_seconds_left

WAVES = (("hub",), ("system-a", "system-b"), ("routes",))
NAMES = [name for wave in WAVES for name in wave]
LETTERS = 'module.dead_letters["a/b"].aws_sqs_queue.dead_letters'
QUEUE = 'module.buffer["a/b"].module.queue.aws_sqs_queue.queue'
FUNCTIONS = [f'module.function["a/{name}"].aws_lambda_function.function' for name in "xyz"]
ADDRESSES = [LETTERS, QUEUE, *FUNCTIONS]
CREATES = tuple(ResourceChange("system-a", address, "create") for address in ADDRESSES)
AHEAD = StacksAhead(APPLY, WAVES, {"system-a": CREATES})

steps = st.one_of(
    st.builds(StackStep, st.sampled_from(["preparing", "applying", "applied"])),
    st.builds(
        ResourceStep,
        st.sampled_from(ADDRESSES),
        st.sampled_from(["started", "waiting", "done", "failed"]),
        st.just("create"),
        st.just(0),
        st.just(5),
    ),
    st.builds(StackEnds, st.sampled_from([DONE, FAILED, STOPPED])),
)
histories = st.lists(st.tuples(st.sampled_from(NAMES), steps), max_size=40)


def moments(history: list[tuple[str, Step]]) -> list[StacksProgress]:
    """How things stand at first and after each step, a second apart."""
    stood = [ahead(AHEAD, 0)]
    for now, (name, step) in enumerate(history, 1):
        stood.append(after(stood[-1], name, step, now))
    return stood


@given(histories)
def test_every_stack_is_in_exactly_one_state(history: list[tuple[str, Step]]) -> None:
    for moment in moments(history):
        for one in moment.stacks.values():
            assert one.is_ahead + one.is_at_work + bool(one.outcome) == 1
            assert bool(one.outcome) == (one.ended is not None)
            assert not (one.outcome and one.in_flight)


@given(histories)
def test_no_count_shrinks_and_what_has_ended_stays_so(history: list[tuple[str, Step]]) -> None:
    stood = moments(history)
    for before, now in pairwise(stood):
        assert now.ended >= before.ended
        for name, one in before.stacks.items():
            assert now.stacks[name].done >= one.done
            assert one.ended is None or now.stacks[name] == one


@given(histories)
def test_the_time_left_is_never_less_than_none(history: list[tuple[str, Step]]) -> None:
    for moment in moments(history):
        assert all_seconds_left(moment, 100.0) >= 0


def test_a_stack_waits_for_those_of_earlier_waves_that_have_not_ended() -> None:
    stood = moments([("hub", StackEnds(DONE)), ("system-a", StackStep("applying"))])
    assert stood[0].awaited("routes") == ("hub", "system-a", "system-b")
    assert (stood[-1].awaited("system-a"), stood[-1].awaited("routes")) == ((), ("system-a", "system-b"))


def resource(address: str, kind: str) -> tuple[str, Step]:
    return "system-a", ResourceStep(address, kind, "create", 0, 5)


def test_queues_come_after_their_dead_letters_and_functions_one_by_one() -> None:
    assert all_seconds_left(ahead(AHEAD, 0), 0) == 25 + 25
    begun, waited, made = moments([resource(LETTERS, "started"), resource(LETTERS, "done")])
    assert all_seconds_left(begun, 0) == 50
    assert all_seconds_left(waited, 11) == 15 + 25
    assert all_seconds_left(made, 26) == 25


def test_what_is_waited_for_longer_than_is_known_is_about_to_come() -> None:
    in_flight = moments([resource(LETTERS, "done"), resource(QUEUE, "started")])[-1]
    assert all_seconds_left(in_flight, 1000) == 15


def test_waves_are_waited_for_one_after_the_other() -> None:
    plans = {"hub": CREATES[:1], "system-a": CREATES[:1], "system-b": CREATES[:1], "routes": CREATES[2:3]}
    assert all_seconds_left(ahead(StacksAhead(APPLY, WAVES, plans), 0), 0) == 25 + 25 + 5


@pytest.mark.parametrize(("done", "left"), [(0, 0), (1, 30), (2, 10), (4, 0)])
def test_plans_go_on_as_fast_as_before(done: int, left: int) -> None:
    stood = ahead(StacksAhead(PLAN, (tuple(NAMES),)), 0)
    for name in NAMES[:done]:
        stood = after(stood, name, StackEnds(DONE), 10)
    assert all_seconds_left(stood, 10) == left


def test_an_estimate_is_told_in_steps_of_five_seconds() -> None:
    assert [*map(about, (0, 0.1, 5, 41))] == [0, 5, 5, 45]


def test_each_step_has_its_line_where_no_table_is_drawn() -> None:
    told: list[Told] = [AHEAD, StackStep("applying"), StackEnds(DONE), "warning: x"]
    told += [ResourceStep("a.b", kind, "create", 1, 5) for kind in ("started", "waiting", "done", "failed")]
    assert [line for line in map(line_of, told) if line] == [
        "applying",
        "warning: x",
        "1 of 5 done, waiting for a.b",
        "1 of 5 done, last a.b",
        "failed to create a.b",
    ]
