"""SubscribeToShard, which moto has not: an answer that goes on while records come."""

from collections.abc import Generator, Iterable, Mapping
from typing import Any

from moto.kinesis.exceptions import ConsumerNotFound, ResourceNotFoundError
from moto.kinesis.models import KinesisBackend
from moto.kinesis.responses import KinesisResponse

from meshctl.adapters.local_aws.answers import AnswerPieces
from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.streams.event_stream import CONTENT_TYPE, FIRST, event_message
from meshctl.adapters.local_aws.streams.readings import Readings, last_before
from meshctl.adapters.local_aws.streams.shard_events import shard_events


def install(clock: Clock, readings: Readings) -> None:
    """Have moto answer the call."""

    def subscribe_to_shard(response: Any) -> tuple[int, dict[str, str], AnswerPieces]:
        consumer_arn, shard_id = response._get_param("ConsumerARN"), response._get_param("ShardId")
        stream = _stream_of(response.kinesis_backend, consumer_arn)
        shard = stream.shards.get(shard_id)
        if shard is None:
            told = f"Shard {shard_id} in stream {stream.stream_name} under account {stream.account_id} does not exist"
            raise ResourceNotFoundError(told)
        last = last_before(shard, response._get_param("StartingPosition"), clock.time())
        events = shard_events(stream, shard, last, readings.begin(consumer_arn, shard_id))
        return 200, {"Content-Type": CONTENT_TYPE}, AnswerPieces(_messages(events))

    KinesisResponse.subscribe_to_shard = subscribe_to_shard


def _stream_of(backend: KinesisBackend, consumer_arn: str) -> Any:
    """Give the stream of a consumer; raises moto's ConsumerNotFound."""
    for stream in list(backend.streams.values()):
        if stream.get_consumer_by_arn(consumer_arn):
            return stream
    raise ConsumerNotFound(consumer_arn, backend.account_id)


def _messages(events: Iterable[Mapping[str, Any]]) -> Generator[bytes]:
    yield event_message(FIRST, {})
    for event in events:
        yield event_message("SubscribeToShardEvent", event)
