"""How SQS tells an error: by two names in JSON, the newer one in the body, and with an empty `Detail` in XML.

Changes moto's classes. https://smithy.io/2.0/aws/protocols/aws-query-protocol.html (awsQueryCompatible)
"""

from typing import Any

from moto.core.serialize import BaseJSONSerializer, QuerySerializer

IN_JSON = {
    "InvalidParameterValue": "InvalidParameterValueException",
    "MissingParameter": "MissingRequiredParameterException",
}
"""Errors that no model has, by their older name, which the header `x-amzn-query-error` says."""


def install() -> None:
    """Have errors of SQS told so, in this process and for good."""
    BaseJSONSerializer._get_protocol_specific_error_code = _named(BaseJSONSerializer._get_protocol_specific_error_code)
    BaseJSONSerializer._serialized_error_to_response = _with_status(BaseJSONSerializer._serialized_error_to_response)
    QuerySerializer._serialized_error_to_response = _detailed(QuerySerializer._serialized_error_to_response)


def _named(stock: Any) -> Any:
    def named(serializer: Any, shape: Any) -> str:
        code: str = stock(serializer, shape)
        prefix, mark, name = code.rpartition("#")
        return f"{prefix}{mark}{IN_JSON.get(name, name)}" if _is_of_queues(serializer) else code

    return named


def _detailed(stock: Any) -> Any:
    def respond(serializer: Any, answer: Any, error: Exception, shape: Any, told: dict[str, Any]) -> Any:
        detail = {"Detail": None} if _is_of_queues(serializer) else {}
        return stock(serializer, answer, error, shape, {**told, **detail})

    return respond


def _with_status(stock: Any) -> Any:
    """An error may have another status than 400, which the model of SQS does not say."""

    def respond(serializer: Any, answer: Any, error: Exception, shape: Any, told: dict[str, Any]) -> Any:
        answered = stock(serializer, answer, error, shape, told)
        status = getattr(error, "status", None) if _is_of_queues(serializer) else None
        return {**answered, "status_code": status} if status else answered

    return respond


def _is_of_queues(serializer: Any) -> bool:
    return bool(serializer.operation_model.service_model.service_name == "sqs")
