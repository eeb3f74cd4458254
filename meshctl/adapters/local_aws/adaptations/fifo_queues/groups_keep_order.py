"""A FIFO queue gives a group's messages in their order, though several come back at once; moto gives a later one first.

It takes a message that is visible again for one that is still out until it comes to it, and passes over those before it.
"""

from typing import Any

from moto.sqs.models import SQSBackend


def install() -> None:
    """Have a queue know which messages have come back before it looks for the next ones."""
    stock = SQSBackend.receive_message

    def receive_message(backend: Any, queue_name: str, *args: Any, **kwargs: Any) -> list[Any]:
        queue = backend.get_queue(queue_name)
        for message in [one for one in queue.pending_messages if one.visible]:
            queue.pending_messages.discard(message)
        found: list[Any] = stock(backend, queue_name, *args, **kwargs)
        return found

    SQSBackend.receive_message = receive_message
