"""In every state between two catalogues each event that may be sent reaches who wants it, and a forged one nobody."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from json import dumps
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from meshctl.passes.generations import Generation, Pass, StackInputs, StackKey
from meshctl.passes.pinned_events import choices
from tests.support.changed_stage import Trial
from tests.support.changing_catalogues import Catalogues, changes
from tests.support.small_catalogues import Published, Small, Wish

pytestmark = pytest.mark.laws
Passes = Sequence[Pass]
CHANCES = st.integers(0, 2**32).map(Random)


def whole_change(trial: Trial, new: Generation) -> None:
    change = trial.change(new)
    trial.walk(change.passes)
    trial.retired = change.retired


@settings(max_examples=60, deadline=None)
@given(changes(1), CHANCES)
def test_nor_one_that_peoples_own_code_still_publishes(pair: Catalogues, chance: Random) -> None:
    trial = Trial(pair[0], chance, by_people=pair.smalls[0].by_people())
    whole_change(trial, pair[1])
    assert trial.wrong == []


def without_names(value: Any, key: str = "") -> Any:
    """Inputs without what is only a name, and in no order: keys of grants, of which equal ones are one, ids of targets."""
    if key in ("senders", "invokers", "publishes"):
        return {dumps(one, sort_keys=True) for one in value.values()}
    if isinstance(value, Mapping):
        return {name: without_names(one, name) for name, one in value.items() if (key, name) != ("target", "id")}
    return value


def told_apart(generation: Generation) -> dict[StackKey, Any]:
    return {key: without_names(stack.inputs) for key, stack in generation.items()}


@settings(max_examples=60, deadline=None)
@given(changes(1), CHANCES)
def test_no_event_is_lost_from_one_catalogue_to_another(pair: tuple[Generation, ...], chance: Random) -> None:
    trial = Trial(pair[0], chance)
    whole_change(trial, pair[1])
    assert trial.wrong == []


@settings(max_examples=30, deadline=None)
@given(changes(1), CHANCES)
def test_what_is_given_up_goes_at_once_and_takes_nothing_else_with_it(
    pair: tuple[Generation, ...], chance: Random
) -> None:
    trial = Trial(pair[0], chance)
    trial.walk(trial.giving_up(pair[1]).passes)
    assert trial.wrong == []


@settings(max_examples=60, deadline=None)
@given(changes(2), st.booleans(), st.integers(0, 3), CHANCES)
def test_nor_is_one_where_a_change_is_interrupted_and_begun_again_or_another_one_is_begun(
    three: tuple[Generation, ...], again: bool, until: int, chance: Random
) -> None:
    first, second, third = three
    trial = Trial(first, chance)
    trial.walk(trial.change(second).passes, until)
    whole_change(trial, second if again else third)
    assert trial.wrong == []


@settings(max_examples=30, deadline=None)
@given(changes(2), CHANCES)
def test_when_all_that_is_retired_has_gone_the_mesh_is_what_the_catalogue_says(
    three: tuple[Generation, ...], chance: Random
) -> None:
    trial = Trial(three[0], chance)
    for new in three[1:]:
        whole_change(trial, new)
    assert trial.finish(three[2]) < 30
    assert (trial.wrong, trial.retired) == ([], ())
    assert told_apart(trial.moment.stands) == told_apart(three[2])


def _without(name: str) -> Callable[[Passes], Passes]:
    return lambda passes: [one for one in passes if one.name != name]


def _in_order(*names: str) -> Callable[[Passes], Passes]:
    return lambda passes: sorted(passes, key=lambda one: names.index(one.name))


def _without_settling(passes: Passes) -> Passes:
    return [replace(one, settle_seconds=0) for one in passes]


def _with_lists_side_by_side(passes: Passes) -> Passes:
    return _each_route(passes, lambda route: {**route, "pattern": dumps(_side_by_side(choices(route)))})


def _side_by_side(patterns: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    pins = ("account", "source", "detail-type")
    return {**patterns[-1], **{pin: sorted({text for one in patterns for text in one[pin]}) for pin in pins}}


def _with_the_newest_pattern_alone(passes: Passes) -> Passes:
    return _each_route(passes, lambda route: {**route, "pattern": dumps(choices(route)[-1])})


def _each_route(passes: Passes, changed: Callable[[Any], Any]) -> Passes:
    return _each_stack(passes, lambda inputs: _in_section(inputs, "routes", changed))


def _letting_in_only_new_senders(passes: Passes) -> Passes:
    def of(buffer: Any) -> Any:
        senders = dict([*buffer["queue"]["senders"].items()][-1:])
        return {**buffer, "queue": {**buffer["queue"], "senders": senders}}

    return _each_stack(passes, lambda inputs: _in_section(inputs, "buffers", of))


def _letting_publish_one_source_each(passes: Passes) -> Passes:
    def of(inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        if "publishers" not in inputs.get("bus", {}):
            return inputs
        publishers = {
            key: {**one, "accounts": one["accounts"][-1:]} for key, one in inputs["bus"]["publishers"].items()
        }
        return {**inputs, "bus": {**inputs["bus"], "publishers": publishers}}

    return _each_stack(passes, of)


def _each_stack(passes: Passes, changed: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> Passes:
    def of(stack: StackInputs) -> StackInputs:
        return replace(stack, inputs=changed(stack.inputs))

    return [replace(one, stacks={key: of(stack) for key, stack in one.stacks.items()}) for one in passes]


def _in_section(inputs: Mapping[str, Any], section: str, changed: Callable[[Any], Any]) -> Mapping[str, Any]:
    return (
        {**inputs, section: {key: changed(one) for key, one in inputs[section].items()}}
        if section in inputs
        else inputs
    )


MUTANTS: dict[str, Callable[[Passes], Passes]] = {
    "all at once": lambda passes: passes[-1:],
    "nothing is added first": _without("add"),
    "code switches before anything is added": _in_order("switch", "add", "narrow", "remove"),
    "rules narrow before code switches": _in_order("add", "narrow", "switch", "remove"),
    "the old goes before rules narrow": lambda passes: [
        replace(one, backwards=False) for one in _without("narrow")(passes)
    ],
    "nobody waits for what is running": _without_settling,
    "patterns are not joined": _with_the_newest_pattern_alone,
}


WISH = Wish(("orders", "Placed"), ("queue", "inbox"), buffered=True, total=None, retry=1)
SMALL = Small(
    accounts={"hub": "9" * 12, "orders": "1" * 12, "payments": "2" * 12},
    services=frozenset({("orders", "checkout"), ("orders", "tracker"), ("payments", "tracker")}),
    events={("orders", "Placed"): Published("checkout", 1, private=False)},
    code={("orders", "checkout", "work"): 1, ("orders", "tracker", "work"): 1},
    wishes={("payments", "tracker", "first"): WISH},
    keep=4,
)
MOVED = replace(SMALL, accounts={**SMALL.accounts, "orders": "3" * 12})


def walked(old: Small, new: Small, changed: Callable[[Passes], Passes] = tuple) -> list[str]:
    """What goes wrong on the way, on which the passes are `changed`."""
    trial = Trial(old.generation(), Random(1))  # noqa: S311  no secret: where a walk stops
    trial.walk(changed(trial.change(new.generation()).passes))
    return trial.wrong


def test_patterns_that_were_joined_list_by_list_would_take_forged_events() -> None:
    new = replace(MOVED, events={("orders", "Placed"): Published("tracker", 1, private=False)})
    wrong = walked(SMALL, new, _with_lists_side_by_side)
    assert walked(SMALL, new) == []
    assert any("1" * 12 in one and "orders.tracker" in one and "whoever sends it" in one for one in wrong)


def test_a_hub_that_let_in_one_account_of_a_system_would_lose_events_of_the_other() -> None:
    assert walked(SMALL, MOVED) == []
    assert walked(SMALL, MOVED, _letting_publish_one_source_each)


def test_a_buffer_that_let_in_the_newest_sender_alone_would_lose_what_the_other_one_brings() -> None:
    own = replace(WISH, channel=("function", "work"))
    old = replace(SMALL, wishes={("orders", "tracker", "first"): own})
    new = replace(old, events={("orders", "Placed"): Published("checkout", 1, private=True)})
    assert walked(old, new) == []
    assert walked(old, new, _letting_in_only_new_senders)


GIVING_UP = {"the old goes before rules narrow"}
"""Without that nothing old would go."""


@pytest.mark.parametrize("name", MUTANTS)
def test_another_order_would_be_noticed(name: str) -> None:
    def is_noticed(drawn: tuple[tuple[Generation, ...], Random]) -> bool:
        pair, chance = drawn
        trial = Trial(pair[0], chance)
        change = trial.giving_up if name in GIVING_UP else trial.change
        trial.walk(MUTANTS[name](change(pair[1]).passes))
        return bool(trial.wrong)

    any_order = settings(max_examples=500, phases=[Phase.generate], deadline=None, suppress_health_check=[*HealthCheck])
    try:
        find(st.tuples(changes(1), CHANCES), is_noticed, settings=any_order)
    except NoSuchExample:
        pytest.fail(f"nothing is lost where {name}")
