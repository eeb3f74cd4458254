"""Each iterator of a shard is another one, knows when it was made, and has no line breaks; moto gives the same for the same place."""

import base64
import uuid
from typing import Any

from moto.core.utils import unix_time
from moto.kinesis import models, utils


def install() -> None:
    """Have iterators made and read so."""
    utils.compose_shard_iterator = models.compose_shard_iterator = _compose
    models.decompose_shard_iterator = _decompose


def _compose(stream_name: str | None, shard: Any, last_sequence_id: int) -> str:
    place = f"{stream_name}:{shard.shard_id}:{last_sequence_id}:{unix_time()}:{uuid.uuid4().hex}"
    return base64.b64encode(place.encode()).decode()


def _decompose(shard_iterator: str) -> list[str]:
    """The stream, the shard, and the number after which it reads."""
    place: list[str] = utils.decompose_shard_iterator(shard_iterator)
    return place[:3]
