"""SQS's answers where moto's differ: lists in pages, and no parts that are empty. Changes moto's classes."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlparse

from moto.core.responses import ActionResult
from moto.core.utils import unix_time
from moto.sqs import models
from moto.sqs.exceptions import InvalidParameterValue
from moto.sqs.models import Message, Queue, SQSBackend
from moto.sqs.responses import SQSResponse

from meshctl.adapters.local_aws.queues.faults import ATTRIBUTE_NAME, faults_of_message
from meshctl.adapters.local_aws.requests.paging import NoSuchPage, page_of
from meshctl.adapters.local_aws.requests.traces import trace_in

EMPTY_PARTS = ("send_message_batch", "delete_message_batch", "change_message_visibility_batch", "list_queue_tags")
"""Calls that leave out what they have nothing of."""
MOST_URLS = 1000
POLICY_VERSION = "2008-10-17"
"""Of the policy that AddPermission begins."""
SOURCE = "DeadLetterQueueSourceArn"
"""The attribute of a dead letter that says which queue gave it up."""


def install() -> None:
    """Have SQS answer so, in this process and for good."""
    SQSResponse.list_queues = _list_queues
    SQSResponse.list_dead_letter_source_queues = _list_sources
    SQSResponse.send_message = _send_message(SQSResponse.send_message)
    SQSResponse.receive_message = _receive_message(SQSResponse.receive_message)
    SQSBackend.purge_queue = _purge_queue(SQSBackend.purge_queue)
    SQSResponse.send_message_batch = _send_message_batch(SQSResponse.send_message_batch)
    models.ATTRIBUTE_NAME_PATTERN = ATTRIBUTE_NAME
    Queue.policy = Queue.policy.setter(_set_policy(Queue.policy.fset))
    Queue._set_attributes = _set_attributes(Queue._set_attributes)
    for call in EMPTY_PARTS:
        setattr(SQSResponse, call, _without_empty_parts(getattr(SQSResponse, call)))


def _list_queues(response: Any) -> ActionResult:
    return _page(response, "QueueUrls", response.sqs_backend.list_queues(response._get_param("QueueNamePrefix")))


def _list_sources(response: Any) -> ActionResult:
    found = response.sqs_backend.list_dead_letter_source_queues(response._get_queue_name())
    return _page(response, "queueUrls", found)


def _page(response: Any, name: str, queues: list[Any]) -> ActionResult:
    """Without a size all come at once, as with SQS."""
    size, token, here = response._get_param("MaxResults"), response._get_param("NextToken"), urlparse(response.uri)
    try:
        found, following = page_of([queue.url(here) for queue in queues], size or MOST_URLS, token)
    except NoSuchPage:
        raise InvalidParameterValue("Invalid or expired next token.") from None
    listed = {name: found} if found or name == "queueUrls" else {}
    return ActionResult({**listed, **({"NextToken": following} if following and size else {})})


def _send_message(stock: Any) -> Any:
    """A trace may come in a header. Of a FIFO queue no message has a delay of its own, not even none."""

    def send_message(response: Any) -> ActionResult:
        given, trace = response.params.get("MessageSystemAttributes"), trace_in(response.headers)
        if trace and not given:
            response.params["MessageSystemAttributes"] = {
                "AWSTraceHeader": {"DataType": "String", "StringValue": trace}
            }
        queue = response.sqs_backend.get_queue(response._get_queue_name())
        if queue.fifo_queue and response._get_param("DelaySeconds") == 0:
            del response.params["DelaySeconds"]
        found = stock(response)
        return ActionResult({**found.result, "MD5OfMessageSystemAttributes": _md5(given)}) if given else found

    return send_message


def _md5(attributes: Mapping[str, Any]) -> str:
    told = Message("", "")
    told.message_attributes = dict(attributes)
    return str(told.attribute_md5)


def _receive_message(stock: Any) -> Any:
    """A dead letter says whose it was; a star asks for all attributes."""

    def receive_message(response: Any) -> ActionResult:
        wanted = response._get_param("MessageAttributeNames", [])
        if "*" in wanted:
            response.params["MessageAttributeNames"] = [*wanted, "All"]
        found, queue = stock(response), response.sqs_backend.get_queue(response._get_queue_name())
        names = [*response._get_param("AttributeNames", []), *response._get_param("MessageSystemAttributeNames", [])]
        if "All" in names or SOURCE in names:
            for told in found.result.get("Messages", ()):
                message = queue._messages.find(told["ReceiptHandle"])
                if source := getattr(message, "source_arn", None):
                    told.setdefault("Attributes", {})[SOURCE] = source
        return found

    return receive_message


class _Statement(dict[str, Any]):
    """A statement of a policy. moto asks each for its Sid, which not all have."""

    def __missing__(self, _: str) -> None:
        return None


def _set_policy(stock: Any) -> Any:
    """A policy may have one statement that stands alone, or none."""

    def set_policy(queue: Any, policy: Any) -> None:
        stock(queue, policy)
        said = queue._policy_json.get("Statement") or []
        queue._policy_json["Statement"] = [_Statement(one) for one in (said if isinstance(said, list) else [said])]
        if not policy:
            queue._policy_json["Version"] = POLICY_VERSION

    return set_policy


def _set_attributes(stock: Any) -> Any:
    """A key of KMS takes the place of SQS's own encryption, which does not come back by itself."""

    def set_attributes(queue: Any, wanted: dict[str, Any], now: float | None = None) -> None:
        stock(queue, wanted, now)
        if wanted.get("KmsMasterKeyId"):
            queue.sqs_managed_sse_enabled = False

    return set_attributes


def _purge_queue(stock: Any) -> Any:
    """What was sent before may be sent again."""

    def purge_queue(backend: Any, queue_name: str) -> None:
        stock(backend, queue_name)
        queue = backend.get_queue(queue_name)
        queue.purged = unix_time()
        vars(queue).get("sent_before", {}).clear()

    return purge_queue


def _send_message_batch(stock: Any) -> Any:
    """What is wrong with one message fails that one alone."""

    def send_message_batch(response: Any) -> ActionResult:
        queue, entries = response.sqs_backend.get_queue(response._get_queue_name()), response._get_param("Entries")
        failed = [told for entry in entries if (told := _failure(entry, queue.maximum_message_size))]
        lost = {one["Id"] for one in failed}
        response.params["Entries"] = [entry for entry in entries if entry["Id"] not in lost]
        found = stock(response).result if len(lost) < len(entries) else {}
        return ActionResult({**found, "Failed": [*found.get("Failed", ()), *failed]})

    return send_message_batch


def _failure(entry: Mapping[str, Any], most: int) -> dict[str, Any] | None:
    fault = next(faults_of_message(entry, most), None)
    if fault is None:
        return None
    told = fault.message.replace("parameters are invalid", "parameters cannot be validated")
    return {"Id": entry["Id"], "SenderFault": True, "Code": fault.code, "Message": told}


def _without_empty_parts(stock: Any) -> Any:
    def answered(response: Any) -> ActionResult:
        found = stock(response)
        return ActionResult({name: part for name, part in found.result.items() if part})

    return answered
