"""A stream that is made with no word of shards is on demand, and a consumer's ARN ends in the second in which it was made.

Stock moto fails at the first, and leaves the second out, so that no call takes what it has answered.
"""

from typing import Any

from moto.kinesis.models import Consumer, KinesisBackend

ON_DEMAND = {"StreamMode": "ON_DEMAND"}


def install() -> None:
    """Have streams and consumers made so."""
    stock_stream, stock_consumer = KinesisBackend.create_stream, Consumer.__init__

    def create_stream(backend: Any, name: str, shards: int | None, stream_mode: Any = None, **more: Any) -> Any:
        mode = stream_mode if stream_mode or shards else ON_DEMAND
        return stock_stream(backend, name, shards, stream_mode=mode, **more)

    def create_consumer(consumer: Any, *args: Any, **kwargs: Any) -> None:
        stock_consumer(consumer, *args, **kwargs)
        consumer.consumer_arn += f":{int(consumer.created.timestamp())}"

    KinesisBackend.create_stream, Consumer.__init__ = create_stream, create_consumer
