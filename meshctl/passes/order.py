"""The order of a change: what stands and what is to stand become passes, so that no event is lost in between. Pure."""

from collections.abc import Collection
from datetime import datetime

from meshctl.passes.change import GenerationChange
from meshctl.passes.generations import (
    ADD,
    NARROW,
    REMOVE,
    SWITCH,
    Generation,
    Pass,
    PassesOfChange,
    Retired,
    StandingStacks,
)
from meshctl.passes.in_doubt import one_generation, retired_or_in_doubt
from meshctl.passes.left_systems import retired_keys, with_left_systems
from meshctl.passes.remove import RetiredRemoval
from meshctl.passes.retire import retired_after
from meshctl.passes.steps.stacks import generation_on


def passes_of_change(
    standing: StandingStacks,
    new: Generation,
    now: datetime,
    may_go: Collection[Retired],
    allow_deletes: bool,
    given_up: Collection[Retired] = (),
) -> PassesOfChange:
    """The passes from what stands to `new`; those that change nothing are left out.

    `may_go` are retired parts, now or by this change, that are empty after their day or given up: they go, unless something
    that stays leads to them. Of these, a route that still takes what something retired publishes goes only if it is `given_up`.
    Systems that `new` does not have stay as they are, unless `allow_deletes`.
    """
    old = one_generation(standing, new)
    wanted = new if allow_deletes else with_left_systems(old, new, standing.retired)
    retired = retired_or_in_doubt(standing, old, now)
    change = GenerationChange(old, wanted, retired, retired_keys(may_go), now, retired_keys(given_up))
    added, switched, narrowed = (generation_on(step, change) for step in (ADD, SWITCH, NARROW))
    removal = RetiredRemoval(change, narrowed)
    passes = (
        Pass(ADD.name, added),
        Pass(SWITCH.name, switched, settle_seconds=change.settle_seconds),
        Pass(NARROW.name, narrowed),
        Pass(REMOVE, removal.generation, removal.leaves, backwards=True),
    )
    left = retired_after(change, removal.generation, removal.deliveries)
    return PassesOfChange(passes_that_change(standing, passes), left, tuple(change.late_at_topics()))


def passes_that_change(standing: StandingStacks, passes: Collection[Pass]) -> tuple[Pass, ...]:
    """Those that change something. One that only waits does, too; so does the first one where nobody knows how far the last
    change came."""
    before: Generation = {} if standing.begun else standing.done
    found = []
    for one in passes:
        if one.stacks != before or one.leaves or one.settle_seconds:
            found.append(one)
        before = one.stacks
    return tuple(found)
