"""How a task's failure is named after what a service has refused: as the SDK of Step Functions names it. Changes moto's classes."""

import json
import re
from typing import Any

from botocore.exceptions import ClientError
from moto.core.utils import get_service_model
from moto.stepfunctions.parser.api import ExecutionFailedEventDetails, HistoryEventType, TaskFailedEventDetails
from moto.stepfunctions.parser.asl.component.common.error_name.custom_error_name import CustomErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.failure_event import FailureEvent, FailureEventException
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name import StatesErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name_type import StatesErrorNameType
from moto.stepfunctions.parser.asl.component.state.exec.state_task.lambda_eval_utils import (
    LambdaFunctionErrorException,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_aws_sdk import (
    StateTaskServiceAwsSdk,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_dynamodb import (
    StateTaskServiceDynamoDB,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_sqs import (
    StateTaskServiceSqs,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_task.state_task import StateTask
from moto.stepfunctions.parser.asl.component.state.exec.state_task.state_task_lambda import StateTaskLambda
from moto.stepfunctions.parser.asl.eval.environment import Environment
from moto.stepfunctions.parser.asl.eval.event.event_detail import EventDetails

WORD = re.compile(r"[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*")
"""A word of a service's id: `DynamoDB` has two."""
AMAZON_SQS, AMAZON_DYNAMODB = "AmazonSQS", "AmazonDynamoDB"


def install() -> None:
    """Have failures named so, in this process and for good."""
    FailureEvent.__init__ = _of_its_state(FailureEvent.__init__)
    Environment.open_frame = _within_its_state(Environment.open_frame)
    StateTask._from_error = _or_the_executions(StateTask._from_error)
    StateTaskLambda._from_error = _as_written(StateTaskLambda._from_error)
    StateTaskServiceAwsSdk._normalise_service_error_name = staticmethod(_named_by_java)
    StateTaskServiceSqs._from_error = _of_a_queue(StateTaskServiceSqs._from_error)
    of_a_table = _of_a_table(StateTaskServiceDynamoDB._error_cause_from_client_error)
    StateTaskServiceDynamoDB._error_cause_from_client_error = staticmethod(of_a_table)


def _of_its_state(stock: Any) -> Any:
    """A failure tells when its state was entered, whatever has happened since; moto tells what has happened last."""

    def create(failure: Any, env: Any, *args: Any, **kwargs: Any) -> None:
        stock(failure, env, *args, **kwargs)
        failure.source_event_id = getattr(env.event_history_context, "entered", failure.source_event_id)

    return create


def _within_its_state(stock: Any) -> Any:
    """What is done for a state was entered with it."""

    def open_frame(env: Any, *args: Any, **kwargs: Any) -> Any:
        frame, own = stock(env, *args, **kwargs), env.event_history_context
        if hasattr(own, "entered") and not hasattr(frame.event_history_context, "entered"):
            frame.event_history_context.entered = own.entered
        return frame

    return open_frame


def _or_the_executions(stock: Any) -> Any:
    """What fails the execution is no failure of a task, which could be retried and is told besides.

    What fails a branch or an item fails the state around it alone, though moto calls it so as well.
    """

    def from_error(state: Any, env: Any, ex: Exception) -> FailureEvent:
        if isinstance(ex, FailureEventException) and ex.failure_event.event_type == HistoryEventType.ExecutionFailed:
            raise ex
        failure: FailureEvent = stock(state, env=env, ex=ex)
        return failure

    return from_error


def _as_written(stock: Any) -> Any:
    """Where a task is a function itself, the cause is what that answered of its error, with white space; recorded on AWS."""

    def from_error(task: Any, env: Any, ex: Exception) -> FailureEvent:
        if isinstance(ex, LambdaFunctionErrorException):
            ex.payload = json.dumps(json.loads(ex.payload))
        failure: FailureEvent = stock(task, env=env, ex=ex)
        return failure

    return from_error


def execution_failure(env: Any, cause: str) -> FailureEventException:
    """Give what a state raises that no other can go on after: the execution fails with States.Runtime."""
    kind = StatesErrorNameType.StatesRuntime
    told = ExecutionFailedEventDetails(error=kind.to_name(), cause=cause)
    details = EventDetails(executionFailedEventDetails=told)
    return FailureEventException(
        FailureEvent(env, StatesErrorName(typ=kind), HistoryEventType.ExecutionFailed, details)
    )


def _named_by_java(service: str) -> str:
    """The name of a service, as `aws-sdk` calls it, in the names of its errors: `DynamoDb`."""
    model = get_service_model(StateTaskServiceAwsSdk._SERVICE_NAME_SFN_TO_BOTO_OVERRIDES.get(service, service))
    return "".join(word.capitalize() for word in WORD.findall(model.service_id))


def _of_a_queue(stock: Any) -> Any:
    def from_error(task: Any, env: Any, ex: Exception) -> FailureEvent:
        if not isinstance(ex, ClientError):
            failure: FailureEvent = stock(task, env=env, ex=ex)
            return failure
        error, cause = _sqs_error(ex)
        told = TaskFailedEventDetails(
            error=error, cause=cause, resource=task._get_sfn_resource(), resourceType=task._get_sfn_resource_type()
        )
        details = EventDetails(taskFailedEventDetails=told)
        return FailureEvent(env, CustomErrorName(error), HistoryEventType.TaskFailed, details)

    return from_error


def _of_a_table(stock: Any) -> Any:
    def error_and_cause(refusal: ClientError) -> tuple[str, str]:
        """What DynamoDB's model does not name is an error of DynamoDB at large."""
        error, cause = stock(refusal)
        return (f"DynamoDB.{AMAZON_DYNAMODB}Exception" if type(refusal) is ClientError else error), cause

    return error_and_cause


def _sqs_error(refusal: ClientError) -> tuple[str, str]:
    """The name and the cause; what the service's model does not name is an error of SQS at large."""
    error, answered = refusal.response["Error"], refusal.response["ResponseMetadata"]
    code = error["Code"].rpartition(".")[2]
    name = AMAZON_SQS if type(refusal) is ClientError else type(refusal).__name__
    facts = (
        "Service: AmazonSQS",
        f"Status Code: {answered['HTTPStatusCode']}",
        f"Error Code: {code}",
        f"Request ID: {answered['RequestId']}",
        "Proxy: null",
    )
    return f"SQS.{name.removesuffix('Exception')}Exception", f"{error['Message']} ({'; '.join(facts)})"
