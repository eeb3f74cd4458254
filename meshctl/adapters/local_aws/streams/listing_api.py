"""Streams, shards and tags are told in pages, each behind the last one of the page before. Changes moto's classes.

moto tells the same page again and again, knows no filters of shards, and counts shards as they were when the stream was made.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult
from moto.kinesis.models import KinesisBackend, Shard, Stream
from moto.kinesis.responses import KinesisResponse

from meshctl.adapters.local_aws.requests.paging import NoSuchPage, page_of

STREAMS, SHARDS, LISTED_SHARDS, TAGS = 100, 100, 1000, 50
"""So many of each an answer has where nobody says how many (Kinesis' API reference, `Limit` and `MaxResults`)."""
Item = TypeVar("Item")


def install() -> None:
    """Have moto answer so."""
    KinesisResponse.list_streams = _list_streams
    KinesisResponse.describe_stream = _describe_stream
    KinesisResponse.list_shards = _list_shards
    KinesisBackend.list_tags_for_stream = _list_tags
    Stream.to_json_summary = _counting_open(Stream.to_json_summary)


def _behind(items: Sequence[Item], name: Callable[[Item], str], start: str | None) -> list[Item]:
    """The items by their names, behind the one that is named."""
    return sorted((one for one in items if name(one) > (start or "")), key=name)


def _list_streams(response: Any) -> ActionResult:
    streams = list(response.kinesis_backend.streams.values())
    behind = _behind(streams, lambda one: one.stream_name, response._get_param("ExclusiveStartStreamName"))
    try:
        found, token = page_of(behind, response._get_param("Limit") or STREAMS, response._get_param("NextToken"))
    except NoSuchPage:
        raise _no_such_page() from None
    told = [_summary(stream) for stream in found]
    names = [stream.stream_name for stream in found]
    return ActionResult(
        {"StreamNames": names, "StreamSummaries": told, "HasMoreStreams": token is not None, "NextToken": token}
    )


def _summary(stream: Any) -> dict[str, Any]:
    told = stream.to_json_summary()["StreamDescriptionSummary"]
    names = ("StreamName", "StreamARN", "StreamStatus", "StreamModeDetails", "StreamCreationTimestamp")
    return {name: told[name] for name in names}


def _describe_stream(response: Any) -> ActionResult:
    asked = (response._get_param(name) for name in ("StreamARN", "StreamName"))
    stream, most = response.kinesis_backend.describe_stream(*asked), response._get_param("Limit") or SHARDS
    behind = _behind(
        list(stream.shards.values()), lambda one: one.shard_id, response._get_param("ExclusiveStartShardId")
    )
    told = stream.to_json()["StreamDescription"]
    told |= {"Shards": [shard.to_json() for shard in behind[:most]], "HasMoreShards": len(behind) > most}
    return ActionResult({"StreamDescription": told | {"StreamModeDetails": stream.stream_mode}})


def _list_shards(response: Any) -> ActionResult:
    token, start = response._get_param("NextToken"), response._get_param("ExclusiveStartShardId")
    named = next(filter(None, (response._get_param(name) for name in ("StreamARN", "StreamName"))), None)
    if token and (named or start):
        raise JsonRESTError("InvalidArgumentException", "NextToken and StreamName cannot be provided together.")
    stream = _stream_of(response, token)
    shards = _behind(_filtered(stream, response._get_param("ShardFilter") or {}), lambda one: one.shard_id, start)
    try:
        page = token.partition(" ")[2] if token else None
        found, following = page_of(shards, response._get_param("MaxResults") or LISTED_SHARDS, page)
    except NoSuchPage:
        raise _no_such_page() from None
    next_token = f"{stream.stream_name} {following}" if following else None
    return ActionResult({"Shards": [shard.to_json() for shard in found], "NextToken": next_token})


def _stream_of(response: Any, token: str | None) -> Any:
    """A token says of which stream a page goes on."""
    arn, name = response._get_param("StreamARN"), response._get_param("StreamName")
    return response.kinesis_backend.describe_stream(arn, token.partition(" ")[0] if token else name)


def _filtered(stream: Any, wanted: dict[str, Any]) -> list[Shard]:
    """The shards that a filter wants. No shard is dropped here, and when one was closed is not kept: moments want all of them."""
    shards, kind = list(stream.shards.values()), wanted.get("Type")
    if kind == "AT_LATEST":
        return [shard for shard in shards if shard.is_open]
    if kind == "AT_TRIM_HORIZON":
        return [shard for shard in shards if shard.parent is None]
    last = str(wanted.get("ShardId", "")) if kind == "AFTER_SHARD_ID" else ""
    return [shard for shard in shards if shard.shard_id > last]


def _list_tags(
    backend: Any,
    stream_arn: str,
    stream_name: str,
    exclusive_start_tag_key: str | None = None,
    limit: int | None = None,
) -> dict[str, Any]:
    tags = backend.describe_stream(stream_arn=stream_arn, stream_name=stream_name).tags
    behind, most = _behind(list(tags.items()), lambda one: one[0], exclusive_start_tag_key), limit or TAGS
    told = [{"Key": key, "Value": value} for key, value in behind[:most]]
    return {"Tags": told, "HasMoreTags": len(behind) > most}


def _counting_open(stock: Any) -> Any:
    def to_json_summary(stream: Any) -> dict[str, Any]:
        told: dict[str, Any] = stock(stream)
        counts = {
            "OpenShardCount": sum(shard.is_open for shard in stream.shards.values()),
            "ConsumerCount": len(stream.consumers),
        }
        return {"StreamDescriptionSummary": told["StreamDescriptionSummary"] | counts}

    return to_json_summary


def _no_such_page() -> JsonRESTError:
    return JsonRESTError("InvalidArgumentException", "NextToken is invalid.")
