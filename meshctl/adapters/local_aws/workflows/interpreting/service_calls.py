"""What tasks ask of services, named as each service's model names it, and what they tell of the answers. Changes moto's classes.

A workflow writes `StateMachineArn` and reads `ExecutionArn`, whatever the service calls them.
"""

from functools import cache
from typing import Any

from moto.core.utils import get_service_model
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service import StateTaskService
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_aws_sdk import (
    StateTaskServiceAwsSdk,
)
from moto.stepfunctions.parser.utils import camel_to_snake_case

from meshctl.adapters.local_aws.workflows.clients import last_answer
from meshctl.adapters.local_aws.workflows.interpreting.http_answers import sdk_metadata

OTHERWISE_NAMED = {"cloudwatchlogs": "logs", "eventbridge": "events"}
"""Services that `aws-sdk` calls by another name than botocore does, beside those that moto knows."""
AS_TEXT = "text/plain; charset=UTF-8"
"""What a workflow puts into a bucket, unless it says otherwise: JSON, whatever it is."""


def install() -> None:
    """Have tasks name things as Step Functions does, in this process and for good."""
    StateTaskService._SERVICE_NAME_SFN_TO_BOTO_OVERRIDES.update(OTHERWISE_NAMED)
    StateTaskService._normalise_parameters = _as_asked
    StateTaskService._normalise_response = _as_told
    StateTaskService._to_sfn_cased = staticmethod(lambda name: name[:1].upper() + name[1:])


def _as_asked(
    task: Any, parameters: Any, boto_service_name: str | None = None, service_action_name: str | None = None
) -> None:
    for name in [name for name, value in parameters.items() if value is None]:
        del parameters[name]  # null is not said
    operation = _operation(
        task._get_boto_service_name(boto_service_name), task._get_boto_service_action(service_action_name)
    )
    if operation and operation.input_shape:
        task._to_boto_request(parameters, operation.input_shape)
    if operation and operation.name == "PutObject":
        parameters.setdefault("ContentType", AS_TEXT)


def _as_told(
    task: Any, response: Any, boto_service_name: str | None = None, service_action_name: str | None = None
) -> None:
    service = task._get_boto_service_name(boto_service_name)
    operation = _operation(service, task._get_boto_service_action(service_action_name))
    if operation and operation.output_shape:
        task._from_boto_response(response, operation.output_shape)
    if service_action_name is None and not isinstance(task, StateTaskServiceAwsSdk):
        response.update(sdk_metadata(service, task._get_boto_service_action(), last_answer()))


@cache
def _operation(service: str, action: str) -> Any | None:
    """The model of a call, by the name of botocore's method; nothing for one that the service does not have."""
    model = get_service_model(service)
    named = (name for name in model.operation_names if camel_to_snake_case(name) == action)
    name = next(named, None)
    return model.operation_model(name) if name else None
