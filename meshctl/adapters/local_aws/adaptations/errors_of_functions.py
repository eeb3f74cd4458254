"""Lambda's errors bear a Type, and those about what is not there a Message with a capital; moto's have neither."""

import json
from typing import Any

from moto.awslambda.exceptions import LambdaClientError

NOT_MODELLED = "ValidationException"
"""It comes before Lambda's own model, and bears a message alone."""


def install() -> None:
    """Have errors of Lambda's calls shaped as its model says; `more` is what one kind of error has besides."""
    stock = LambdaClientError.__init__

    def init(error: Any, kind: str, message: str) -> None:
        stock(error, kind, message)
        name = "Message" if kind == "ResourceNotFoundException" else "message"
        typed = {} if kind == NOT_MODELLED else {"Type": "User"}
        error.description = json.dumps({"__type": kind, **typed, name: message, **getattr(error, "more", {})})

    LambdaClientError.__init__ = init
