"""A shard that is split or merged keeps its records until they expire, and takes no more; moto moves them."""

from collections import OrderedDict
from typing import Any

from moto.kinesis.models import Shard, Stream
from moto.utilities.utils import md5_hash


def install() -> None:
    """Have readers find each record where it was put, and senders the shard that is open."""
    Stream.split_shard = _keeping_records(Stream.split_shard)
    Stream.merge_shards = _keeping_records(Stream.merge_shards)
    stock = Stream.get_shard_for_key

    def get_shard_for_key(stream: Any, partition_key: Any, explicit_hash_key: Any) -> Shard | None:
        stock(stream, partition_key, explicit_hash_key)  # refuses what is no key
        key = int(explicit_hash_key) if explicit_hash_key else int(md5_hash(partition_key.encode()).hexdigest(), 16)
        return next((one for one in list(stream.shards.values()) if one.is_open and _has(one, key)), None)

    Stream.get_shard_for_key = get_shard_for_key


def _has(shard: Shard, key: int) -> bool:
    return bool(shard.starting_hash <= key <= shard.ending_hash)


def _keeping_records(stock: Any) -> Any:
    def resharded(stream: Any, *shards: str) -> None:
        kept = {name: shard.records for name, shard in stream.shards.items()}
        for shard in stream.shards.values():
            shard.records = OrderedDict()
        try:
            stock(stream, *shards)
        finally:
            for name, records in kept.items():
                stream.shards[name].records = records

    return resharded
