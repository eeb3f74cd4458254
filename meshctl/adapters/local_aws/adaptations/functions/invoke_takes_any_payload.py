"""Invoke takes any JSON as its payload; moto looks for the qualifier in it, and fails unless it is an object."""

from typing import Any

from moto.awslambda.responses import LambdaResponse


def install() -> None:
    """Have the qualifier of an invocation read where Lambda reads it: in the query."""
    stock = LambdaResponse._get_param

    def get_param(response: Any, name: str, if_none: Any = None) -> Any:
        if name == "qualifier":
            return response.querystring.get("Qualifier", [if_none])[0]
        return stock(response, name, if_none)

    LambdaResponse._get_param = get_param
