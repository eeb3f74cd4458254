"""A stream is made once, has a policy while it is there, and two of its open shards that lie side by side are merged, whichever is
named first. Changes moto's classes.

moto says the bare name of a stream that is there, keeps policies of any, and takes shards for neighbours that are none.
"""

from typing import Any

from moto.kinesis.exceptions import InvalidArgumentError, ResourceInUseError
from moto.kinesis.models import KinesisBackend, Stream


def install() -> None:
    """Have streams made, and shards merged so."""
    KinesisBackend.create_stream = _once(KinesisBackend.create_stream)
    KinesisBackend.put_resource_policy = _of_what_is_there(KinesisBackend.put_resource_policy)
    Stream.merge_shards = _neighbours(Stream.merge_shards)


def _once(stock: Any) -> Any:
    def create_stream(backend: Any, name: str, *given: Any, **more: Any) -> Any:
        if name in backend.streams:
            raise ResourceInUseError(f"Stream {name} under account {backend.account_id} already exists.")
        return stock(backend, name, *given, **more)

    return create_stream


def _of_what_is_there(stock: Any) -> Any:
    def put_resource_policy(backend: Any, resource_arn: str, policy_doc: str) -> None:
        backend.describe_stream(resource_arn.partition("/consumer/")[0], None)
        stock(backend, resource_arn, policy_doc)

    return put_resource_policy


def _neighbours(stock: Any) -> Any:
    def merge_shards(stream: Any, merged: str, adjacent: str) -> None:
        lower, upper = sorted((stream.shards[merged], stream.shards[adjacent]), key=lambda one: one.starting_hash)
        if lower.ending_hash + 1 != upper.starting_hash or not (lower.is_open and upper.is_open):
            where = f"in stream {stream.stream_name} under account {stream.account_id}"
            raise InvalidArgumentError(
                f"Shards {merged} and {adjacent} {where} are not an adjacent pair of shards eligible for merging"
            )
        stock(stream, lower.shard_id, upper.shard_id)
        made = list(stream.shards.values())[-1]
        made.parent, made.adjacent_parent = merged, adjacent

    return merge_shards
