"""In every state between two catalogues each event that may be sent reaches who wants it, and a forged one nobody."""

from collections.abc import Mapping
from json import dumps
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from meshctl.model.kinds import KINDS
from meshctl.passes.generations import KINDS as PARTS
from meshctl.passes.generations import Generation, StackKey
from tests.support.changed_stage import Trial
from tests.support.changing_catalogues import Catalogues, changes
from tests.support.small_catalogues import Small

pytestmark = pytest.mark.laws
CHANCES = st.integers(0, 2**32).map(Random)


def drawn(count: int) -> list[Small]:
    """Catalogues as the laws draw them."""
    found: list[Small] = []

    @settings(max_examples=count, deadline=None, phases=[Phase.generate])
    @given(changes(1))
    def draw(pair: Catalogues) -> None:
        found.extend(pair.smalls)

    draw()
    return found


def test_every_kind_that_can_be_built_is_drawn_at_both_ends_of_a_way() -> None:
    wishes = [one for small in drawn(60) for service in small.services for _, one in small.fitting(*service)]
    built = [one for one in KINDS.values() if one.is_built]
    assert {one.begins for one in wishes} == {"event", *(one.name for one in built if one.reaches)}
    assert {one.channel[0] for one in wishes} == {one.name for one in built if not one.is_source}


def test_every_part_of_a_stack_that_a_change_may_retire_is_drawn() -> None:
    stacks = [stack for small in drawn(20) for stack in small.generation().values()]
    assert {section for stack in stacks for section in PARTS if stack.inputs.get(section)} == {*PARTS}


def whole_change(trial: Trial, new: Generation) -> None:
    change = trial.change(new)
    trial.walk(change.passes)
    trial.retired = change.retired


@settings(max_examples=40, deadline=None, phases=[Phase.generate])
@given(changes(1), CHANCES)
def test_nor_one_that_peoples_own_code_still_publishes(pair: Catalogues, chance: Random) -> None:
    trial = Trial(pair[0], chance, by_people=pair.smalls[0].by_people())
    whole_change(trial, pair[1])
    assert trial.wrong == []


_NO_MATTER = {("target", "id"), ("stream", "start_at")}


def without_names(value: Any, key: str = "") -> Any:
    """Inputs without what is only a name, and in no order: keys of grants, of which equal ones are one, ids of targets; and
    without the time at which a stream began to be read, which nobody can change."""
    if key in ("senders", "invokers", "publishes", "hops"):
        return {dumps(one, sort_keys=True) for one in value.values()}
    if isinstance(value, Mapping):
        return {name: without_names(one, name) for name, one in value.items() if (key, name) not in _NO_MATTER}
    return value


def told_apart(generation: Generation) -> dict[StackKey, Any]:
    return {key: without_names(stack.inputs) for key, stack in generation.items()}


@settings(max_examples=100, deadline=None, phases=[Phase.generate])
@given(changes(1), CHANCES)
def test_no_event_is_lost_from_one_catalogue_to_another(pair: tuple[Generation, ...], chance: Random) -> None:
    trial = Trial(pair[0], chance)
    whole_change(trial, pair[1])
    assert trial.wrong == []


@settings(max_examples=30, deadline=None, phases=[Phase.generate])
@given(changes(1), CHANCES)
def test_what_is_given_up_goes_at_once_and_takes_nothing_else_with_it(
    pair: tuple[Generation, ...], chance: Random
) -> None:
    trial = Trial(pair[0], chance)
    trial.walk(trial.giving_up(pair[1]).passes)
    assert trial.wrong == []


@settings(max_examples=100, deadline=None, phases=[Phase.generate])
@given(changes(2), st.booleans(), st.integers(0, 3), CHANCES)
def test_nor_is_one_where_a_change_is_interrupted_and_begun_again_or_another_one_is_begun(
    three: tuple[Generation, ...], again: bool, until: int, chance: Random
) -> None:
    first, second, third = three
    trial = Trial(first, chance)
    trial.walk(trial.change(second).passes, until)
    whole_change(trial, second if again else third)
    assert trial.wrong == []


@settings(max_examples=30, deadline=None, phases=[Phase.generate])
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
