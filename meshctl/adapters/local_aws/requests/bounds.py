"""How large a request may be, and what a service says of a larger one. Pure.

https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
"""

from http import HTTPStatus

from meshctl.adapters.local_aws.requests.aws_request import AwsRequest
from meshctl.adapters.local_aws.requests.calls import AwsCall
from meshctl.adapters.local_aws.requests.refusals import AwsRefusal
from meshctl.adapters.local_aws.requests.services import MIB, SERVICES

OTHERS = 16 * MIB
"""Of a service whose quotas are not known here."""
INVOKED, INVOKED_LATER = 6_291_456, MIB
"""Bytes of an event that a function is called with: who waits for its answer may send more."""


def most_bytes(signed: str) -> int:
    """Give the most bytes of a body that a service reads."""
    return SERVICES[signed].most_bytes if signed in SERVICES else OTHERS


def too_large(call: AwsCall, most: int) -> AwsRefusal:
    """Say that a body is larger than a service reads."""
    if call.signed == "s3":
        return AwsRefusal("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
    operation = f" for the {_operation(call)} operation" if call.name else ""
    message = f"Request must be smaller than {most} bytes{operation}"
    return AwsRefusal("RequestEntityTooLargeException", message, HTTPStatus.REQUEST_ENTITY_TOO_LARGE.value)


def over_bounds(request: AwsRequest, call: AwsCall) -> AwsRefusal | None:
    """Say that a call's own bound is broken, if it is: the event of a function has one."""
    if call.told != "lambda:Invoke":
        return None
    most = INVOKED_LATER if request.header("x-amz-invocation-type") == "Event" else INVOKED
    return too_large(call, most) if len(request.body) > most else None


def _operation(call: AwsCall) -> str:
    return "InvokeFunction" if call.told == "lambda:Invoke" else call.name
