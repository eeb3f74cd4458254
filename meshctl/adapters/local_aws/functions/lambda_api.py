"""Lambda's Invoke, answered by functions that really run. Changes moto's class."""

import base64
import json
from types import SimpleNamespace
from typing import Any

from moto.awslambda import responses
from moto.awslambda.exceptions import LambdaClientError, UnknownFunctionException
from moto.awslambda.responses import LambdaResponse
from moto.awslambda_simple.models import LambdaSimpleBackend

from meshctl.adapters.local_aws.enforcement.function_names import FunctionName
from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.local_aws.functions.invocations import Invocations
from meshctl.adapters.local_aws.functions.requests import InvocationRequest
from meshctl.adapters.local_aws.functions.routing import routed
from meshctl.adapters.local_aws.journal import marks_of_text
from meshctl.adapters.local_aws.json_reading.faults import json_fault
from meshctl.adapters.local_aws.json_reading.sources import HIDDEN, line_at
from meshctl.adapters.local_aws.requests.traces import TRACE_HEADER, trace_in
from meshctl.patterns.syntax.reach import line_and_column

LOG_TAIL = 4096
MISSING, COLONS = "Function not found: ", 6
"""A function's ARN has so many colons, and one more where it names a version."""
REQUEST_ID = "x-amzn-requestid"
REASON = "ReservedFunctionConcurrentInvocationLimitExceeded"


class TooManyRequests(LambdaClientError):  # type: ignore[misc]  # moto is not typed
    """Lambda's answer when a function may not run."""

    code = 429

    def __init__(self) -> None:
        super().__init__("TooManyRequestsException", "Rate Exceeded.")
        told = {"__type": self.error_type, "message": self.message, "Reason": REASON}
        self.description: str = json.dumps(told)


class InvalidRequestContent(LambdaClientError):  # type: ignore[misc]  # moto is not typed
    """Lambda's answer to an event that is no JSON."""

    code = 400

    def __init__(self, fault: str) -> None:
        reason = f"Could not parse request body into json: Could not parse payload into json: {fault}"
        super().__init__("InvalidRequestContentException", reason)


def install(invocations: Invocations) -> None:
    """Have Invoke run functions, in this process and for good."""

    def invoke(
        backend: Any, function_name: str, qualifier: str | None, body: Any, headers: Any, response_headers: Any
    ) -> bytes:
        kept = routed(_found(backend, function_name, qualifier))
        named = FunctionName.read(function_name)
        asked = qualifier or (named.qualifier if named else None)
        request = InvocationRequest.of(_event_in(body), trace_in(headers or {}), asked)
        response_headers[REQUEST_ID] = request.id
        kind = (headers or {}).get("X-Amz-Invocation-Type", "RequestResponse")
        if kind == "DryRun":
            return b""
        if kind == "Event":
            return _accept(invocations, kept, request)
        return _run(invocations, kept, request, response_headers)

    LambdaSimpleBackend.invoke = invoke
    # A function itself holds to Lambda's limit of answers; moto's is smaller.
    responses.sys = SimpleNamespace(getsizeof=lambda _: 0)
    LambdaResponse.setup_class = _as_it_came(LambdaResponse.setup_class)
    LambdaResponse._enrich_response = staticmethod(_keeping_the_id(LambdaResponse._enrich_response))


def _found(backend: Any, name: str, qualifier: str | None) -> Any:
    """moto's function; who names no version and none at all is told that there is no latest one."""
    try:
        return backend.get_function(name, qualifier)
    except UnknownFunctionException as missing:
        arn = missing.message.removeprefix(MISSING)
        named = qualifier or arn.count(":") > COLONS
        raise UnknownFunctionException(arn if named else f"{arn}:$LATEST") from None


def _keeping_the_id(stock: Any) -> Any:
    """Have an answer bear the id that the function was run with; moto makes one up for each answer."""

    def enrich(headers: dict[str, str], body: Any) -> Any:
        given = headers.get(REQUEST_ID)
        headers, body = stock(headers, body)
        return {**headers, **({REQUEST_ID: given} if given else {})}, body

    return enrich


def _as_it_came(stock: Any) -> Any:
    """A body that is no text is looked at by the call that it is for; moto fails at it."""

    def setup(response: Any, request: Any, full_url: str, headers: Any, use_raw_body: bool = False) -> None:
        try:
            stock(response, request, full_url, headers, use_raw_body)
        except UnicodeDecodeError:
            stock(response, request, full_url, headers, use_raw_body=True)

    return setup


def _event_in(body: bytes | str | None) -> bytes:
    event = (body.encode() if isinstance(body, str) else body) or b"{}"
    try:
        json.loads(event.decode())
    except (ValueError, RecursionError) as problem:
        raise InvalidRequestContent(_fault(event, problem)) from None
    return event


def _fault(event: bytes, problem: Exception) -> str:
    """What Lambda's reader says, as far as that is known."""
    if isinstance(problem, UnicodeDecodeError):
        place = line_and_column(event[: problem.start].decode() + " ")
        return f"Invalid UTF-8 start byte 0x{event[problem.start]:x}{line_at(HIDDEN, place)}"
    return json_fault(event.decode(), HIDDEN) or str(problem)


def _accept(invocations: Invocations, kept: Any, request: InvocationRequest) -> bytes:
    invocations.accept(RunnableFunction.of(kept), request, marks_of_text(request.event.decode()))
    return b""


def _run(invocations: Invocations, kept: Any, request: InvocationRequest, answer: Any) -> bytes:
    function = RunnableFunction.of(kept)
    if function.throttled:
        raise TooManyRequests
    outcome = invocations.now(function, request, marks_of_text(request.event.decode()))
    answer[TRACE_HEADER] = request.trace
    answer["x-amz-log-result"] = base64.b64encode(outcome.log[-LOG_TAIL:]).decode()
    answer["X-Amz-Executed-Version"] = function.version
    if not outcome.handled:
        answer["X-Amz-Function-Error"] = "Unhandled"
    return outcome.payload
