"""A queue takes, gives and deletes messages as quickly with many as with one; stock moto looks through all each time."""

from collections.abc import Iterable
from typing import Any

from moto.sqs import models
from moto.sqs.exceptions import ReceiptHandleIsInvalid
from moto.sqs.models import Queue, SQSBackend

from meshctl.adapters.local_aws.adaptations.kept_messages import KeptMessages

COUNTS = {
    "ApproximateNumberOfMessages": "approximate_number_of_messages",
    "ApproximateNumberOfMessagesDelayed": "approximate_number_of_messages_delayed",
    "ApproximateNumberOfMessagesNotVisible": "approximate_number_of_messages_not_visible",
}
"""Stock moto counts all messages for each that is sent, as it asks for an attribute; here they are counted when asked for."""


def install() -> None:
    """Have queues find their messages at once, and count them only for who wants to know."""
    Queue._messages = property(lambda queue: queue._kept, _keep)
    Queue.messages = property(_receivable)
    Queue.approximate_number_of_messages_delayed = property(_delayed)
    Queue.approximate_number_of_messages_not_visible = property(_invisible)
    Queue.delete_message = _delete
    count_when_asked()
    know_receipts()


def count_when_asked() -> None:
    """Have a queue's attributes hold its counts for GetQueueAttributes alone."""
    Queue.BASE_ATTRIBUTES = [name for name in Queue.BASE_ATTRIBUTES if name not in COUNTS]
    stock = SQSBackend.get_queue_attributes

    def get_queue_attributes(backend: Any, queue_name: str, names: list[str]) -> dict[str, Any]:
        queue, others = backend.get_queue(queue_name), [name for name in names if name not in COUNTS]
        found: dict[str, Any] = stock(backend, queue_name, others)
        wanted = COUNTS if "All" in names else [name for name in names if name in COUNTS]
        return found | {name: getattr(queue, COUNTS[name]) for name in wanted}

    SQSBackend.get_queue_attributes = get_queue_attributes


def know_receipts() -> None:
    """Have a queue know which message each receipt handle is of."""
    stock = SQSBackend.receive_message

    def receive_message(backend: Any, queue_name: str, *args: Any, **kwargs: Any) -> list[Any]:
        found: list[Any] = stock(backend, queue_name, *args, **kwargs)
        for message in found:
            backend.get_queue(queue_name)._messages.receive(message)
        return found

    SQSBackend.receive_message = receive_message


def _keep(queue: Any, messages: Iterable[Any]) -> None:
    queue._kept = KeptMessages(messages)


def _receivable(queue: Any) -> list[Any]:
    now = models.unix_time_millis()
    return [one for one in queue._messages if one.visible_at < now and one.delayed_until <= now]


def _delayed(queue: Any) -> int:
    now = models.unix_time_millis()
    return sum(1 for one in queue._messages if now < one.delayed_until)


def _invisible(queue: Any) -> int:
    now = models.unix_time_millis()
    return sum(1 for one in queue._messages if now <= one.visible_at)


def _delete(queue: Any, receipt_handle: str) -> None:
    """Delete a message; `ReceiptHandleIsInvalid` for a handle that nobody was given here."""
    if queue._messages.is_gone(receipt_handle):
        return
    message = queue._messages.find(receipt_handle)
    if message is None:
        raise ReceiptHandleIsInvalid
    queue._messages.remove(message)
    queue.pending_messages.discard(message)
