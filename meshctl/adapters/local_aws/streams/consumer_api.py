"""Consumers of a stream: each is registered once, found by its stream and its name or by its ARN, and told in pages.

moto takes a stream that is missing for something, and takes all others away where one is named. Changes moto's classes.
"""

from collections.abc import Callable
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult
from moto.kinesis.exceptions import ConsumerNotFound, ResourceInUseError
from moto.kinesis.models import Consumer, KinesisBackend
from moto.kinesis.responses import KinesisResponse

from meshctl.adapters.local_aws.requests.paging import NoSuchPage, page_of

MOST_CONSUMERS, PAGE = 20, 100
"""Of a stream, and in an answer (Kinesis, "Quotas and limits", "ListStreamConsumers")."""
Taken = Callable[[str], None]


def install(when_taken: Taken) -> None:
    """Have consumers kept so; somebody is told the ARN of each that is taken away."""
    KinesisBackend.register_stream_consumer = _register
    KinesisBackend.describe_stream_consumer = _find
    KinesisBackend.deregister_stream_consumer = _deregister(when_taken)
    KinesisResponse.list_stream_consumers = _list


def _register(backend: Any, stream_arn: str, consumer_name: str) -> Consumer:
    stream = backend.describe_stream(stream_arn, None)
    owner = f"stream {stream.stream_name} under account {backend.account_id}"
    if any(one.consumer_name == consumer_name for one in stream.consumers):
        raise ResourceInUseError(f"Consumer {consumer_name} of {owner} already exists.")
    if len(stream.consumers) >= MOST_CONSUMERS:
        raise JsonRESTError("LimitExceededException", f"There are already {MOST_CONSUMERS} consumers of {owner}.")
    made = Consumer(consumer_name, backend.account_id, backend.region_name, stream_arn)
    stream.consumers.append(made)
    return made


def _find(backend: Any, stream_arn: str, consumer_name: str, consumer_arn: str) -> Consumer:
    streams = [backend.describe_stream(stream_arn, None)] if stream_arn else list(backend.streams.values())
    for consumer in (consumer for stream in streams for consumer in stream.consumers):
        if consumer_arn == consumer.consumer_arn or (stream_arn and consumer_name == consumer.consumer_name):
            return consumer
    raise ConsumerNotFound(consumer_name or consumer_arn, backend.account_id)


def _deregister(when_taken: Taken) -> Callable[..., None]:
    def deregister_stream_consumer(backend: Any, stream_arn: str, consumer_name: str, consumer_arn: str) -> None:
        consumer = _find(backend, stream_arn, consumer_name, consumer_arn)
        backend.describe_stream(consumer.stream_arn, None).delete_consumer(consumer.consumer_arn)
        when_taken(consumer.consumer_arn)

    return deregister_stream_consumer


def _list(response: Any) -> ActionResult:
    stream = response.kinesis_backend.describe_stream(response._get_param("StreamARN"), None)
    try:
        found, token = page_of(
            stream.consumers, response._get_param("MaxResults") or PAGE, response._get_param("NextToken")
        )
    except NoSuchPage:
        raise JsonRESTError("InvalidArgumentException", "NextToken is invalid.") from None
    return ActionResult({"Consumers": [one.to_json() for one in found], "NextToken": token})
