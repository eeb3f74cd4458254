"""Step Functions' calls on executions, answered by executions that really run. Changes moto's classes."""

from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.stepfunctions.exceptions import InvalidArn
from moto.stepfunctions.models import StepFunctionBackend
from moto.stepfunctions.responses import StepFunctionResponse

from meshctl.adapters.local_aws.journal import marks_of_text
from meshctl.adapters.local_aws.workflows.calls.alias_api import startable
from meshctl.adapters.local_aws.workflows.calls.paging import page
from meshctl.adapters.local_aws.workflows.calls.workflow_api import EXPRESS, told_of
from meshctl.adapters.local_aws.workflows.execution_facts import redrives_of, source_of, workflow_of
from meshctl.adapters.local_aws.workflows.executions import Executions
from meshctl.adapters.local_aws.workflows.refusals import StateMachineTypeNotSupported

BILLED = {"billedDurationInMilliseconds": 100, "billedMemoryUsedInMB": 64}


def install(executions: Executions) -> None:
    """Have executions run and told as Step Functions does, in this process and for good."""
    answers = StepFunctionResponse
    answers.list_executions = _list
    answers.describe_execution = _describe
    answers.describe_state_machine_for_execution = _describe_workflow
    answers.get_execution_history = _history
    answers.start_sync_execution = _start_sync(executions)
    answers.stop_execution = _stop
    StepFunctionBackend.start_execution = _start(executions)
    StepFunctionBackend._validate_execution_arn = _validate_arn(StepFunctionBackend._validate_execution_arn)


def _start(executions: Executions) -> Any:
    def start_execution(backend: Any, arn: str, name: str | None, text: str) -> Any:
        if name:
            backend._validate_name(name)
        return executions.start(startable(backend, arn), name, text, marks_of_text(text))

    return start_execution


def _start_sync(executions: Executions) -> Any:
    def start_sync_execution(response: Any) -> ActionResult:
        workflow = startable(response.stepfunction_backend, response._get_param("stateMachineArn"))
        if workflow.type != EXPRESS:
            raise StateMachineTypeNotSupported
        text = response._get_param("input", if_none="{}")
        execution = executions.run(workflow, response._get_param("name"), text, marks_of_text(text))
        told = {**execution.to_describe_output(), "outputDetails": {"included": True}, "billingDetails": BILLED}
        return ActionResult(told)

    return start_sync_execution


def _found(response: Any) -> Any:
    return response.stepfunction_backend.describe_execution(response._get_param("executionArn"))


def _stop(response: Any) -> ActionResult:
    at = utcnow()
    _found(response).stop(stop_date=at, error=response._get_param("error"), cause=response._get_param("cause"))
    return ActionResult({"stopDate": at})


def _describe(response: Any) -> ActionResult:
    execution = _found(response)
    told = execution.to_describe_output() | workflow_of(execution)
    return ActionResult(told | redrives_of(execution.status))


def _describe_workflow(response: Any) -> ActionResult:
    workflow = _found(response).state_machine
    told = {"stateMachineArn": source_of(workflow).arn, "updateDate": workflow.update_date}
    return ActionResult({**told_of(workflow), **told})


def _list(response: Any) -> ActionResult:
    """Those of a workflow, or alone of a version, or of what was started by an alias; the latest first."""
    arn = response._get_param("stateMachineArn")
    source = source_of(startable(response.stepfunction_backend, arn))
    if source.type == EXPRESS:
        raise StateMachineTypeNotSupported
    status = response._get_param("statusFilter")
    wanted = (one for one in source.executions if arn in workflow_of(one).values())
    latest = sorted(wanted, key=lambda one: one.start_date, reverse=True)
    found, token = page(response, [one for one in latest if status in (None, "", one.status)])
    return ActionResult({"executions": [_listed(one) for one in found], "nextToken": token})


def _listed(execution: Any) -> dict[str, Any]:
    told = {
        "executionArn": execution.execution_arn,
        "name": execution.name,
        "status": execution.status,
        "startDate": execution.start_date,
        "redriveCount": 0,
    }
    return told | workflow_of(execution) | ({"stopDate": execution.stop_date} if execution.stop_date else {})


def _history(response: Any) -> ActionResult:
    events = list(_found(response).to_history_output()["events"])
    if response._get_param("reverseOrder"):
        events.reverse()
    found, token = page(response, events)
    return ActionResult({"events": found, "nextToken": token})


def _validate_arn(stock: Any) -> Any:
    def validate(backend: Any, arn: str) -> None:
        if ":express:" in arn:
            raise InvalidArn("Invalid Arn: 'Resource type not valid in this context: express'")
        stock(backend, arn)

    return validate
