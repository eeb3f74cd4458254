"""A FIFO queue gives the messages of a group in their order, one group after the other; moto gives what came first of any group.

A message that is out holds up those behind it, and none before it; moto holds up its whole group. Groups whose messages came
back wait behind those that were never given.
"""

from itertools import chain, takewhile
from typing import Any

from moto.sqs import models
from moto.sqs.models import Queue, SQSBackend


def install() -> None:
    """Have FIFO queues give their messages so, and count those, too, that wait for others."""
    receivable, receive = Queue.messages.fget, SQSBackend.receive_message
    Queue.approximate_number_of_messages = property(lambda queue: len(receivable(queue)))
    Queue.messages = property(lambda queue: in_order(queue) if queue.fifo_queue else receivable(queue))

    def receive_message(backend: Any, queue_name: str, *args: Any, **kwargs: Any) -> list[Any]:
        queue = backend.get_queue(queue_name)
        if queue.fifo_queue:
            queue.pending_messages.clear()  # what is out holds up nothing but what `in_order` leaves out
        found: list[Any] = receive(backend, queue_name, *args, **kwargs)
        return found

    SQSBackend.receive_message = receive_message


def in_order(queue: Any) -> list[Any]:
    """Give the messages that may be received now, in the order in which they are."""
    now, groups = models.unix_time_millis(), dict[str, list[Any]]()
    for message in queue._messages:
        groups.setdefault(message.group_id, []).append(message)
    ready = [_ready(group, now) for group in groups.values()]
    given: list[list[Any]] = sorted((group for group in ready if group), key=_since)
    return list(chain.from_iterable(given))


def _ready(group: list[Any], now: float) -> list[Any]:
    return list(takewhile(lambda one: one.visible_at < now and one.delayed_until <= now, group))


def _since(group: list[Any]) -> float:
    """When the first message of a group came back; nought for one that was never given."""
    return float(max(group[0].visible_at, group[0].approximate_first_receive_timestamp or 0))
