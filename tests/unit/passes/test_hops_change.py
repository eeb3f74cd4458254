"""What comes over a hop is not lost in a change either, comes once, and is never taken for a private event."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.passes.generations import Generation, parts_of
from meshctl.passes.pinned_events import routes_of, taken_by
from tests.support.changed_stage import Trial
from tests.support.changing_catalogues import Catalogues
from tests.support.changing_readers import hopping_changes

CHANCES = st.integers(0, 2**32).map(Random)


def brought_twice(generation: Generation) -> list[tuple[str, object]]:
    """Buses with what several routes that are enabled bring there."""
    hops = [one for _, _, one in routes_of(generation) if one["enabled"] and ":event-bus/" in one["target"]["arn"]]
    brought = Counter((one["target"]["arn"], event) for one in hops for event in taken_by(one))
    return [found for found, count in brought.items() if count > 1]


@pytest.mark.laws
@settings(max_examples=60, deadline=None)
@given(hopping_changes(1), st.booleans(), CHANCES)
def test_no_event_is_lost_that_comes_over_a_hop(pair: Catalogues, by_people: bool, chance: Random) -> None:
    people = pair.smalls[0].by_people() if by_people else frozenset()
    trial = Trial(pair[0], chance, by_people=people)
    change = trial.change(pair[1])
    trial.walk(change.passes)
    assert trial.wrong == []
    assert [brought_twice(one.stacks) for one in change.passes] == [[]] * len(change.passes)


@pytest.mark.laws
@settings(max_examples=40, deadline=None)
@given(hopping_changes(2), st.integers(0, 3), CHANCES)
def test_nor_where_a_change_is_interrupted(three: tuple[Generation, ...], until: int, chance: Random) -> None:
    first, second, third = three
    trial = Trial(first, chance)
    trial.walk(trial.change(second).passes, until)
    trial.walk(trial.change(third).passes)
    assert trial.wrong == []


@pytest.mark.laws
@settings(max_examples=30, deadline=None)
@given(hopping_changes(1), CHANCES)
def test_when_all_has_gone_each_bus_lets_in_the_routes_that_lead_there(
    pair: tuple[Generation, ...], chance: Random
) -> None:
    trial = Trial(pair[0], chance)
    trial.walk((change := trial.change(pair[1])).passes)
    trial.retired = change.retired
    assert trial.finish(pair[1]) < 30
    stands = trial.moment.stands
    hopping = [(one["bus"], one.get("hops", {})) for one in (stack.inputs for stack in stands.values()) if "bus" in one]
    further = [(one, one["senders"]) for _, _, one in parts_of(stands, "buses")]
    let_in = {(bus["arn"], each["arn"]) for bus, senders in (*hopping, *further) for each in senders.values()}
    hops = {
        (one["target"]["arn"], one["target"]["role_arn"])
        for _, _, one in routes_of(stands)
        if ":event-bus/" in one["target"]["arn"]
    }
    assert (trial.wrong, trial.retired, let_in) == ([], (), hops)
