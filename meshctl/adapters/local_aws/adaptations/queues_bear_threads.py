"""Queues bear several threads. Stock moto loses a message that arrives while another one is being deleted."""

import time
from typing import Any

from moto.sqs.models import Queue, SQSBackend


def install() -> None:
    """Let one thread at a time change a queue; waiting for messages does not hold it up."""
    lock_the_queue()
    lock_receiving()


def lock_the_queue() -> None:
    """Let messages come and go one at a time."""
    stock_add, stock_delete = Queue.add_message, Queue.delete_message

    def add_message(queue: Any, message: Any) -> None:
        with queue._messages_lock:
            stock_add(queue, message)

    def delete_message(queue: Any, receipt_handle: str) -> None:
        with queue._messages_lock:
            stock_delete(queue, receipt_handle)

    Queue.add_message, Queue.delete_message = add_message, delete_message


def lock_receiving() -> None:
    """Let one thread at a time receive; while it waits for messages, others may come and go."""
    stock_receive, stock_purge = SQSBackend.receive_message, SQSBackend.purge_queue

    def receive_message(
        backend: Any,
        queue_name: str,
        count: int,
        wait_seconds_timeout: int,
        visibility_timeout: int,
        message_attribute_names: list[str] | None = None,
    ) -> list[Any]:
        queue = backend.get_queue(queue_name)
        end = time.monotonic() + (wait_seconds_timeout or 0)
        while True:
            with queue._messages_lock:
                found: list[Any] = stock_receive(
                    backend, queue_name, count, 0, visibility_timeout, message_attribute_names
                )
            left = end - time.monotonic()
            if found or left <= 0:
                return found
            queue.wait_for_messages(min(1.0, left))

    def purge_queue(backend: Any, queue_name: str) -> None:
        with backend.get_queue(queue_name)._messages_lock:
            stock_purge(backend, queue_name)

    SQSBackend.receive_message, SQSBackend.purge_queue = receive_message, purge_queue
