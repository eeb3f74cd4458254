"""Use case: plan all stacks of a stage, then bring them to what was planned, wave by wave.

A failed stack stops the waves after its own; its siblings finish. An interruption lets what is in flight finish.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from itertools import groupby
from os import cpu_count
from typing import Any, TypeVar

from meshctl.errors import MeshctlError, TerraformFailed
from meshctl.plan.changes import ResourceChange
from meshctl.plan.outcomes import Outcome
from meshctl.plan.stacks import Stack
from meshctl.ports import StackRunner, Tell

APPLIES_PER_CORE = 4
"""An apply mostly sleeps in the provider's waits; a plan is bound by the processor (measured, two cores)."""

Result = TypeVar("Result")
Plans = Mapping[str, tuple[ResourceChange, ...]]


class PlanFailed(MeshctlError):
    """Some stacks could not be planned; nothing was applied. Carries the error of each."""

    def __init__(self, failed: Mapping[str, MeshctlError]) -> None:
        lines = [f"{stack}: {error.message}" for stack, error in failed.items()]
        hints = dict.fromkeys(error.hint for error in failed.values() if error.hint)
        super().__init__("\n".join(lines), "; ".join(hints))


class Interrupted(MeshctlError):
    """The operator said stop; carries what had been done by then, if anything had."""

    def __init__(self, outcome: Outcome | None = None) -> None:
        super().__init__("interrupted: what was in flight has finished", "run the same command again to carry on")
        self.outcome = outcome


def plan_stacks(stacks: Iterable[Stack], runner: StackRunner, tell: Tell, *, destroy: bool = False) -> Plans:
    """What would change in each stack, as many at once as there are cores. Raises `PlanFailed` or `Interrupted`."""
    work = {stack.name: partial(runner.plan, stack.name, destroy=destroy, tell=tell) for stack in stacks}
    futures, interrupted = _all_at_once(work, cpu_count() or 1, runner, tell)
    if interrupted:
        raise Interrupted
    failed = {name: error for name, future in futures.items() if (error := _failure(future))}
    if failed:
        raise PlanFailed(failed)
    return {name: future.result() for name, future in futures.items()}


def apply_stacks(
    stacks: Sequence[Stack], plans: Plans, runner: StackRunner, tell: Tell, *, backwards: bool = False
) -> Outcome:
    """Applies the plans that hold changes, wave by wave (`backwards` for destroying)."""
    done: list[str] = []
    ordered = sorted(stacks, key=lambda stack: stack.wave, reverse=backwards)
    waves = [[stack.name for stack in wave if plans[stack.name]] for _, wave in groupby(ordered, lambda one: one.wave)]
    for index, wave in enumerate(waves):
        work = {name: partial(runner.apply, name, tell=tell) for name in wave}
        futures, interrupted = _all_at_once(work, APPLIES_PER_CORE * (cpu_count() or 1), runner, tell)
        failed = {name: error for name, future in futures.items() if (error := _failure(future))}
        done += [name for name in wave if name not in failed]
        if failed or interrupted:
            skipped = tuple(name for later in waves[index + 1 :] for name in later)
            return Outcome(tuple(done), failed, skipped, interrupted)
    return Outcome(tuple(done))


def _all_at_once(
    work: Mapping[str, Callable[[], Result]], width: int, runner: StackRunner, tell: Tell
) -> tuple[dict[str, "Future[Result]"], bool]:
    """Runs all work to its end; an interruption is passed on once, and then waited for."""
    interrupted = False
    with ThreadPoolExecutor(max_workers=max(1, width)) as pool:
        futures = {name: pool.submit(one) for name, one in work.items()}
        while not all(future.done() for future in futures.values()):
            try:
                wait(futures.values())
            except KeyboardInterrupt:
                word = "still finishing what is in flight" if interrupted else "stopping: finishing what is in flight"
                tell("meshctl", f"{word} (up to 40 s; a killed Terraform would lose its state)")
                if not interrupted:
                    runner.interrupt()
                interrupted = True
    return futures, interrupted


def _failure(future: "Future[Any]") -> TerraformFailed | None:
    """The failure that the operator can mend; a bug is raised."""
    error = future.exception()
    if error is not None and not isinstance(error, TerraformFailed):
        raise error
    return error
