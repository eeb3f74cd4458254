"""Records, and reading a shard by iterators: by a stream's ARN alone as well, for five minutes, and to the end of a shard that is closed.

Changes moto's classes: its iterator of a stream that was named by its ARN names none, it goes on for ever, and nobody is told of
a stream's encryption.
"""

from datetime import UTC, datetime
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult
from moto.core.utils import unix_time
from moto.kinesis.models import KinesisBackend
from moto.kinesis.responses import KinesisResponse
from moto.kinesis.utils import decompose_shard_iterator

from meshctl.adapters.local_aws.streams.shard_events import child_shards, encryption_of

LIFE = 300
"""Seconds for which an iterator may be used (Kinesis' API reference, GetShardIterator)."""
EXPIRED = (
    "Iterator expired. The iterator was created at time {} while right now it is {} which is further in the future than "
    "the tolerated delay of 300000 milliseconds."
)


def install() -> None:
    """Have shards read so."""
    stock_iterator, stock_records = KinesisBackend.get_shard_iterator, KinesisResponse.get_records

    def get_shard_iterator(backend: Any, stream_arn: str | None, stream_name: str | None, *place: Any) -> str:
        named = backend.describe_stream(stream_arn, stream_name).stream_name
        return str(stock_iterator(backend, None, named, *place))

    def get_records(response: Any) -> ActionResult:
        _check_age(response._get_param("ShardIterator"))
        return _ended(response, stock_records(response))

    KinesisBackend.get_shard_iterator, KinesisResponse.get_records = get_shard_iterator, get_records
    for call in ("put_record", "put_records"):
        setattr(KinesisResponse, call, _encrypted(getattr(KinesisResponse, call)))


def _encrypted(stock: Any) -> Any:
    """What was written into a stream that is encrypted says so."""

    def put(response: Any) -> ActionResult:
        answered = stock(response)
        named = (response._get_param(name) for name in ("StreamARN", "StreamName"))
        return ActionResult(answered.result | encryption_of(response.kinesis_backend.describe_stream(*named)))

    return put


def _check_age(iterator: Any) -> None:
    """One that somebody else has made up has no age; moto says what it is."""
    made = _made_at(str(iterator))
    if made is not None and 0 <= made < unix_time() - LIFE:
        raise JsonRESTError("ExpiredIteratorException", EXPIRED.format(_told(made), _told(unix_time())))


def _made_at(iterator: str) -> float | None:
    """On AWS's time; nothing where that is not known. Each iterator says so behind its place."""
    try:
        return float(decompose_shard_iterator(iterator)[3])
    except (ValueError, IndexError):
        return None


def _told(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%a %b %d %H:%M:%S UTC %Y}"


def _ended(response: Any, answered: ActionResult) -> ActionResult:
    """An answer; the last one of a closed shard says what became of it, and not how to go on."""
    stream_name, shard_id, last = decompose_shard_iterator(answered.result["NextShardIterator"])[:3]
    stream = response.kinesis_backend.describe_stream(None, stream_name)
    shard = stream.shards[shard_id]
    for record in answered.result["Records"] if (encrypted := encryption_of(stream)) else ():
        record.update(encrypted)
    if shard.is_open or any(number > int(last) for number in list(shard.records)):
        return answered
    told = {name: value for name, value in answered.result.items() if name != "NextShardIterator"}
    return ActionResult(told | {"ChildShards": child_shards(stream, shard)})
