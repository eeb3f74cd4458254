"""Step Functions' calls of whoever was given a task's token: it is done, has failed, is at it still. Changes moto's class."""

import threading
from collections.abc import Callable
from typing import Any

from moto.core.responses import EmptyResult
from moto.stepfunctions.responses import StepFunctionResponse

from meshctl.adapters.local_aws.workflows.refusals import (
    InvalidOutput,
    InvalidWorkflowToken,
    TaskTimedOut,
    fault_of_json,
)

ENDING = threading.Lock()


def install() -> None:
    """Have those calls reach the state that waits, in this process and for good."""
    StepFunctionResponse.send_task_success = _succeed
    StepFunctionResponse.send_task_failure = _fail
    StepFunctionResponse.send_task_heartbeat = _beat


def find_waiting(backend: Any, token: str) -> Any | None:
    """Give moto's endpoint of the task that was given a token, or nothing."""
    executions = (one for workflow in backend.state_machines for one in workflow.executions)
    return next((found for one in executions if (found := one.waiting_for(token))), None)


def is_over(waiting: Any) -> bool:
    """Say whether a task has ended, or is not waited for any more."""
    return waiting._notify_event.is_set() or waiting.consumer_error is not None


def _succeed(response: Any) -> EmptyResult:
    output = response._get_param("output")

    def success(token: str) -> Any:
        if (fault := fault_of_json(output)) is not None:
            raise InvalidOutput(fault)
        return _callbacks().CallbackOutcomeSuccess(token, output)

    return _end(response, success)


def _fail(response: Any) -> EmptyResult:
    error, cause = response._get_param("error"), response._get_param("cause")
    return _end(response, lambda token: _callbacks().CallbackOutcomeFailure(token, error, cause))


def _end(response: Any, outcome: Callable[[str], Any]) -> EmptyResult:
    """A task ends once, whoever else says at the same moment that it has."""
    with ENDING:
        token, waiting = _waiting(response)
        waiting.notify(outcome(token))
    return EmptyResult()


def _beat(response: Any) -> EmptyResult:
    _, waiting = _waiting(response)
    waiting.notify_heartbeat()
    return EmptyResult()


def _callbacks() -> Any:
    """moto's outcomes, which come with its interpreter; where a state waits, that is loaded."""
    from moto.stepfunctions.parser.asl.eval.callback import callback  # noqa: PLC0415

    return callback


def _waiting(response: Any) -> tuple[str, Any]:
    """The token of a request, and what waits for it; a refusal where nothing does, or not any more."""
    token = response._get_param("taskToken")
    waiting = find_waiting(response.stepfunction_backend, token)
    if waiting is None:
        raise InvalidWorkflowToken
    if is_over(waiting):
        raise TaskTimedOut
    return token, waiting
