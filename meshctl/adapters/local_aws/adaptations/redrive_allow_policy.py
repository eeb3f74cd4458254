"""SQS knows the attribute RedriveAllowPolicy; moto neither answers it nor lets it be asked for."""

from typing import Any

from moto.sqs.models import Queue

NAME = "RedriveAllowPolicy"


def install() -> None:
    """Have queues keep and answer the policy that says whose dead letters they take; an empty one is none."""
    stock = Queue.attributes.fget

    def attributes(queue: Any) -> dict[str, Any]:
        answer: dict[str, Any] = stock(queue)
        return {key: value for key, value in answer.items() if key != NAME or value}

    Queue.BASE_ATTRIBUTES = [*Queue.BASE_ATTRIBUTES, NAME]
    Queue.redrive_allow_policy = None  # of a queue that was never given one; moto sets what a queue is given
    Queue.attributes = property(attributes)
