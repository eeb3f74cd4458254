"""A stage whose stacks are brought to their inputs by a StackRunner that only remembers them, over a bucket in memory."""

from collections.abc import Mapping
from datetime import timedelta
from threading import Event
from typing import Any

from meshctl.app.deploy.retired_parts import Look
from meshctl.app.deploy.run_passes import StageWork, plan_pass, run_passes
from meshctl.app.deploy.stage_change import StageChange, StagePass, WantedStage, stage_passes
from meshctl.app.deploy.stage_records import StageRecords
from meshctl.app.deploy.standing import StandingStage
from meshctl.errors import TerraformFailed
from meshctl.passes.generations import Generation, Pass, PassesOfChange, Retired, StackKey
from meshctl.plan.changes import ResourceChange
from meshctl.plan.stacks_at_once import StacksAtOnce
from meshctl.plan.stacks_result import StacksResult
from meshctl.ports import Tell
from meshctl.records.stack_record import stack_inputs
from tests.support.kept_stage import (
    CODE,
    DEV,
    HOLDER,
    MESH,
    NOW,
    apply_all,
    as_state,
    built,
    inputs_of,
    keep_state,
    nothing_known,
    standing,
    state,
)
from tests.support.memory_bucket import MemoryBucket

CATALOGUE = {stack.key: stack for stack in built()}
APPLIED: Generation = {key: stack_inputs(key, inputs_of(stack)) for key, stack in CATALOGUE.items()}
WANTED = WantedStage(MESH, DEV, CATALOGUE)
ROUTES, ORDERS = ("111111111111", "routes"), ("222222222222", "system-orders")
ROUTE = next(iter(APPLIED[ROUTES].inputs["routes"]))


class World:
    """A bucket and a StackRunner that brings stacks to the inputs that were written last; counts, and breaks where it is told."""

    at_once = StacksAtOnce(plans=2, applies=8)

    def __init__(self, breaks_at: int = -1) -> None:
        self.bucket, self.stop = MemoryBucket(), Event()
        apply_all(self.bucket)
        self.stands: dict[StackKey, Mapping[str, Any]] = {key: one.inputs for key, one in APPLIED.items()}
        self.written: dict[str, tuple[StackKey, Mapping[str, Any] | None]] = {}
        self.done: list[str] = []
        self.taken_in: list[str] = []
        self.unasked: tuple[ResourceChange, ...] = ()
        self.breaks_at = breaks_at

    def write(self, one: StagePass) -> None:
        self.done.append(f"write {one.name}")
        self.written = {stack.name: (stack.key, stack.inputs) for stack in one.stacks}
        self.written |= {leaf.name: (leaf.key, None) for leaf in one.leaves}

    def plan(self, stack: str, *, destroy: bool, tell: Tell) -> tuple[ResourceChange, ...]:
        key, inputs = self.written[stack]
        if self.stands.get(key) == inputs:
            return self.unasked
        part = f'module.route["{ROUTE}"].aws_cloudwatch_event_rule.route'
        action = "update" if inputs and ROUTE in inputs.get("routes", {}) else "delete"
        return (ResourceChange(stack, part, action), *self.unasked)

    def keep_state(self, stack: str, *, tell: Tell) -> None:
        """No state was ever lost here."""

    def apply(self, stack: str, *, tell: Tell) -> None:
        key, inputs = self.written[stack]
        self.done.append(f"apply {stack}")
        if len(self.done) == self.breaks_at:
            raise TerraformFailed("killed", "begin again")
        if inputs is None:
            del self.stands[key]
            keep_state(self.bucket, key, as_state())
        else:
            self.stands[key] = inputs
            keep_state(self.bucket, key, state(key) + b" " * len(self.done))
        if len(self.done) == self.breaks_at + 1:
            self.stop.set()

    def interrupt(self) -> None:
        """Nothing is in flight here."""

    def wait(self, seconds: int, stop: Event) -> None:
        self.done.append(f"wait {seconds}")

    def run(self, *passes: Pass, retired: tuple[Retired, ...] = ()) -> StacksResult:
        stands = standing(self.bucket)
        runs = tuple(stage_passes(WANTED, passes, stands))
        return self.through(StageChange(runs, stands, {}, PassesOfChange(passes, retired), (), NOW, WANTED))

    def through(self, change: StageChange, look: Look = nothing_known) -> StacksResult:
        work = self.work(change.standing, look)
        first = change.passes[0]
        self.write(first)
        return run_passes(change, plan_pass(first, self, work.tell, self.stop), work, self.stop)

    def work(self, stands: StandingStage, look: Look = nothing_known) -> StageWork:
        records = StageRecords(self.bucket, "shop", "dev", stands, meshctl="0.2.0", holder=HOLDER, code=CODE)
        later = NOW + timedelta(minutes=10)
        return StageWork(
            self, records, self.write, self.wait, lambda: later, lambda about, line: None, look, self.taken_in.append
        )
