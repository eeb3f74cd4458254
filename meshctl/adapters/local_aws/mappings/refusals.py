"""What is wrong with a mapping that is to be made or changed, in Lambda's words. Asks policies; changes nothing."""

from collections.abc import Mapping
from typing import Any

from moto.awslambda.exceptions import InvalidParameterValueException, LambdaClientError

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.authorization import identity_may
from meshctl.adapters.local_aws.event_bridge.resources import find_queue, find_stream, policy_of, policy_of_stream
from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.local_aws.identities import AssumableRole, find_role
from meshctl.adapters.local_aws.mappings.filters import RecordFilter
from meshctl.adapters.local_aws.mappings.mapping import OF_STREAMS, patterns_in
from meshctl.patterns import InvalidPattern

Spec = Mapping[str, Any]
FILTERS, UNGATHERED = 5, 10
"""Filters that a mapping may have, and messages that a batch may have without a window."""
QUEUE_ACTIONS = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
STREAM_ACTIONS = ("GetRecords", "GetShardIterator", "DescribeStream", "ListShards")
NO_QUEUE = (
    "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. "
    "SQS Error Message: The specified queue does not exist."
)


class MappingExists(LambdaClientError):  # type: ignore[misc]  # moto is not typed
    """Lambda's answer to a second mapping of one pair."""

    code = 409

    def __init__(self, source: Arn, function_name: str, uuid: str) -> None:
        pair = f'arn (" {source.text} ") and function (" {function_name} ")'
        told = (
            f"An event source mapping with SQS {pair} already exists."
            if source.service == "sqs"
            else f"The event source {pair} provided mapping already exists."
        )
        message = f"{told} Please update or delete the existing mapping with UUID {uuid}"
        super().__init__("ResourceConflictException", message)


def check_source(spec: Spec) -> Arn:
    """Give what a mapping is to read from, if that is what can be read from with what is said of it."""
    try:
        source = Arn.parse(spec.get("EventSourceArn") or "")
    except ValueError:
        raise InvalidParameterValueException("Unrecognized event source.") from None
    if source.service not in ("sqs", "kinesis"):
        raise InvalidParameterValueException(f"The embedded AWS reads from queues and streams only, not {source.text}.")
    check_settings(source, spec)
    if source.service == "kinesis":
        _check_position(spec)
    return source


def check_settings(source: Arn, spec: Spec) -> None:
    """Raise for settings that its kind of source does not have, or not so."""
    is_queue = source.service == "sqs"
    if is_queue and (spec.get("StartingPosition") or spec.get("StartingPositionTimestamp")):
        raise InvalidParameterValueException("StartingPosition is not valid for SQS event sources.")
    for name in OF_STREAMS if is_queue else ("ScalingConfig",):
        if spec.get(name):
            raise InvalidParameterValueException(f"Unsupported {name} parameter for given event source mapping type.")
    if spec.get("TumblingWindowInSeconds"):
        raise InvalidParameterValueException("The embedded AWS does not keep state over tumbling windows.")
    _check_filters(spec)


def check_batch(source: Arn, batch_size: int, window: int) -> None:
    """Raise for a batch that a queue cannot give."""
    if source.service != "sqs":
        return
    if source.resource.endswith(".fifo") and (batch_size > UNGATHERED or window):
        raise InvalidParameterValueException(
            "A FIFO queue gives at most 10 messages a batch, and has no batching window."
        )
    if batch_size > UNGATHERED and not window:
        raise InvalidParameterValueException(
            "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10"
        )


def check_reading(source: Arn, function: RunnableFunction) -> None:
    """Raise where there is nothing to read from, or the function's role may not."""
    role = find_role(function.role_arn)
    if source.service == "sqs":
        _check_queue(source, role, function)
    else:
        _check_stream(source, role)


def _check_position(spec: Spec) -> None:
    position, at = spec.get("StartingPosition"), spec.get("StartingPositionTimestamp")
    if position is None:
        raise InvalidParameterValueException(
            "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: "
            "Member must not be null."
        )
    if at is not None and position != "AT_TIMESTAMP":
        raise InvalidParameterValueException("Timestamp only valid with StartingPosition AT_TIMESTAMP")
    if position == "AT_TIMESTAMP" and (at is None or float(at) < 0):
        raise InvalidParameterValueException(
            "Received Exception while reading from provided stream. class java.lang.Long can not be converted to a Timestamp"
        )


def _check_filters(spec: Spec) -> None:
    patterns = patterns_in(spec)
    if len(patterns) > FILTERS:
        raise InvalidParameterValueException(f"A mapping has at most {FILTERS} filters.")
    try:
        for pattern in patterns:
            RecordFilter.of(pattern)
    except InvalidPattern:
        raise InvalidParameterValueException("Invalid filter pattern definition.") from None


def _check_queue(source: Arn, role: AssumableRole | None, function: RunnableFunction) -> None:
    queue = find_queue(source)
    if queue is None:
        raise InvalidParameterValueException(NO_QUEUE)
    for action in QUEUE_ACTIONS:
        if role is None or not identity_may(role, f"sqs:{action}", source.text, policy_of(queue)).allowed:
            raise InvalidParameterValueException(
                f"The function execution role does not have permissions to call {action} on SQS"
            )
    if queue.visibility_timeout < function.timeout:
        raise InvalidParameterValueException(
            f"Queue visibility timeout: {queue.visibility_timeout} seconds is less than "
            f"Function timeout: {function.timeout} seconds"
        )


def _check_stream(source: Arn, role: AssumableRole | None) -> None:
    """Lambda names ListStreams, and does not want it: roles that may use one stream alone read it (AWS CDK: `Stream.grantRead`)."""
    if find_stream(source) is None:
        raise InvalidParameterValueException(f"Stream not found: {source.text}")
    policy = policy_of_stream(source)
    may = (role and identity_may(role, f"kinesis:{one}", source.text, policy).allowed for one in STREAM_ACTIONS)
    if not all(may):
        raise InvalidParameterValueException(
            f"Cannot access stream {source.text}. Please ensure the role can perform the "
            f"{', '.join(STREAM_ACTIONS)}, and ListStreams Actions on your stream in IAM."
        )
