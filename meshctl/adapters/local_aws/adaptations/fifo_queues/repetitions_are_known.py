"""A FIFO queue knows for five minutes what it was sent, and numbers messages; moto forgets with the message, and draws lots.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
"""

from collections import OrderedDict
from typing import Any

from moto.sqs import models
from moto.sqs.models import DEDUPLICATION_TIME_IN_SECONDS, Queue

FIRST_NUMBER = 18_870_000_000_000_000_000
"""SQS's numbers have 20 digits as well; each is greater than the one before, and they have gaps."""
UNTIL_ATTRIBUTES_COUNT = 60
"""Seconds; https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html"""
Sent = tuple[float, str, str | None]


def install() -> None:
    """Have a FIFO queue take a message once, and answer its repetitions as it answered the first."""
    Queue.add_message = _add


def _add(queue: Any, message: Any) -> None:
    if queue.fifo_queue and not _is_new(queue, message):
        return
    with queue._messages_lock:
        queue._messages.append(message)
        queue._messages_lock.notify_all()


def _is_new(queue: Any, message: Any) -> bool:
    """Number a message that was not sent before; one that comes from another queue was sent there."""
    sent: OrderedDict[str, Sent] = vars(queue).setdefault("sent_before", OrderedDict())
    now = models.unix_time_millis() / 1000
    key = _key(queue, message, now)
    while sent and next(iter(sent.values()))[0] <= now - DEDUPLICATION_TIME_IN_SECONDS:
        sent.popitem(last=False)
    is_redriven = message.approximate_receive_count > 0 or hasattr(message, "is_moved")
    if key and key in sent and not is_redriven:
        _, message.id, message.sequence_number = sent[key]
        return False
    queue.numbered = vars(queue).get("numbered", FIRST_NUMBER) + 256
    message.sequence_number = str(queue.numbered)
    if key and not is_redriven:
        sent[key] = (now, message.id, message.sequence_number)
    return True


def _key(queue: Any, message: Any, now: float) -> str | None:
    """Deduplication is the queue's, or each group's own where the queue says so."""
    by_group = _scope(queue, now) == "messageGroup"
    return message.deduplication_id and f"{message.group_id if by_group else ''} {message.deduplication_id}"


def _scope(queue: Any, now: float) -> str:
    """What the queue has said for some time: another scope does not count at once."""
    scope: str = vars(queue).setdefault("scope_in_force", queue.deduplication_scope)
    if scope != queue.deduplication_scope and queue.last_modified_timestamp <= now - UNTIL_ATTRIBUTES_COUNT:
        scope = queue.scope_in_force = queue.deduplication_scope
    return scope
