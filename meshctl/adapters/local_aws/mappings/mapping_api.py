"""CreateEventSourceMapping for queues, with Lambda's checks, and without moto's own trigger. Changes moto's class."""

from typing import Any

from moto.awslambda.exceptions import InvalidParameterValueException
from moto.awslambda.models import EventSourceMapping
from moto.awslambda_simple.models import LambdaSimpleBackend

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.authorization import identity_may
from meshctl.adapters.local_aws.event_bridge.resources import find_function, find_queue, policy_of
from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.local_aws.identities import find_role

ACTIONS = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")


def install() -> None:
    """Have mappings made as Lambda makes them, in this process and for good."""
    stock = LambdaSimpleBackend.create_event_source_mapping

    def create(backend: Any, spec: dict[str, Any]) -> Any:
        arn = Arn.parse(spec["EventSourceArn"])
        queue = find_queue(arn) if arn.service == "sqs" else None
        across = queue is not None and arn.account != backend.account_id
        mapping = _across(backend, spec) if across else stock(backend, spec)
        if queue is not None:
            queue.lambda_event_source_mappings.clear()  # moto would run the function inside SendMessage
            if fault := _fault(arn, queue, RunnableFunction.of(find_function(Arn.parse(mapping.function_arn)))):
                backend.delete_event_source_mapping(mapping.uuid)
                raise InvalidParameterValueException(fault)
        return mapping

    LambdaSimpleBackend.create_event_source_mapping = create


def _across(backend: Any, spec: dict[str, Any]) -> Any:
    """A mapping of a queue in another account, where moto does not look for it."""
    function = backend._lambdas.get_function_by_name_or_arn_with_qualifier(spec.get("FunctionName", ""))
    own = {"FunctionArn": function.function_arn, "RegionName": backend.region_name, "AccountId": backend.account_id}
    mapping = EventSourceMapping({**spec, **own})
    backend._event_source_mappings[mapping.uuid] = mapping
    return mapping


def _fault(arn: Arn, queue: Any, function: RunnableFunction) -> str | None:
    role = find_role(function.role_arn)
    for action in ACTIONS:
        if role is None or not identity_may(role, f"sqs:{action}", arn.text, policy_of(queue)).allowed:
            return f"The function execution role does not have permissions to call {action} on SQS"
    if queue.visibility_timeout < function.timeout:
        return (
            f"Queue visibility timeout: {queue.visibility_timeout} seconds is less than "
            f"Function timeout: {function.timeout} seconds"
        )
    return None
