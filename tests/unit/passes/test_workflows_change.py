"""Changes of workflows: no event is lost on the way to one, and no execution that has begun ends in its midst."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import strategies as st

from meshctl.passes.parts import LONGEST, LONGEST_EXPRESS, longest_run
from tests.support.changed_stage import NOW, Trial
from tests.support.small_catalogues import FLOW, Flow, Published, Small, Wish

CHANCES = st.integers(0, 2**32).map(Random)
CHANCE = Random(1)  # noqa: S311  no secret hangs on it
SMALL = Small(
    accounts={"hub": "9" * 12, "orders": "1" * 12, "payments": "2" * 12},
    services=frozenset({("orders", "checkout"), ("orders", "tracker")}),
    events={("orders", "Placed"): Published("checkout", 1, private=True)},
    code={("orders", "tracker", "work"): 1, ("orders", "tracker", "help"): 1},
    wishes={("orders", "tracker", "first"): Wish(("orders", "Placed"), FLOW, True, None, 24)},
    keep=3,
    flows={("orders", "tracker"): Flow(("work", "help"), express=False, hours=48)},
)
TRACKER = ("orders", "tracker")


def changed(new: Small) -> tuple[Trial, Any]:
    """A stage from `SMALL` to another catalogue."""
    trial = Trial(SMALL.generation(), CHANCE)
    change = trial.change(new.generation())
    trial.walk(change.passes)
    trial.retired = change.retired
    assert trial.wrong == []
    return trial, change


def days_of(change: Any, kind: str) -> set[tuple[str, int]]:
    return {(one.name, (one.until - NOW).days) for one in change.retired if one.kind == kind}


def test_a_retired_workflow_stays_until_its_last_execution_has_ended_and_so_does_what_it_calls() -> None:
    _, change = changed(replace(SMALL, wishes={}, flows={}, code={}))
    assert days_of(change, "workflow") == {("tracker/flow", 3)}  # a day of retries, and two of the execution
    assert days_of(change, "function") >= {("tracker/work", 3)}


def test_an_execution_may_call_what_its_workflow_calls_no_more() -> None:
    _, change = changed(
        replace(
            SMALL, flows={TRACKER: Flow(("work",), express=False, hours=48)}, code={("orders", "tracker", "work"): 1}
        )
    )
    function = "arn:aws:lambda:eu-west-1:111111111111:function:shop_dev_orders_tracker_help"
    assert days_of(change, "execution") == {(f"tracker/flow to {function}", 2)}
    assert days_of(change, "function") == {("tracker/help", 2)}


def test_a_workflow_of_another_type_stands_beside_the_old_one() -> None:
    trial, change = changed(replace(SMALL, flows={TRACKER: Flow(("work", "help"), express=True, hours=48)}))
    stands = [key for stack in trial.moment.stands.values() for key in stack.inputs.get("workflows", {})]
    assert sorted(stands) == ["tracker/flow", "tracker/flow.express"]
    assert days_of(change, "workflow") == {("tracker/flow", 3)}


def test_an_event_begins_a_workflow_with_a_new_definition_after_that_is_there() -> None:
    """As with a function: old code would fail on what it never saw, and an execution that has failed is not tried again."""
    paid = {**SMALL.events, ("orders", "Paid"): Published("checkout", 1, private=True)}
    before = replace(SMALL, events=paid, code={**SMALL.code, ("orders", "checkout", "work"): 1})
    also = {("orders", "tracker", "second"): Wish(("orders", "Paid"), FLOW, True, None, 24)}
    after = replace(before, wishes={**before.wishes, **also}, flows={TRACKER: Flow(("help",), False, 48)})
    change = Trial(before.generation(), CHANCE).change(after.generation())
    routes = [
        route["enabled"]
        for one in change.passes
        for stack in one.stacks.values()
        for key, route in stack.inputs.get("routes", {}).items()
        if key == "tracker/second"
    ]
    assert (routes[0], routes[-1]) == (False, True)


def test_an_execution_that_may_run_for_longer_than_a_later_one_is_waited_for() -> None:
    trial, change = changed(replace(SMALL, flows={TRACKER: Flow(("work", "help"), express=False, hours=1)}))
    workflow = "arn:aws:states:eu-west-1:111111111111:stateMachine:shop_dev_orders_tracker_flow"
    assert days_of(change, "execution") == {(f"tracker/flow to {workflow}", 2)}
    later = trial.change(replace(SMALL, wishes={}, flows={}).generation())
    assert days_of(later, "workflow") == {("tracker/flow", 2)}


@pytest.mark.parametrize(
    ("workflow", "seconds"),
    [
        ({"express": True, "definition": '{"TimeoutSeconds":9000}'}, LONGEST_EXPRESS.total_seconds()),
        ({"express": False, "definition": '{"TimeoutSeconds":60}'}, 60),
        ({"express": False, "definition": '{"TimeoutSeconds":99999999999}'}, LONGEST.total_seconds()),
        ({"express": False, "definition": '{"TimeoutSeconds":true}'}, LONGEST.total_seconds()),
        ({"express": False, "definition": "{}"}, LONGEST.total_seconds()),
    ],
)
def test_an_execution_runs_as_long_as_its_definition_or_aws_lets_it(workflow: dict[str, Any], seconds: float) -> None:
    assert longest_run(workflow).total_seconds() == seconds
