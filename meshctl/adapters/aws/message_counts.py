"""How many messages lie in a queue, as SQS counts them. Reads no message."""

from typing import Any

from botocore.exceptions import ClientError

from meshctl.retirement.queues import MessageCount

_NOT_THERE = ("AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist")
_COUNTED = (
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
)


def message_count(sqs: Any, name: str) -> MessageCount | None:
    """The count of the queue of that name; None where there is none. Raises what boto3 raises."""
    try:
        url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
        found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[*_COUNTED])["Attributes"]
    except ClientError as error:
        if error.response["Error"]["Code"] in _NOT_THERE:
            return None
        raise
    return MessageCount(*(int(found[one]) for one in _COUNTED))
