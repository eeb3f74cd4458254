"""How a state has an activity done: it fails where there is none, gives JSON, and ends what it waits with. Changes moto's classes.

moto says of an activity that is gone that moto has failed, and fails so where no worker comes in time.
"""

from typing import Any

from moto.stepfunctions.parser.asl.component.state.exec.state_task.state_task_activitiy import StateTaskActivity
from moto.stepfunctions.parser.asl.eval.callback.callback import ActivityTaskStartEndpoint
from moto.stepfunctions.parser.asl.utils.encoding import to_json_str

from meshctl.adapters.local_aws.workflows.interpreting.failures import execution_failure


def install() -> None:
    """Have states wait so, in this process and for good."""
    ActivityTaskStartEndpoint._outcome = None
    StateTaskActivity._eval_parameters = _as_json(StateTaskActivity._eval_parameters)
    StateTaskActivity._eval_execution = _waited_for(StateTaskActivity._eval_execution)


def _waited_for(stock: Any) -> Any:
    def evaluate(task: Any, env: Any) -> None:
        if env.activity_store.get(task.resource.resource_arn) is None:
            raise execution_failure(env, f"The activity {task.resource.resource_arn} does not exist.")
        try:
            stock(task, env)
        finally:
            _end_waiting(env)

    return evaluate


def _as_json(stock: Any) -> Any:
    """A worker is given JSON, whatever it is, without white space; moto hands a text on as it is."""

    def evaluate(task: Any, env: Any) -> str:
        return str(to_json_str(stock(task, env), separators=(",", ":")))

    return evaluate


def _end_waiting(env: Any) -> None:
    """Whoever says afterwards that the task is done is told that nobody waits."""
    token = env.states.context_object.context_object_data["Task"]["Token"]
    if waiting := env.callback_pool_manager.get(token):
        waiting.interrupt_all()
