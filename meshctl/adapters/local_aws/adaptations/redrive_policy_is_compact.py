"""SQS answers a RedrivePolicy without white space; moto puts spaces in, and Terraform sees a difference for ever."""

import json
from typing import Any

from moto.sqs.models import Queue


def install() -> None:
    """Have every queue answer its redrive policy as SQS writes it."""
    stock = Queue.attributes.fget

    def attributes(queue: Any) -> dict[str, Any]:
        answer: dict[str, Any] = stock(queue)
        if answer.get("RedrivePolicy"):
            answer["RedrivePolicy"] = json.dumps(queue.redrive_policy, separators=(",", ":"))
        return answer

    Queue.attributes = property(attributes)
