"""Runs of maps that are distributed: listed, described and changed. Changes moto's class."""

from collections.abc import Iterator
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.stepfunctions.exceptions import ResourceNotFound
from moto.stepfunctions.responses import StepFunctionResponse

from meshctl.adapters.local_aws.workflows.calls.paging import page


def install() -> None:
    """Have the runs of maps told by the executions that they are of, in this process and for good."""
    StepFunctionResponse.list_map_runs = _list
    StepFunctionResponse.describe_map_run = _describe
    StepFunctionResponse.update_map_run = _update


def _list(response: Any) -> ActionResult:
    execution = response.stepfunction_backend.describe_execution(response._get_param("executionArn"))
    found, token = page(response, [run.list_item() for run in _runs_of(execution)])
    return ActionResult({"mapRuns": found, "nextToken": token})


def _runs_of(execution: Any) -> list[Any]:
    """None before the first state is entered."""
    env = execution.exec_worker.env if execution.exec_worker else None
    return list(env.map_run_record_pool_manager.get_all()) if env else []


def _named(response: Any) -> Any:
    arn, backend = response._get_param("mapRunArn"), response.stepfunction_backend
    run = next((one for one in _all_runs(backend) if one.map_run_arn == arn), None)
    if run is None:
        raise ResourceNotFound(arn)
    return run


def _all_runs(backend: Any) -> Iterator[Any]:
    for workflow in backend.state_machines:
        for execution in workflow.executions:
            yield from _runs_of(execution)


def _describe(response: Any) -> ActionResult:
    return ActionResult(_named(response).describe())


def _update(response: Any) -> EmptyResult:
    wanted = ("maxConcurrency", "toleratedFailureCount", "toleratedFailurePercentage")
    _named(response).update(*(response._get_param(name) for name in wanted))
    return EmptyResult()
