"""SQS leaves a queue's policy alone when other attributes are set; moto wipes it."""

from typing import Any

from moto.sqs.models import Queue


def install() -> None:
    """Have SetQueueAttributes change only what it names."""
    stock = Queue._set_attributes

    def set_attributes(queue: Any, wanted: dict[str, Any], now: float | None = None) -> None:
        kept = queue.policy if hasattr(queue, "_policy_json") and "Policy" not in wanted else None
        stock(queue, wanted, now)
        if kept:
            queue.policy = kept

    Queue._set_attributes = set_attributes
