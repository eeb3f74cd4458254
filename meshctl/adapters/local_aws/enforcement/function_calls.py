"""Calls on functions: which action on which function, and whether the caller may.

https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
"""

import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from moto.awslambda.exceptions import InvalidParameterValueException, LambdaClientError

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.authorization import identity_may, not_authorized
from meshctl.adapters.local_aws.enforcement.function_names import FunctionName
from meshctl.adapters.local_aws.event_bridge.resources import find_function, policy_of
from meshctl.adapters.local_aws.identities import caller_of

ACTIONS = {"Invoke": "InvokeFunction", "InvokeAsync": "InvokeAsync"}
"""Actions that are not named as their calls."""
NAMED_IN_THE_PATH = re.compile(r"/[^/]+/functions/([^/]+)")


class FunctionAccessDenied(LambdaClientError):  # type: ignore[misc]  # moto is not typed
    """Lambda's answer to who may not."""

    code = 403

    def __init__(self, reason: str) -> None:
        super().__init__("AccessDeniedException", reason)


class FunctionElsewhere(LambdaClientError):  # type: ignore[misc]  # moto is not typed
    """Lambda's answer about a function of another Region than it is asked in."""

    code = 404

    def __init__(self, region: str, own: str) -> None:
        words = f"Functions from '{region}' are not reachable in this region ('{own}')"
        super().__init__("ResourceNotFoundException", words)


def check_function_name(response: Any) -> None:
    """Raise Lambda's refusal of a function that is named in another Region, or with two qualifiers."""
    path = NAMED_IN_THE_PATH.match(response.path)
    named = unquote(path[1]) if path else _to_be_made(response)
    found = FunctionName.read(named) if named else None
    if found is None:
        return
    if found.region not in (None, response.region):
        raise FunctionElsewhere(str(found.region), response.region)
    asked = response.querystring.get("Qualifier", [""])[0]
    if found.qualifier and asked and found.qualifier != asked:
        words = "The derived qualifier from the function name does not match the specified qualifier."
        raise InvalidParameterValueException(words)


def authorize_function_call(response: Any) -> None:
    """Raise `FunctionAccessDenied` unless the caller may; then have the function's own account answer."""
    caller = caller_of(response.access_key)
    operation = response._get_action()
    arn = _function(response, caller.account) or "*"
    function = find_function(Arn.parse(arn)) if arn != "*" else None
    action = f"lambda:{ACTIONS.get(operation, operation)}"
    decision = identity_may(caller, action, arn, function and policy_of(function))
    if not decision.allowed:
        raise FunctionAccessDenied(not_authorized(caller, action, arn, decision.reason))
    if arn != "*":
        response.current_account = Arn.parse(arn).account


def _function(response: Any, account: str) -> str | None:
    """The function that a call is about, if it is about one; which one a mapping is for, its own role answers for."""
    path = NAMED_IN_THE_PATH.match(response.path)
    named = unquote(path[1]) if path else _to_be_made(response)
    found = FunctionName.read(named) if named else None
    if found is None:
        return None
    asked = response.querystring.get("Qualifier", [""])[0]
    return replace(found, qualifier=found.qualifier or asked).arn(response.region, account)


def _to_be_made(response: Any) -> str | None:
    if response._get_action() != "CreateFunction":
        return None
    named = json.loads(response.body).get("FunctionName")
    return named if isinstance(named, str) else None
