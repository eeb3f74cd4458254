"""Lambda's Invoke, answered by functions that really run. Changes moto's class."""

import base64
from typing import Any

from moto.awslambda.exceptions import LambdaClientError
from moto.awslambda_simple.models import LambdaSimpleBackend

from meshctl.adapters.local_aws.event_bridge.failures import Undeliverable
from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.local_aws.functions.invocations import Invocations
from meshctl.adapters.local_aws.journal import marks_of_text

LOG_TAIL = 4096


class TooManyRequests(LambdaClientError):  # type: ignore[misc]  # moto is not typed
    """Lambda's answer when a function may not run."""

    code = 429

    def __init__(self) -> None:
        super().__init__("TooManyRequestsException", "Rate Exceeded.")


def install(invocations: Invocations) -> None:
    """Have Invoke run functions, in this process and for good."""

    def invoke(
        backend: Any, function_name: str, qualifier: str | None, body: Any, headers: Any, response_headers: Any
    ) -> bytes:
        kept = backend.get_function(function_name, qualifier)
        event = (body.decode() if isinstance(body, bytes) else body) or "{}"
        kind = (headers or {}).get("X-Amz-Invocation-Type", "RequestResponse")
        if kind == "DryRun":
            return b""
        if kind == "Event":
            return _event(invocations, kept, event)
        return _request(invocations, kept, event, response_headers)

    LambdaSimpleBackend.invoke = invoke


def _event(invocations: Invocations, kept: Any, event: str) -> bytes:
    try:
        invocations.later(kept, event, marks_of_text(event))
    except Undeliverable:
        raise TooManyRequests from None
    return b""


def _request(invocations: Invocations, kept: Any, event: str, answer: Any) -> bytes:
    function = RunnableFunction.of(kept)
    if function.throttled:
        raise TooManyRequests
    outcome = invocations.now(function, event.encode(), marks_of_text(event))
    answer["x-amz-log-result"] = base64.b64encode(outcome.log[-LOG_TAIL:]).decode()
    answer["X-Amz-Executed-Version"] = function.version
    if not outcome.handled:
        answer["X-Amz-Function-Error"] = "Unhandled"
    return outcome.payload
