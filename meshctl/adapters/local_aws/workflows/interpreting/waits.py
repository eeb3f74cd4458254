"""How a state waits: on AWS's time, and within what its workflow has of it. Changes moto's classes.

A workflow's time is this machine's, and what its waits have shortened: so one that waits for longer than it may times out here
as well, and none does because a function takes its time.
"""

import threading
import time
from typing import Any

from moto.stepfunctions.parser.asl.component.program.program import Program
from moto.stepfunctions.parser.asl.component.state.wait.wait_function.wait_function import WaitFunction
from moto.stepfunctions.parser.asl.eval.environment import Environment

from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.workflows.interpreting.endings import end, is_cut_short, run_states
from meshctl.adapters.local_aws.workflows.interpreting.failures import execution_failure

LONGEST = 2**31 - 1
"""Seconds that a state can wait. Recorded: 24,855 days are taken, 24,856 are not."""
OFTEN = 0.1
"""Seconds after which somebody looks again whether the time of a workflow is over, or it has been stopped."""


class WorkflowTime:
    """How many of AWS's seconds an execution has run, and may. States that wait beside one another spend the same ones."""

    def __init__(self, limit: float) -> None:
        self._limit, self._begun, self._shortened = limit, time.monotonic(), 0.0
        self._over = threading.Event()

    @property
    def spent(self) -> float:
        """So many until now."""
        return time.monotonic() - self._begun + self._shortened

    @property
    def left(self) -> float:
        """So many until it is over."""
        return self._limit - self.spent

    def reach(self, seconds: float) -> None:
        """Know that so many have been spent, whatever this machine's clock says. Whose time is over waits until that is seen."""
        self._shortened += max(0.0, seconds - self.spent)
        if self.left <= 0:
            self._over.wait()

    def end(self) -> None:
        """Let go whoever waits."""
        self._over.set()


def install(clock: Clock) -> None:
    """Have states wait so, in this process and for good."""

    def wait(_: Any, env: Environment, wait_seconds: int) -> None:
        if wait_seconds > LONGEST:
            raise execution_failure(env, "Wait state delay is too long.")
        of = env.callback_pool_manager.time
        begun, lasts = of.spent, min(wait_seconds, of.left)
        clock.sleep(lasts, lambda: not env.is_running())
        if env.is_running():
            of.reach(begun + lasts)

    WaitFunction._wait_interval = wait
    Program.eval = _within_its_time


def _within_its_time(program: Any, env: Environment) -> None:
    """Run the states of a workflow, until it is cut short, or of a branch or an item, whose time is its workflow's."""
    if env.is_frame():
        run_states(program, env)
        return
    limit = program.timeout_seconds.timeout_seconds if program.timeout_seconds else float("inf")
    of = env.callback_pool_manager.time = WorkflowTime(limit)  # all frames of an execution have the same
    worker = threading.Thread(target=run_states, args=(program, env), name="states", daemon=True)
    worker.start()
    while worker.is_alive() and not is_cut_short(env):
        worker.join(OFTEN)
        if of.left <= 0:
            env.set_timed_out()
    of.end()
    end(program, env)
