"""CreateEventSourceMapping for queues, with Lambda's checks, and without moto's own trigger. Changes moto's class."""

from typing import Any

from moto.awslambda.exceptions import InvalidParameterValueException
from moto.awslambda_simple.models import LambdaSimpleBackend

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.event_bridge.resources import find_function, find_queue
from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.local_aws.identities import find_role
from meshctl.adapters.local_aws.policies import Request

ACTIONS = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")


def install() -> None:
    """Have mappings made as Lambda makes them, in this process and for good."""
    stock = LambdaSimpleBackend.create_event_source_mapping

    def create(backend: Any, spec: dict[str, Any]) -> Any:
        mapping = stock(backend, spec)
        arn = Arn.parse(mapping.event_source_arn)
        queue = find_queue(arn) if arn.service == "sqs" else None
        if queue is not None:
            queue.lambda_event_source_mappings.clear()  # moto would run the function inside SendMessage
            if fault := _fault(arn, queue, RunnableFunction.of(find_function(Arn.parse(mapping.function_arn)))):
                backend.delete_event_source_mapping(mapping.uuid)
                raise InvalidParameterValueException(fault)
        return mapping

    LambdaSimpleBackend.create_event_source_mapping = create


def _fault(arn: Arn, queue: Any, function: RunnableFunction) -> str | None:
    role = find_role(function.role_arn)
    for action in ACTIONS:
        if role is None or not role.may(Request(role.principal, f"sqs:{action}", arn.text)).allowed:
            return f"The function execution role does not have permissions to call {action} on SQS"
    if queue.visibility_timeout < function.timeout:
        return (
            f"Queue visibility timeout: {queue.visibility_timeout} seconds is less than "
            f"Function timeout: {function.timeout} seconds"
        )
    return None
