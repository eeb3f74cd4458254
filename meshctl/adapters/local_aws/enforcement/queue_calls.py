"""Calls on queues: which action on which queue, and whether the caller may.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from moto.core.utils import get_service_model
from moto.sqs.exceptions import SQSException

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.authorization import identity_may, not_authorized
from meshctl.adapters.local_aws.event_bridge.resources import find_queue
from meshctl.adapters.local_aws.identities import Caller, caller_of
from meshctl.adapters.local_aws.queues.move_tasks import read_handle

BATCHES = {"SendMessageBatch", "DeleteMessageBatch", "ChangeMessageVisibilityBatch"}
"""Allowed as the call for one message is."""
OWNERS_ALONE = {
    "AddPermission",
    "CancelMessageMoveTask",
    "CreateQueue",
    "DeleteQueue",
    "ListMessageMoveTasks",
    "ListQueues",
    "ListQueueTags",
    "RemovePermission",
    "SetQueueAttributes",
    "StartMessageMoveTask",
    "TagQueue",
    "UntagQueue",
}
"""No policy gives these to another account.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-customer-managed-policy-examples.html
"""
TAKING = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
QUEUE_ARN = re.compile(r"arn:aws:sqs:[\w-]+:(\d{12}):[\w.-]+")
QUEUE_URL = re.compile(r"(?:https?://[^/]+)?/(\d{12})/[^/]+/?")


class QueueAccessDenied(SQSException):  # type: ignore[misc]  # moto is not typed
    """SQS's answer to who may not."""

    status = 403

    def __init__(self, reason: str) -> None:
        super().__init__("AccessDenied", reason)


@dataclass(frozen=True)
class QueueCall:
    """A call as SQS's policies see it."""

    action: str
    arn: str
    owner: str


def authorize_queue_call(response: Any) -> None:
    """Raise `QueueAccessDenied` unless the caller may; then have the queue's own account answer."""
    caller = caller_of(response.access_key)
    call = _moving(response, caller) or _call(response, caller)
    for one in (call, *_needed_besides(call, response, caller)):
        if reason := _refusal(one, caller):
            raise QueueAccessDenied(not_authorized(caller, one.action, one.arn, reason))
    response.current_account = call.owner


def _moving(response: Any, caller: Caller) -> QueueCall | None:
    """A call about tasks that move messages, on the queue that they come from; where the caller's account has none, SQS says so."""
    operation = response._get_action()
    if not operation.endswith(("MessageMoveTask", "MessageMoveTasks")):
        return None
    arn = response._get_param("SourceArn") or _of_handle(response)
    return QueueCall(f"sqs:{operation}", arn if _is_of(caller, arn) else "*", caller.account)


def _is_of(caller: Caller, arn: str) -> bool:
    found = QUEUE_ARN.fullmatch(arn)
    return bool(found and found[1] == caller.account)


def _of_handle(response: Any) -> str:
    try:
        return read_handle(response._get_param("TaskHandle") or "")[1]
    except ValueError:
        return ""


def _needed_besides(call: QueueCall, response: Any, caller: Caller) -> Iterator[QueueCall]:
    """Who has messages moved takes them from one queue and sends them to another."""
    if call.action == "sqs:StartMessageMoveTask" and call.arn != "*":
        yield from (QueueCall(f"sqs:{action}", call.arn, call.owner) for action in TAKING)
        if _is_of(caller, destination := response._get_param("DestinationArn") or ""):
            yield QueueCall("sqs:SendMessage", destination, call.owner)


def _call(response: Any, caller: Caller) -> QueueCall:
    operation = response._get_action()
    name, owner = response._get_param("QueueName"), response._get_param("QueueOwnerAWSAccountId")
    if url := response._get_param("QueueUrl") or _own_url(response, operation):
        found = QUEUE_URL.fullmatch(url)
        name, owner = url.rstrip("/").rpartition("/")[2], found[1] if found else ""
    action = operation.removesuffix("Batch") if operation in BATCHES else operation
    owner = owner or caller.account
    arn = f"arn:aws:sqs:{response.region}:{owner}:{name}" if name else "*"
    return QueueCall(f"sqs:{action}", arn, owner)


def _own_url(response: Any, operation: str) -> str | None:
    """Give the path that a call on a queue was sent to, which names the queue where nothing else does, to moto as well."""
    on_a_queue = "QueueUrl" in get_service_model("sqs").operation_model(operation).input_shape.members
    return response.path if on_a_queue and QUEUE_URL.fullmatch(response.path) else None


def _refusal(call: QueueCall, caller: Caller) -> str | None:
    """Why not. About a queue that is not there, moto says so."""
    across = call.owner != caller.account
    if across and call.action.removeprefix("sqs:") in OWNERS_ALONE:
        return f"only account {call.owner}, whose queue it is, may do that"
    queue = find_queue(Arn.parse(call.arn)) if call.arn != "*" else None
    if across and queue is None:
        return None
    decision = identity_may(caller, call.action, call.arn, queue and queue.policy)
    return None if decision.allowed else decision.reason
