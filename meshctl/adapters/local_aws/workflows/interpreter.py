"""moto's interpreter, as it has to be to run here: on AWS's time, and telling what happens. Imported by `loading` alone.

What is mended besides: moto copies a workflow with all executions it ever had, which fails at the second one.
"""

import copy
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from moto.stepfunctions.parser.api import ExecutionStatus
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
from moto.stepfunctions.parser.asl.component.state import state
from moto.stepfunctions.parser.asl.eval.environment import Environment
from moto.stepfunctions.parser.asl.eval.program_state import ProgramStopped
from moto.stepfunctions.parser.asl.utils.encoding import to_json_str
from moto.stepfunctions.parser.backend.execution import BaseExecutionWorkerCommunication, Execution

from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.workflows.execution_log import log_of
from meshctl.adapters.local_aws.workflows.interpreting import (
    activities,
    endings,
    failures,
    item_readers,
    nested_executions,
    numbers,
    service_calls,
    texts,
    variables,
    waits,
)
from meshctl.adapters.local_aws.workflows.interpreting.endings import until_its_end
from meshctl.adapters.local_aws.workflows.interpreting.inputs import MAKING, WorkflowInput

__all__ = ["WorkflowExecution", "install", "log_of"]

Told = Callable[[str, dict[str, Any]], None]
"""Takes the type of an event of an execution's history, and its details."""


def install(clock: Clock) -> None:
    """Have workflows wait on AWS's time and tell it as Step Functions does, in this process and for good. What limits a task's time is not shortened."""

    def entered(**told: Any) -> dict[str, Any]:
        return {**told, "EnteredTime": _iso(datetime.now(UTC))}

    state.StateData = entered
    waits.install(clock)
    endings.install()
    activities.install()
    failures.install()
    service_calls.install()
    texts.install()
    numbers.install()
    item_readers.install()
    nested_executions.install()
    variables.install()
    retrier_decl.time = SimpleNamespace(sleep=clock.sleep)


class WorkflowExecution(Execution):  # type: ignore[misc]  # moto is not typed
    """One execution of a workflow as it was when it began. It runs for whoever asks from the time that it is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.exec_status = ExecutionStatus.RUNNING
        self._entered, self._ended = threading.Event(), threading.Event()

    def begin(self, told: Told, ended: Callable[[], None]) -> None:
        """Run in the background; `ended` is called when it has come to an end."""
        threading.Thread(target=self.run, args=(told, ended), name="workflow", daemon=True).start()

    def run(self, told: Told, ended: Callable[[], None]) -> None:
        """Run until the end."""
        try:
            self.exec_worker = self._worker(told)
            self.exec_worker._execution_logic()
        except Exception as bug:
            self._fail(bug)
            sys.stderr.write(traceback.format_exc())
        finally:
            self._entered.set()
            self._ended.set()
            ended()

    def _worker(self, told: Told) -> Any:
        worker = self._get_start_execution_worker()
        made = worker._get_evaluation_environment
        given = WorkflowInput(self.execution_input, to_json_str(self.input_data, separators=(",", ":")))
        worker._get_evaluation_environment = lambda: _watched(made(), given, self._noticed(told))
        worker._get_evaluation_entrypoint = endings.or_unreadable(worker._get_evaluation_entrypoint)
        return worker

    def stop(self, stop_date: datetime, error: str | None, cause: str | None) -> None:
        """Cut it short as soon as its first state is entered, and wait until it has ended; one that has ended stays as it is."""
        self._entered.wait()
        if self.exec_worker and self.exec_worker.env:
            super().stop(stop_date, error, cause)
        self._ended.wait()

    def to_history_output(self) -> Any:
        """Tell what has happened; nothing as yet, where no thread has begun with it."""
        return super().to_history_output() if self.exec_worker else {"events": []}

    def _get_start_execution_worker_comm(self) -> BaseExecutionWorkerCommunication:
        return _Ending(self)

    def waiting_for(self, token: str) -> Any | None:
        """The task that was given a token, or nothing."""
        env = self.exec_worker.env if self.exec_worker else None
        waiting = env.callback_pool_manager.get(token) if env else None
        if waiting and self._ended.is_set():
            endings.let_go(waiting)  # its state may have begun to wait at the very end
        return waiting

    def _noticed(self, told: Told) -> Told:
        def tell(kind: str, details: dict[str, Any]) -> None:
            if kind.endswith("StateEntered"):
                self._entered.set()
            told(kind, details)

        return tell

    def _fail(self, bug: Exception) -> None:
        self.error, self.cause = endings.RUNTIME, endings.cause_of(bug)
        self.stop_date, self.exec_status = datetime.now(UTC), ExecutionStatus.FAILED


class _Ending(BaseExecutionWorkerCommunication):  # type: ignore[misc]  # moto is not typed
    """Tells of an execution that it has ended when all else of its end is known; moto does so first, and somebody may ask."""

    execution: Any

    def terminated(self) -> None:
        """Take the end over, its status last."""
        execution = self.execution
        self.execution = copy.copy(execution)
        super().terminated()
        state = execution.exec_worker.env.program_state()
        if isinstance(state, ProgramStopped):  # who stops it says why, or does not
            self.execution.error, self.execution.cause = state.error, state.cause
        for name in ("stop_date", "output", "error", "cause", "exec_status"):
            setattr(execution, name, getattr(self.execution, name))


def _watched(env: Environment, given: WorkflowInput, told: Told) -> Environment:
    """The environment of an execution, whose history is told as it is written, and knows when each state was entered."""
    begun = env.states.context_object.context_object_data["Execution"]
    redriven = {"RedriveCount": 0} if env.is_standard_workflow() else {}
    begun.update(StartTime=_iso(begun["StartTime"]), **redriven)
    stock = env.event_manager.add_event

    def add_event(context: Any, event_type: Any, event_details: Any = None, timestamp: Any = None, **more: Any) -> int:
        kind, details = str(event_type.value), event_details
        context.made = getattr(context, "made", False) or kind in MAKING
        if details and not context.made:
            details = given.told(kind, details)
        told(kind, dict(details or {}))
        number = int(stock(context, event_type, details, timestamp, **more))
        if kind.endswith("StateEntered"):
            context.entered = number
        return number

    env.event_manager.add_event = until_its_end(env, add_event)
    return env


def _iso(at: datetime) -> str:
    """A time as Step Functions writes it, in milliseconds."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"
