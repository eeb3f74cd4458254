"""StartMessageMoveTask, ListMessageMoveTasks and CancelMessageMoveTask, which moto has not; the words were recorded on AWS."""

from typing import Any
from uuid import uuid4

from moto.core.responses import ActionResult
from moto.sqs.exceptions import InvalidParameterValue, SQSException
from moto.sqs.models import Message, Queue, sqs_backends
from moto.sqs.responses import SQSResponse

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.event_bridge.resources import find_queue
from meshctl.adapters.local_aws.queues.move_tasks import AT_ONCE, MoveTask, MoveTasks, UndeliverableMessage, read_handle
from meshctl.adapters.local_aws.workers import Workers

VISIBILITY = 30
"""Seconds for which nobody else receives what is being moved."""
MOST_LISTED = 10
ONE_RUNS = "There is already a task running. Only one active task is allowed for a source queue arn at a given time."
NO_QUEUE = "AWS.SimpleQueueService.NonExistentQueue"
NO_DEAD_LETTERS = "Source queue must be configured as a Dead Letter Queue."


class NoSuchResource(SQSException):  # type: ignore[misc]  # moto is not typed
    """What a task is about is not there."""

    status = 404

    def __init__(self, message: str) -> None:
        super().__init__("ResourceNotFoundException", message)


def install(clock: Clock, workers: Workers) -> None:
    """Have moto answer the calls."""
    tasks = MoveTasks(_move_one, lambda job: workers.submit(job, clock.shorten(1.0)))
    SQSResponse.start_message_move_task = lambda response: _start(response, tasks, clock)
    SQSResponse.list_message_move_tasks = lambda response: _list(response, tasks)
    SQSResponse.cancel_message_move_task = lambda response: _cancel(response, tasks)


def _start(response: Any, tasks: MoveTasks, clock: Clock) -> ActionResult:
    source_arn, destination_arn = response._get_param("SourceArn"), response._get_param("DestinationArn")
    source, a_second = (
        _queue(response, source_arn, "SourceArn"),
        _number_of(response, "MaxNumberOfMessagesPerSecond", AT_ONCE),
    )
    if not sqs_backends[source.account_id][source.region].list_dead_letter_source_queues(source.name):
        raise InvalidParameterValue(NO_DEAD_LETTERS)
    if destination_arn:
        _queue(response, destination_arn, "DestinationArn")
    count = source.approximate_number_of_messages
    task = MoveTask(source_arn, destination_arn, a_second, int(clock.time() * 1000), count)
    if not tasks.begin(task):
        raise InvalidParameterValue(ONE_RUNS)
    return ActionResult({"TaskHandle": task.handle})


def _list(response: Any, tasks: MoveTasks) -> ActionResult:
    source_arn, most = response._get_param("SourceArn"), _number_of(response, "MaxResults", MOST_LISTED) or 1
    _queue(response, source_arn, "SourceArn")
    return ActionResult({"Results": [one.told() for one in tasks.of(source_arn)[:most]]})


def _cancel(response: Any, tasks: MoveTasks) -> ActionResult:
    try:
        task_id, source_arn = read_handle(response._get_param("TaskHandle"))
    except ValueError:
        raise InvalidParameterValue("Value for parameter TaskHandle is invalid.") from None
    _queue(response, source_arn, "SourceArn")
    task = next((one for one in tasks.of(source_arn) if one.id == task_id), None)
    if task is None:
        raise NoSuchResource("Task does not exist.")
    if not tasks.cancel(task):
        raise InvalidParameterValue("Only active tasks can be cancelled.")
    return ActionResult({"ApproximateNumberOfMessagesMoved": task.moved})


def _number_of(response: Any, parameter: str, most: int) -> int | None:
    number: int | None = response._get_param(parameter)
    if number is not None and not 1 <= number <= most:
        told = (
            f"Value {number} for parameter {parameter} is invalid. Reason: Must be between 1 and {most}, if provided."
        )
        raise InvalidParameterValue(told)
    return number


def _queue(response: Any, arn: str, parameter: str) -> Queue:
    """The queue of the caller's own account; what is another's is not told from what is not there."""
    found = _found(arn)
    if found is None or found.account_id != response.current_account:
        raise NoSuchResource(f"The resource that you specified for the {parameter} parameter doesn't exist.")
    return found


def _found(arn: str | None) -> Queue | None:
    try:
        parsed = Arn.parse(arn or "")
    except ValueError:
        return None
    return find_queue(parsed) if parsed.service == "sqs" else None


def _move_one(task: MoveTask) -> bool:
    """Move one message; it goes from its queue when it has arrived as a new one."""
    source = _found(task.source_arn)
    if source is None:
        raise UndeliverableMessage(NO_QUEUE)
    backend = sqs_backends[source.account_id][source.region]
    for received in backend.receive_message(source.name, 1, 0, VISIBILITY):
        message = source._messages.find(received.receipt_handle)
        try:
            _destination(task, message).add_message(_copied(message))
        except UndeliverableMessage:
            message.change_visibility(0)
            raise
        backend.delete_message(source.name, received.receipt_handle)
        return True
    return False


def _destination(task: MoveTask, message: Any) -> Queue:
    """Where a message goes. What no queue gave up has come from nowhere: a task without a destination fails there."""
    arn = task.destination_arn or getattr(message, "source_arn", None)
    if arn is None:
        raise UndeliverableMessage("CouldNotDetermineMessageSource")
    found = _found(arn)
    if found is None:
        raise UndeliverableMessage(NO_QUEUE)
    return found


def _copied(message: Any) -> Message:
    """It with a new id, sent now, received by nobody."""
    copy = Message(str(uuid4()), message.body, message.system_attributes)
    copy.message_attributes, copy.sender_id = message.message_attributes, message.sender_id
    copy.group_id, copy.deduplication_id, copy.is_moved = message.group_id, message.deduplication_id, True
    copy.mark_sent()
    return copy
