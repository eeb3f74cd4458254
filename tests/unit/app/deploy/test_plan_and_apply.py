"""Order, failures and interruptions of many stacks; `tests/local/mesh` does the same with the real Terraform."""

from threading import Event, Lock

import pytest

from meshctl.app.deploy.plan_and_apply import PlanFailed, apply_stacks, plan_stacks
from meshctl.errors import Interrupted, TerraformFailed
from meshctl.plan.changes import ResourceChange
from meshctl.plan.stacks import Stack
from meshctl.plan.stacks_at_once import StacksAtOnce
from meshctl.plan.stacks_result import StacksResult
from meshctl.ports import Tell
from meshctl.progress.steps import APPLY, DONE, FAILED, StackEnds, StacksAhead, Told

STACKS = tuple(
    Stack(name, "root", "", "111111111111", wave, {}, {}, {})
    for name, wave in (("hub", 0), ("system-a", 1), ("system-b", 1), ("routes", 2))
)
SOME_AT_ONCE = StacksAtOnce(plans=2, applies=8)


class Stage:
    """A StackRunner whose stacks hold one resource each; some cannot be planned or applied."""

    def __init__(
        self,
        *,
        unplannable: tuple[str, ...] = (),
        failing: tuple[str, ...] = (),
        interrupting: str = "",
        at_once: StacksAtOnce = SOME_AT_ONCE,
    ) -> None:
        self.at_once = at_once
        self.applied: list[str] = []
        self.unplannable, self.failing, self.interrupting = unplannable, failing, interrupting
        self.stop = Event()
        self._lock = Lock()

    def plan(self, stack: str, *, destroy: bool, tell: Tell) -> tuple[ResourceChange, ...]:
        if stack in self.unplannable:
            raise TerraformFailed("no plan", "mend it")
        exists = stack in self.applied
        action = "delete" if destroy and exists else "" if exists or destroy else "create"
        return (ResourceChange(stack, "a.b", action),) if action else ()

    def keep_state(self, stack: str, *, tell: Tell) -> None:
        """No state was ever lost here."""

    def apply(self, stack: str, *, tell: Tell) -> None:
        if stack in self.failing:
            raise TerraformFailed("no apply", "mend it")
        with self._lock:
            self.applied.append(stack)
        if stack == self.interrupting:
            self.stop.set()

    def interrupt(self) -> None:
        """Nothing is in flight here."""


def tell(about: str, told: Told) -> None:
    """Nobody listens."""


def converge(stage: Stage) -> StacksResult:
    return apply_stacks(STACKS, plan_stacks(STACKS, stage, tell, stage.stop), stage, tell, stage.stop)


def test_stacks_are_applied_wave_by_wave() -> None:
    stage = Stage()
    outcome = converge(stage)
    assert (stage.applied[0], set(stage.applied[1:3]), stage.applied[3]) == ("hub", {"system-a", "system-b"}, "routes")
    assert outcome.done == tuple(stack.name for stack in STACKS)


def test_destroying_runs_backwards() -> None:
    stage = Stage()
    stage.applied = [stack.name for stack in STACKS]
    plans = plan_stacks(STACKS, stage, tell, stage.stop, destroy=True)
    outcome = apply_stacks(STACKS, plans, stage, tell, stage.stop, backwards=True)
    assert (outcome.done[0], outcome.done[-1]) == ("routes", "hub")


def test_a_stack_without_changes_is_left_alone() -> None:
    stage = Stage()
    stage.applied = ["hub", "system-a"]
    assert converge(stage).done == ("system-b", "routes")


def test_a_failed_stack_stops_its_dependants_and_lets_its_siblings_finish() -> None:
    outcome = converge(Stage(failing=("system-a",)))
    assert (outcome.done, list(outcome.failed), outcome.skipped) == (("hub", "system-b"), ["system-a"], ("routes",))


def test_after_a_failure_the_rerun_carries_on() -> None:
    stage = Stage(failing=("system-a",))
    converge(stage)
    stage.failing = ()
    assert converge(stage).done == ("system-a", "routes")


def test_what_cannot_be_planned_is_said_of_every_stack_and_nothing_is_applied() -> None:
    stage = Stage(unplannable=("hub", "routes"))
    with pytest.raises(PlanFailed) as failed:
        converge(stage)
    assert (failed.value.message, stage.applied) == ("hub, routes (2 stacks): no plan", [])


def test_an_interruption_starts_no_further_wave() -> None:
    outcome = converge(Stage(interrupting="hub"))
    assert (outcome.interrupted, outcome.done) == (True, ("hub",))
    assert outcome.skipped == ("system-a", "system-b", "routes")


def test_it_is_told_what_is_ahead_and_how_each_stack_ends() -> None:
    told: list[tuple[str, Told]] = []
    stage = Stage(failing=("system-a",), at_once=StacksAtOnce(1, 1))
    plans = plan_stacks(STACKS, stage, tell, stage.stop)
    apply_stacks(STACKS, plans, stage, lambda about, step: told.append((about, step)), stage.stop)
    assert told == [
        ("meshctl", StacksAhead(APPLY, (("hub",), ("system-a", "system-b"), ("routes",)), plans)),
        ("hub", StackEnds(DONE)),
        ("system-a", StackEnds(FAILED)),
        ("system-b", StackEnds(DONE)),
    ]


def test_what_stops_every_stack_is_said_once() -> None:
    with pytest.raises(PlanFailed) as failed:
        converge(Stage(unplannable=tuple(stack.name for stack in STACKS)))
    assert (failed.value.message, failed.value.hint) == ("all 4 stacks: no plan", "mend it")


def test_what_was_not_begun_when_the_operator_says_stop_is_never_begun() -> None:
    stage = Stage(interrupting="system-a", at_once=StacksAtOnce(1, 1))
    outcome = converge(stage)
    assert (stage.applied, outcome.done) == (["hub", "system-a"], ("hub", "system-a"))
    assert (outcome.failed, outcome.skipped) == ({}, ("system-b", "routes"))


def test_an_interruption_while_planning_begins_no_further_plan() -> None:
    class Stopped(Stage):
        def plan(self, stack: str, *, destroy: bool, tell: Tell) -> tuple[ResourceChange, ...]:
            self.begun = [*getattr(self, "begun", []), stack]
            self.stop.set()
            return ()

    stage = Stopped(at_once=StacksAtOnce(1, 1))
    with pytest.raises(Interrupted):
        converge(stage)
    assert stage.begun == ["hub"]


def test_an_interrupted_plan_applies_nothing() -> None:
    stage = Stage()
    stage.stop.set()
    with pytest.raises(Interrupted):
        converge(stage)
    assert stage.applied == []


def test_a_bug_is_not_shown_as_an_error() -> None:
    class Broken(Stage):
        def apply(self, stack: str, *, tell: Tell) -> None:
            raise KeyError("bug")

    with pytest.raises(KeyError):
        converge(Broken())
