"""The schedules of a stage on each step of a change, so that each time is brought to whoever receives it once. Pure.

Where a subscription goes over from one schedule to another, both put their events on the bus and its rule takes one of them:
first the old one's, then the new one's. Elsewhere a new schedule begins when its routes take it; where others leave in the same
change, when the routes of these end: it may be one of them under another name. Where a system moves to another account, the
schedules of both send for a pass: a time that comes then comes twice, and none is lost. Whom a schedule wakes, nobody hears before
all routes stand. One that leaves sends on until it goes, and no rule takes it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from meshctl.passes.change import GenerationChange
from meshctl.passes.generations import PassStep, StackInputs
from meshctl.passes.joined.systems import schedule_of_both
from meshctl.passes.pinned_events import Route, scheduled_by, scheduled_in, schedules_of, taken_by

Schedule = Mapping[str, Any]
Routes = Mapping[str, Route]


def schedules_on(step: PassStep, change: GenerationChange, stack: StackInputs, routes: Routes) -> dict[str, Schedule]:
    """The schedules of `stack`, whose `routes` on that step are known already."""
    old, new = change.old.get(stack.key), change.new.get(stack.key)
    before, after = (one.inputs.get("schedules", {}) if one else {} for one in (old, new))
    wanted = {
        key: _wanted(step, before.get(key), one, begins=_begins(step, change, stack, routes, one))
        for key, one in after.items()
    }
    return {**before, **wanted}


def without_schedules(change: GenerationChange, stack: StackInputs) -> StackInputs:
    """`stack` without those that the catalogue has no more: nothing waits in a schedule."""
    known = stack.inputs.get("schedules", {})
    left = {key: one for key, one in known.items() if change.is_new(stack.key, "schedules", key)}
    return stack if left == known else replace(stack, inputs={**stack.inputs, "schedules": left})


def _wanted(step: PassStep, old: Schedule | None, new: Schedule, *, begins: bool) -> Schedule:
    if old is None:
        return {**new, "enabled": new["enabled"] and begins}
    one = schedule_of_both(new if step.code_is_new else old, old, new)
    return {**one, "enabled": new["enabled"] and (begins or old["enabled"])}


def _begins(step: PassStep, change: GenerationChange, stack: StackInputs, routes: Routes, new: Schedule) -> bool:
    if step.routes_are_new:
        return True
    event = scheduled_by(stack, new)
    wanted = change.new[stack.key].inputs.get("routes", {})
    taking = [key for key, one in wanted.items() if event in taken_by(one)]
    if any(change.goes_over(stack, key) for key in taking):
        return True
    taken = all(routes[key]["enabled"] and event in scheduled_in(routes[key]) for key in taking)
    early = not step.code_is_new and any(change.wakes(wanted[key]["target"]["arn"]) for key in taking)
    if _moves(change, stack):
        return taken and step.code_is_new
    return taken and not early and not change.schedules_leave


def _moves(change: GenerationChange, stack: StackInputs) -> bool:
    """Whether schedules of the same system send in another account: no stack ends them as another one begins."""
    others = {one.key: one for one in change.old.values() if one.name == stack.name and one.account != stack.account}
    return any(one["enabled"] for _, _, one in schedules_of(others))
