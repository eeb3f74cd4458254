"""An error in XML says why in `Message`; moto says it in `message` again, which clients then show as a fact of its own."""

from typing import Any

from moto.core.serialize import QuerySerializer


def install() -> None:
    """Have errors of the query protocol (SNS, IAM, STS, CloudWatch) say it once."""
    stock = QuerySerializer._serialized_error_to_response

    def respond(serializer: Any, answer: Any, error: Exception, shape: Any, told: dict[str, Any]) -> Any:
        once = {name: value for name, value in told.items() if name != "message" or "Message" not in told}
        return stock(serializer, answer, error, shape, once)

    QuerySerializer._serialized_error_to_response = respond
