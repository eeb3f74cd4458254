"""Tags of streams and of their consumers, which an ARN names. Changes moto's class, which does not know these calls.

https://docs.aws.amazon.com/kinesis/latest/APIReference/API_TagResource.html
"""

from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult, EmptyResult
from moto.kinesis.responses import KinesisResponse

CONSUMER = "/consumer/"
MOST = 50


def install() -> None:
    """Have those calls answered."""
    KinesisResponse.tag_resource = _tag
    KinesisResponse.untag_resource = _untag
    KinesisResponse.list_tags_for_resource = _list


def _tag(response: Any) -> EmptyResult:
    kept = _tags(response)
    tagged = kept | response._get_param("Tags")
    if len(tagged) > MOST:
        words = (
            f"Failed to add tags to resource {response._get_param('ResourceARN')}. Cannot have more than {MOST} tags."
        )
        raise JsonRESTError("InvalidArgumentException", words)
    kept.update(tagged)
    return EmptyResult()


def _untag(response: Any) -> EmptyResult:
    kept = _tags(response)
    for name in response._get_param("TagKeys"):
        kept.pop(name, None)
    return EmptyResult()


def _list(response: Any) -> ActionResult:
    return ActionResult({"Tags": [{"Key": name, "Value": value} for name, value in sorted(_tags(response).items())]})


def _tags(response: Any) -> dict[str, str]:
    """The tags that are kept with a stream or a consumer; both are found by moto, or said not to be there."""
    arn = str(response._get_param("ResourceARN"))
    if CONSUMER not in arn:
        tags: dict[str, str] = response.kinesis_backend.describe_stream(arn, None).tags
        return tags
    consumer = response.kinesis_backend.describe_stream_consumer("", "", arn)
    kept: dict[str, str] = consumer.__dict__.setdefault("tags", {})
    return kept
