"""Step Functions' calls of whoever was given a task's token: it is done, has failed, is at it still. Changes moto's class."""

from typing import Any

from moto.core.responses import EmptyResult
from moto.stepfunctions.responses import StepFunctionResponse

from meshctl.adapters.local_aws.workflows.refusals import InvalidWorkflowToken, TaskTimedOut


def install() -> None:
    """Have those calls reach the state that waits, in this process and for good."""
    StepFunctionResponse.send_task_success = _succeed
    StepFunctionResponse.send_task_failure = _fail
    StepFunctionResponse.send_task_heartbeat = _beat


def _succeed(response: Any) -> EmptyResult:
    token, waiting = _waiting(response)
    waiting.notify(_callbacks().CallbackOutcomeSuccess(token, response._get_param("output")))
    return EmptyResult()


def _fail(response: Any) -> EmptyResult:
    token, waiting = _waiting(response)
    error, cause = response._get_param("error"), response._get_param("cause")
    waiting.notify(_callbacks().CallbackOutcomeFailure(token, error, cause))
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
    for workflow in response.stepfunction_backend.state_machines:
        for execution in workflow.executions:
            if waiting := execution.waiting_for(token):
                if waiting._notify_event.is_set():
                    raise TaskTimedOut
                return token, waiting
    raise InvalidWorkflowToken
