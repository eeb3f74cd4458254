"""Calls of SQS, held against what it takes before moto answers them. Reads moto's queues; changes nothing."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from moto.core.utils import unix_time
from moto.sqs.exceptions import SQSException
from moto.sqs.models import Queue

from meshctl.adapters.local_aws.queues import faults
from meshctl.adapters.local_aws.queues.faults import QueueFault

BETWEEN_PURGES = 60
"""Seconds."""


def check_queue_call(response: Any) -> None:
    """Raise moto's exception where SQS does not take what a call is given."""
    asked = CHECKS.get(response._get_action())
    if asked is None:
        return
    fault = next(iter(asked(response)), None)
    if fault:
        raise SQSException(fault.code, fault.message)


def queue_of(response: Any) -> Queue | None:
    """Give the queue that a call names, if it is there."""
    return response.sqs_backend.queues.get(response._get_queue_name())


def _of_message(response: Any) -> Iterator[QueueFault]:
    names = ("MessageBody", "MessageAttributes", *faults.IDS)
    if queue := queue_of(response):
        given = {name: response._get_param(name) for name in names}
        yield from faults.faults_of_message(given, queue.maximum_message_size)


def _of_batch(response: Any) -> Iterator[QueueFault]:
    if queue := queue_of(response):
        yield from faults.faults_of_batch(response._get_param("Entries") or [], is_fifo=queue.fifo_queue)


def _of_entries(response: Any) -> Iterator[QueueFault]:
    yield from faults.faults_of_entries(response._get_param("Entries") or [])


def _of_receipt(response: Any) -> Iterator[QueueFault]:
    """A FIFO queue forgets who has a message as soon as others may have it."""
    queue, handle = queue_of(response), response._get_param("ReceiptHandle")
    if queue and not queue._messages.was_given(handle):
        yield QueueFault(
            "ReceiptHandleIsInvalid", f'The input receipt handle "{handle}" is not a valid receipt handle.'
        )
    message = queue._messages.find(handle) if queue and queue.fifo_queue else None
    if message and message.visible:
        yield faults.invalid("ReceiptHandle", handle, "The receipt handle has expired.")


def _of_visibility(response: Any) -> Iterator[QueueFault]:
    queue, handle = queue_of(response), response._get_param("ReceiptHandle")
    if queue and queue._messages.is_gone(handle):
        told = "Message does not exist or is not available for visibility timeout change."
        yield faults.invalid("ReceiptHandle", handle, told)
    yield from _of_receipt(response)


def _of_label(response: Any) -> Iterator[QueueFault]:
    queue, label = queue_of(response), response._get_param("Label")
    if queue and label not in {statement.get("Sid") for statement in queue._policy_json["Statement"]}:
        yield faults.invalid("Label", label, "can't find label.")


def _of_purge(response: Any) -> Iterator[QueueFault]:
    queue = queue_of(response)
    if queue and getattr(queue, "purged", 0) > unix_time() - BETWEEN_PURGES:
        told = f"Only one PurgeQueue operation on {queue.name} is allowed every {BETWEEN_PURGES} seconds."
        yield QueueFault("PurgeQueueInProgress", told)


def _of_receiving(response: Any) -> Iterator[QueueFault]:
    yield from faults.faults_of_receiving({name: response._get_param(name) for name in faults.BOUNDS})


def _of_new(response: Any) -> Iterator[QueueFault]:
    name, attributes = response._get_param("QueueName"), response._get_param("Attributes") or {}
    yield from faults.faults_of_new(name, attributes)
    if standing := response.sqs_backend.queues.get(name):
        yield from _differences(standing, attributes)


def _differences(standing: Queue, attributes: dict[str, str]) -> Iterator[QueueFault]:
    """What was asked for counts, not what a queue has by itself."""
    wanted = Queue(standing.name, standing.region, standing.account_id, **attributes).attributes
    for name in attributes:
        if standing.attributes.get(name) != wanted.get(name):
            reason = f"A queue already exists with the same name and a different value for attribute {name}"
            yield QueueFault("QueueAlreadyExists", reason)


def _of_change(response: Any) -> Iterator[QueueFault]:
    if queue := queue_of(response):
        yield from faults.faults_of_change(response._get_param("Attributes") or {}, is_fifo=queue.fifo_queue)


CHECKS: dict[str, Callable[[Any], Iterable[QueueFault]]] = {
    "SendMessage": _of_message,
    "SendMessageBatch": _of_batch,
    "DeleteMessageBatch": _of_entries,
    "ChangeMessageVisibilityBatch": _of_entries,
    "ReceiveMessage": _of_receiving,
    "DeleteMessage": _of_receipt,
    "ChangeMessageVisibility": _of_visibility,
    "RemovePermission": _of_label,
    "PurgeQueue": _of_purge,
    "CreateQueue": _of_new,
    "SetQueueAttributes": _of_change,
}
