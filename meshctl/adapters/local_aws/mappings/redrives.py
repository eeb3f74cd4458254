"""Journals the messages that moto moves into a dead-letter queue after too many receives. Changes moto's class."""

from typing import Any

from moto.sqs.models import Queue

from meshctl.adapters.local_aws.event_bridge.messages import marks_of_message
from meshctl.adapters.local_aws.journal import Journal


def install(journal: Journal) -> None:
    """Have queues remember where a message was before, which only a redriven one was anywhere."""
    stock = Queue.add_message

    def add_message(queue: Any, message: Any) -> None:
        before, message.kept_in = getattr(message, "kept_in", None), queue.queue_arn
        stock(queue, message)
        if before:
            message.source_arn = before
            facts = {"queue": before, "dead_letters": queue.queue_arn, "receives": message.approximate_receive_count}
            journal.write("redriven", marks_of_message(message), queue.account_id, **facts)

    Queue.add_message = add_message
