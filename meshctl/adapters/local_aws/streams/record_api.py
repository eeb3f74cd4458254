"""Reading a shard by iterators: by a stream's ARN alone as well, and to the end of a shard that is closed. Changes moto's classes.

moto's iterator of a stream that was named by its ARN names none, and one of a closed shard goes on for ever.
"""

from typing import Any

from moto.core.responses import ActionResult
from moto.kinesis.models import KinesisBackend
from moto.kinesis.responses import KinesisResponse
from moto.kinesis.utils import decompose_shard_iterator

from meshctl.adapters.local_aws.streams.shard_events import child_shards


def install() -> None:
    """Have shards read so."""
    stock_iterator, stock_records = KinesisBackend.get_shard_iterator, KinesisResponse.get_records

    def get_shard_iterator(backend: Any, stream_arn: str | None, stream_name: str | None, *place: Any) -> str:
        named = backend.describe_stream(stream_arn, stream_name).stream_name
        return str(stock_iterator(backend, None, named, *place))

    def get_records(response: Any) -> ActionResult:
        return _ended(response, stock_records(response))

    KinesisBackend.get_shard_iterator, KinesisResponse.get_records = get_shard_iterator, get_records


def _ended(response: Any, answered: ActionResult) -> ActionResult:
    """An answer; the last one of a closed shard says what became of it, and not how to go on."""
    stream_name, shard_id, last = decompose_shard_iterator(answered.result["NextShardIterator"])[:3]
    stream = response.kinesis_backend.describe_stream(None, stream_name)
    shard = stream.shards[shard_id]
    if shard.is_open or any(number > int(last) for number in list(shard.records)):
        return answered
    told = {name: value for name, value in answered.result.items() if name != "NextShardIterator"}
    return ActionResult(told | {"ChildShards": child_shards(stream, shard)})
