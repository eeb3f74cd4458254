"""How an execution ends: once, as soon as it is stopped or its time is over, whatever its states still do. Changes moto's classes.

moto waits for the state that runs, be it for ever, lets it fail what has been stopped, and hangs where a branch or an item fails
as nobody has foreseen.
"""

import threading
from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

from moto.stepfunctions.parser.api import ExecutionFailedEventDetails, HistoryEventType
from moto.stepfunctions.parser.asl.component.eval_component import EvalComponent
from moto.stepfunctions.parser.asl.component.program.program import Program
from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration.iteration_worker import IterationWorker
from moto.stepfunctions.parser.asl.eval.callback.callback import ActivityCallbackEndpoint, CallbackConsumerLeft
from moto.stepfunctions.parser.asl.eval.environment import Environment
from moto.stepfunctions.parser.asl.eval.program_state import ProgramEnded, ProgramError, ProgramStopped, ProgramTimedOut

CUT_SHORT = (ProgramStopped, ProgramTimedOut)
ENDS = {
    ProgramEnded: HistoryEventType.ExecutionSucceeded,
    ProgramError: HistoryEventType.ExecutionFailed,
    ProgramStopped: HistoryEventType.ExecutionAborted,
    ProgramTimedOut: HistoryEventType.ExecutionTimedOut,
}
"""The last event of a history, by how its execution has ended."""
RUNTIME = "States.Runtime"


def install() -> None:
    """Have executions end so, in this process and for good."""
    Environment.set_error = _unless(is_cut_short, Environment.set_error)
    Environment.set_timed_out = _unless(lambda env: not env.is_running(), Environment.set_timed_out)
    for name in ("set_ended", "set_error", "set_timed_out", "set_stop"):
        setattr(Environment, name, _leaving(getattr(Environment, name)))
    IterationWorker.eval = _or_its_map_fails(IterationWorker.eval)


def is_cut_short(env: Any) -> bool:
    """Say whether what runs in an environment has been stopped, or its time is over."""
    return isinstance(env.program_state(), CUT_SHORT)


def or_unreadable(read: Callable[[], Any]) -> Callable[[], Any]:
    """Give what reads a definition, and gives what fails an execution at once where that cannot be read."""

    def read_or_fail() -> Any:
        try:
            return read()
        except Exception as bug:
            return SimpleNamespace(eval=partial(_fail, bug))

    return read_or_fail


def run_states(program: Any, env: Any) -> None:
    """Run the states of a workflow, of a branch or of an item; what nobody has foreseen fails them."""
    try:
        env.next_state_name = program.start_at.start_at_name
        EvalComponent.eval(program, env)
    except Exception as bug:
        env.set_error(_told(bug))


def cause_of(bug: Exception) -> str:
    """Tell what nobody has foreseen, as the interpreter tells what a state raises."""
    return f"{type(bug).__name__}({bug})"


def end(program: Any, env: Any) -> None:
    """Tell the end of an execution that does not run any more, if its states have not, and let go what waits in it still."""
    program._eval_body(env)
    for waiting in list(env.callback_pool_manager._pool.values()):
        let_go(waiting)


def let_go(waiting: Any) -> None:
    """End waiting for a worker, or for whoever has a token; who says afterwards that the task is done is told that nobody waits."""
    waiting.interrupt_all()
    if isinstance(waiting, ActivityCallbackEndpoint):
        waiting.get_activity_task_start_endpoint()._next_activity_task_start_event.set()


def until_its_end(env: Any, add_event: Callable[..., int]) -> Callable[..., int]:
    """Give what adds an event to the history of an execution: once that is cut short its end alone, and after its end nothing."""
    one_at_a_time, ended = threading.RLock(), threading.Event()

    def add(context: Any, event_type: Any, *args: Any, **more: Any) -> int:
        with one_at_a_time:
            is_end = ENDS.get(type(env.program_state())) == event_type
            if ended.is_set() or (is_cut_short(env) and not is_end):
                return int(context.last_published_event_id)
            if is_end:
                ended.set()
            return add_event(context, event_type, *args, **more)

    return add


def _fail(bug: Exception, env: Any) -> None:
    env.set_error(_told(bug))
    Program._eval_body(None, env)


def _told(bug: Exception) -> ExecutionFailedEventDetails:
    return ExecutionFailedEventDetails(error=RUNTIME, cause=cause_of(bug))


def _unless(is_so: Callable[[Any], bool], stock: Any) -> Any:
    def end(env: Any, *args: Any, **kwargs: Any) -> None:
        with env._state_mutex:
            if not is_so(env):
                stock(env, *args, **kwargs)

    return end


def _leaving(stock: Any) -> Any:
    """A state whose branch or item has ended waits no more, though moto leaves its thread where it is."""

    def end(env: Any, *args: Any, **kwargs: Any) -> None:
        stock(env, *args, **kwargs)
        token = env.states.context_object.context_object_data.get("Task", {}).get("Token")
        if not env.is_running() and (waiting := env.callback_pool_manager.get(token)):
            waiting.report(CallbackConsumerLeft())

    return end


def _or_its_map_fails(stock: Any) -> Any:
    def evaluate(worker: Any) -> None:
        try:
            stock(worker)
        except Exception as bug:
            pool = worker._job_pool
            with pool._mutex:
                pool._worker_exception = pool._worker_exception or bug
                pool._notify_on_termination()

    return evaluate
