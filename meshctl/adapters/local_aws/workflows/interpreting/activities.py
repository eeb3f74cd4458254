"""How a state waits for an activity: it fails where there is none, and ends what it waits with. Changes moto's classes.

moto says of an activity that is gone that moto has failed, and fails so where no worker comes in time.
"""

from typing import Any

from moto.stepfunctions.parser.api import ExecutionFailedEventDetails, HistoryEventType
from moto.stepfunctions.parser.asl.component.common.error_name.failure_event import FailureEvent, FailureEventException
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name import StatesErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name_type import StatesErrorNameType
from moto.stepfunctions.parser.asl.component.state.exec.state_task.state_task_activitiy import StateTaskActivity
from moto.stepfunctions.parser.asl.eval.callback.callback import ActivityTaskStartEndpoint
from moto.stepfunctions.parser.asl.eval.event.event_detail import EventDetails


def install() -> None:
    """Have states wait so, in this process and for good."""
    ActivityTaskStartEndpoint._outcome = None
    StateTaskActivity._eval_execution = _waited_for(StateTaskActivity._eval_execution)


def _waited_for(stock: Any) -> Any:
    def evaluate(task: Any, env: Any) -> None:
        if env.activity_store.get(task.resource.resource_arn) is None:
            raise FailureEventException(_no_activity(env, task.resource.resource_arn))
        try:
            stock(task, env)
        finally:
            _end_waiting(env)

    return evaluate


def _no_activity(env: Any, arn: str) -> FailureEvent:
    kind = StatesErrorNameType.StatesRuntime
    told = ExecutionFailedEventDetails(error=kind.to_name(), cause=f"The activity {arn} does not exist.")
    details = EventDetails(executionFailedEventDetails=told)
    return FailureEvent(env, StatesErrorName(typ=kind), HistoryEventType.ExecutionFailed, details)


def _end_waiting(env: Any) -> None:
    """Whoever says afterwards that the task is done is told that nobody waits."""
    token = env.states.context_object.context_object_data["Task"]["Token"]
    if waiting := env.callback_pool_manager.get(token):
        waiting.interrupt_all()
