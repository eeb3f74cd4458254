"""Use case: run the passes of a change one by one, each as it was foretold, and keep the records beside the states.

The first pass is applied as it was planned and shown. Each later one is planned when those before it are done, and applied
only where Terraform says nothing that was not foretold. Whatever stops it, the records say what stands, and the same command
carries on.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from threading import Event
from typing import Any

from meshctl.app.deploy.counted_again import counted_again
from meshctl.app.deploy.plan_and_apply import Plans, apply_stacks, plan_stacks
from meshctl.app.deploy.retired_parts import Look
from meshctl.app.deploy.stage_change import StageChange, StagePass
from meshctl.app.deploy.stage_records import StageRecords
from meshctl.errors import MeshctlError
from meshctl.passes.change import PartKey
from meshctl.passes.ending_hops import DELIVERY
from meshctl.passes.generations import NARROW, REMOVE, Generation, Retired, StackKey
from meshctl.plan.changes import ResourceChange
from meshctl.plan.foretold import unforetold
from meshctl.plan.stacks import Stack
from meshctl.plan.stacks_result import StacksResult
from meshctl.ports import StackRunner, Tell
from meshctl.progress.steps import PLAN, StacksAhead

MOST_NAMED = 5
RetiredNow = Callable[[], tuple[Retired, ...]]


@dataclass(frozen=True, slots=True)
class StageWork:
    """What running the passes of a stage acts upon.

    `write` puts the stacks of a pass where Terraform finds them; `wait` takes seconds, ends early when the operator says
    stop, and knows how fast the stage's time passes; `look` says what is known of retired parts when it is called. `take_in`
    writes into the state of a stack what exists of it and Terraform does not know.
    """

    runner: StackRunner
    records: StageRecords
    write: Callable[[StagePass], None]
    wait: Callable[[int, Event], None]
    now: Callable[[], datetime]
    tell: Tell
    look: Look
    take_in: Callable[[str], None]


def plan_pass(one: StagePass, runner: StackRunner, tell: Tell, stop: Event) -> Plans:
    """What Terraform would do in a pass whose directories are written. Raises `PlanFailed` or `Interrupted`."""
    tell("meshctl", StacksAhead(PLAN, (tuple(stack.name for stack in (*one.planned, *one.leaves)),)))
    return {
        **plan_stacks(one.planned, runner, tell, stop),
        **plan_stacks(one.leaves, runner, tell, stop, destroy=True),
    }


def take_in_forgotten(change: StageChange, work: StageWork) -> bool:
    """Before the first pass is planned: what may exist, and what that pass does not make, gets into the states, and goes with it.

    Of what it makes, planning finds out by itself what exists. Says whether the directories are written with what may exist.
    Raises `MeshctlError`, or `Interrupted`.
    """
    forgotten = tuple(_forgotten(change.passes[0], change.standing.may_exist))
    if forgotten:
        work.write(replace(change.passes[0], stacks=forgotten, planned=forgotten, leaves=()))
    for stack in forgotten:
        work.take_in(stack.name)
    return bool(forgotten)


def _forgotten(one: StagePass, may_exist: Generation) -> Iterator[Stack]:
    """The stacks as they were made that go, or of which parts may exist that the pass does not have."""
    leaves = {leaf.key for leaf in one.leaves}
    for stack in (*one.planned, *one.leaves):
        made = may_exist.get(stack.key)
        if made and (stack.key in leaves or not _parts(made.inputs) <= _parts(stack.inputs)):
            yield replace(stack, inputs=made.inputs, packages={})


def _parts(inputs: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(name, key) for name, parts in inputs.items() if name not in ("stack", "bus") for key in parts}


def run_passes(change: StageChange, plans: Plans, work: StageWork, stop: Event) -> StacksResult:
    """Applies `plans`, those of the first pass, then each later pass; says what became of the stacks.

    Raises `MeshctlError` where a later pass cannot be planned, or where Terraform would do what was not foretold of it.
    """
    result, retired = StacksResult(), change.standing.stacks.retired
    for number in range(1, len(change.passes) + 1):
        if number > 1:
            work.tell("meshctl", f"pass {number} of {len(change.passes)}: {change.passes[number - 1].name}")
        change, stays = _counted_again(change, number, work)
        one = change.passes[number - 1]
        if number > 1 or stays:
            plans = _planned_later(one, plans if number == 1 else {}, work, stop)
        retired_now = partial(_retired, change, one, retired, work, last=number == len(change.passes))
        result = replace(_and_then(result, _applied(one, plans, work, retired_now, stop)), stays=stays)
        if result.failed or result.interrupted:
            return result
        retired = retired_now()
        _keep(one, plans, work, retired)
        if number < len(change.passes):
            _settle(one, work, stop)
        if stop.is_set():
            return replace(result, interrupted=True)
    if change.standing.elsewhere:
        work.tell("meshctl", "the states have moved to keys that hold the account")
        work.write(change.passes[-1])
    return result


def _counted_again(change: StageChange, number: int, work: StageWork) -> tuple[StageChange, tuple[str, ...]]:
    """Before the pass in which something goes: the change without what may not go any more, and what that is."""
    if change.passes[number - 1].name != REMOVE:
        return change, ()
    less, stays = counted_again(change, work.look)
    for one in stays:
        work.tell("meshctl", f"{one.name} stays: {one.held}")
    return less, tuple(dict.fromkeys(f"{one.name} ({one.held})" for one in stays))


def _planned_later(one: StagePass, shown: Plans, work: StageWork, stop: Event) -> Plans:
    """The plans of a pass that others were applied before, or of which less is done than was `shown`."""
    work.write(one)
    plans = plan_pass(one, work.runner, work.tell, stop)
    _refuse_unforetold(one, plans, {each for planned in shown.values() for each in planned})
    return plans


def _applied(one: StagePass, plans: Plans, work: StageWork, retired: RetiredNow, stop: Event) -> StacksResult:
    recorded = _RecordedRunner(work, one, retired)
    return apply_stacks((*one.planned, *one.leaves), plans, recorded, work.tell, stop, backwards=one.backwards)


class _RecordedRunner:
    """Terraform for the stacks of a pass, each of whose applies is recorded before it begins and when it is done."""

    def __init__(self, work: StageWork, one: StagePass, retired: RetiredNow) -> None:
        self._work = work
        self._retired = retired
        self._stacks = {stack.name: stack for stack in one.planned}
        self._leaves = {stack.name: stack.key for stack in one.leaves}
        self.at_once = work.runner.at_once
        self.plan = work.runner.plan
        self.keep_state = work.runner.keep_state
        self.interrupt = work.runner.interrupt

    def apply(self, stack: str, *, tell: Tell) -> None:
        """Applies what was planned. Raises what the runner raises, and `MeshctlError` where the record cannot be kept."""
        if stack in self._leaves:
            self._work.runner.apply(stack, tell=tell)
            return self._work.records.gone(self._leaves[stack])
        inputs, key = self._stacks[stack].inputs, self._stacks[stack].key
        self._work.records.begin(key, inputs)
        self._work.runner.apply(stack, tell=tell)
        return self._work.records.applied(key, inputs, self._retired())


def _keep(one: StagePass, plans: Plans, work: StageWork, retired: tuple[Retired, ...]) -> None:
    """Records what stands after a pass: stacks that needed nothing as well, and what is retired from now on."""
    compared = {stack.key for stack in one.planned if not plans[stack.name]}
    for key, stack in one.after.items():
        keep = work.records.compared if key in compared else work.records.stands
        keep(key, stack.inputs, retired)
    for leaf in one.leaves:
        work.records.gone(leaf.key)


def _retired(
    change: StageChange, one: StagePass, before: tuple[Retired, ...], work: StageWork, *, last: bool
) -> tuple[Retired, ...]:
    """What stands retired after a pass: newly from `narrow` on, each for as long as was planned, counted from now.

    Deliveries are from the first pass on: when a run is killed, no inputs tell of them.
    """
    known, stood = {_part(each): each for each in before}, change.standing.stacks.retired
    waited = work.now() - change.planned_at
    fresh = (each for each in change.change.retired if each not in stood)
    new = {
        _part(each): replace(each, until=each.until + waited)
        for each in fresh
        if one.name == NARROW.name or ((last or each.kind == DELIVERY) and _part(each) not in known)
    }
    stays = {_part(each) for each in change.change.retired}
    still = {part: each for part, each in known.items() if not last or part in stays}
    return tuple({**still, **new}.values())


def _part(one: Retired) -> PartKey:
    return one.stack, one.kind, one.name


def _settle(one: StagePass, work: StageWork, stop: Event) -> None:
    if one.settle_seconds and not stop.is_set():
        work.tell(
            "meshctl", f"waiting for {one.settle_seconds} s of the stage: what runs with the old code comes to its end"
        )
        work.wait(one.settle_seconds, stop)


def _refuse_unforetold(one: StagePass, plans: Plans, shown: Collection[ResourceChange]) -> None:
    found: list[ResourceChange] = []
    for stack in one.planned:
        before = one.before.get(stack.key)
        found += unforetold(plans[stack.name], before.inputs if before else {}, stack.inputs)
    found += [change for leaf in one.leaves for change in plans[leaf.name] if change.action != "delete"]
    found = [change for change in found if change not in shown]
    if found:
        more = f", and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
        named = ", ".join(f"{one.action} {one.address} in {one.stack}" for one in found[:MOST_NAMED])
        message = f'Terraform would do in the pass "{one.name}" what was not shown: {named}{more}'
        raise MeshctlError(message, "nothing of it is done; run the same command again, which shows it before it asks")


def _and_then(before: StacksResult, after: StacksResult) -> StacksResult:
    return replace(after, done=tuple(dict.fromkeys((*before.done, *after.done))))


def unrecorded_losses(change: StageChange, plans: Plans) -> Mapping[StackKey, tuple[ResourceChange, ...]]:
    """What Terraform would delete or replace in the first pass of stacks of which nobody knows what they were applied with."""
    first = change.passes[0]
    return {
        stack.key: lost
        for stack in first.planned
        if stack.key in change.standing.unrecorded
        and (lost := tuple(one for one in plans[stack.name] if one.action in ("delete", "replace")))
    }
