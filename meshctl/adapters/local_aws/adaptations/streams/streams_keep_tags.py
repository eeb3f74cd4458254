"""CreateStream takes tags; moto drops them, and Terraform sees a difference for ever."""

from typing import Any

from moto.kinesis.responses import KinesisResponse


def install() -> None:
    """Have a stream made with its tags."""
    stock = KinesisResponse.create_stream

    def create_stream(response: Any) -> Any:
        made = stock(response)
        if tags := response._get_param("Tags"):
            response.kinesis_backend.add_tags_to_stream(None, response._get_param("StreamName"), tags)
        return made

    KinesisResponse.create_stream = create_stream
