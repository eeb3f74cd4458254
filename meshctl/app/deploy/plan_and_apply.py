"""Use case: plan all stacks of a stage, then bring them to what was planned, wave by wave.

A failed stack stops the waves after its own; its siblings finish. `stop` is set from outside when the operator says so:
what is in flight finishes, and nothing more is begun.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import groupby
from threading import Event
from typing import Any, TypeVar

from meshctl.errors import Interrupted, MeshctlError
from meshctl.plan.alike_failures import alike, named
from meshctl.plan.changes import ResourceChange
from meshctl.plan.stacks import Stack
from meshctl.plan.stacks_result import StacksResult
from meshctl.ports import StackPlanner, StackRunner, Tell
from meshctl.progress.steps import APPLY, DONE, FAILED, PLAN, STOPPED, StackEnds, StacksAhead

Result = TypeVar("Result")
Plans = Mapping[str, tuple[ResourceChange, ...]]


class PlanFailed(MeshctlError):
    """Some of so many stacks could not be planned; nothing was applied. Says each cause once, and which stacks it stops."""

    def __init__(self, failed: Mapping[str, MeshctlError], stacks: int) -> None:
        causes = [(named(alike_ones, stacks), failed[alike_ones[0]]) for alike_ones in alike(failed)]
        hints = dict.fromkeys(error.hint for _, error in causes if error.hint)
        super().__init__("\n".join(f"{names}: {error.message}" for names, error in causes), "; ".join(hints))


def plan_stacks(
    stacks: Iterable[Stack], runner: StackRunner, tell: Tell, stop: Event, *, destroy: bool = False
) -> Plans:
    """What would change in each stack. Raises `PlanFailed` or `Interrupted`."""
    work = {one.name: partial(runner.plan, one.name, destroy=destroy, tell=tell) for one in stacks}
    return _planned(work, runner.at_once.plans, tell, stop)


def plan_in_full(stacks: Iterable[Stack], planner: StackPlanner, tell: Tell, stop: Event) -> Mapping[str, bytes]:
    """The plan of each stack as JSON, planned likewise. Raises `PlanFailed` or `Interrupted`."""
    work = {one.name: partial(planner.planned, one.name, tell=tell) for one in stacks}
    tell("meshctl", StacksAhead(PLAN, (tuple(work),)))
    return _planned(work, planner.at_once.plans, tell, stop)


def plan_where_possible(
    stacks: Iterable[Stack], planner: StackPlanner, tell: Tell, stop: Event
) -> tuple[Mapping[str, bytes | None], Mapping[str, MeshctlError]]:
    """The plans that have something to do, as JSON, and why the others could not be made. Raises `Interrupted`."""
    work = {one.name: partial(planner.planned_if_any, one.name, tell=tell) for one in stacks}
    tell("meshctl", StacksAhead(PLAN, (tuple(work),)))
    futures = _all_at_once(work, planner.at_once.plans, tell, stop)
    failed = _failures(futures)
    if stop.is_set():
        raise Interrupted
    return {name: future.result() for name, future in futures.items() if name not in failed}, failed


def _planned(work: Mapping[str, Callable[[], Result]], width: int, tell: Tell, stop: Event) -> dict[str, Result]:
    futures = _all_at_once(work, width, tell, stop)
    failed = _failures(futures)
    if stop.is_set():
        raise Interrupted
    if failed:
        raise PlanFailed(failed, len(work))
    return {name: future.result() for name, future in futures.items()}


def apply_stacks(
    stacks: Sequence[Stack], plans: Plans, runner: StackRunner, tell: Tell, stop: Event, *, backwards: bool = False
) -> StacksResult:
    """Applies the plans that hold changes, wave by wave (`backwards` for destroying)."""
    done: list[str] = []
    ordered = sorted(stacks, key=lambda stack: stack.wave, reverse=backwards)
    waves = [[stack.name for stack in wave if plans[stack.name]] for _, wave in groupby(ordered, lambda one: one.wave)]
    tell("meshctl", StacksAhead(APPLY, tuple(map(tuple, waves)), plans))
    for index, wave in enumerate(waves):
        work = {name: partial(runner.apply, name, tell=tell) for name in wave}
        futures = _all_at_once(work, runner.at_once.applies, tell, stop)
        failed = _failures(futures)
        done += [name for name in wave if futures[name].exception() is None]
        if failed or stop.is_set():
            not_begun = [name for name in wave if isinstance(futures[name].exception(), Interrupted)]
            later = [name for others in waves[index + 1 :] for name in others]
            return StacksResult(tuple(done), failed, (*not_begun, *later), stop.is_set())
    return StacksResult(tuple(done))


def _all_at_once(
    work: Mapping[str, Callable[[], Result]], width: int, tell: Tell, stop: Event
) -> dict[str, "Future[Result]"]:
    """Runs all work, whatever becomes of it; what has not begun when the operator says stop is `Interrupted`."""
    with ThreadPoolExecutor(max_workers=width) as pool:
        return {name: pool.submit(_told, name, one, tell, stop) for name, one in work.items()}


def _told(stack: str, work: Callable[[], Result], tell: Tell, stop: Event) -> Result:
    """Does the work of a stack unless it is to stop, and tells how that ends."""
    try:
        if stop.is_set():
            raise Interrupted
        result = work()
    except MeshctlError:
        tell(stack, StackEnds(STOPPED if stop.is_set() else FAILED))
        raise
    tell(stack, StackEnds(DONE))
    return result


def _failures(futures: Mapping[str, "Future[Any]"]) -> dict[str, MeshctlError]:
    """The failures that the operator can mend, not what was never begun; a bug is raised."""
    failed: dict[str, MeshctlError] = {}
    for name, future in futures.items():
        error = future.exception()
        if isinstance(error, MeshctlError) and not isinstance(error, Interrupted):
            failed[name] = error
        elif error is not None and not isinstance(error, Interrupted):
            raise error
    return failed
