"""Calls on workflows, executions and activities: which action on which of them, and whether the caller may.

A version or an alias is asked for as its workflow, with its own name as a condition.
https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html
"""

from collections.abc import Iterator
from typing import Any

from moto.core.exceptions import AWSError

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.authorization import identity_may, not_authorized
from meshctl.adapters.local_aws.event_bridge.targets.workflows import workflow_asked
from meshctl.adapters.local_aws.identities import caller_of

MADE = {"CreateStateMachine": "stateMachine", "CreateActivity": "activity"}
"""What a call names that is not there as yet."""
NAMING = ("mapRunArn", "executionArn", "activityArn", "resourceArn", "stateMachineArn")
QUALIFIED = ("stateMachineAliasArn", "stateMachineVersionArn")
PUBLISHING = ("CreateStateMachine", "UpdateStateMachine")


class WorkflowAccessDenied(AWSError):  # type: ignore[misc]  # moto is not typed
    """Step Functions' answer to who may not."""

    TYPE = "AccessDeniedException"


def authorize_workflow_call(response: Any) -> None:
    """Raise `WorkflowAccessDenied` unless the caller may."""
    caller = caller_of(response.access_key)
    arn, context = workflow_asked(_named(response, caller.account))
    for action in _actions(response):
        decision = identity_may(caller, action, arn, context=context)
        if not decision.allowed:
            raise WorkflowAccessDenied(not_authorized(caller, action, arn, decision.reason))


def _actions(response: Any) -> Iterator[str]:
    operation = response._get_action()
    yield f"states:{operation}"
    if operation in PUBLISHING and response._get_param("publish"):
        yield "states:PublishStateMachineVersion"


def _named(response: Any, account: str) -> str:
    """The ARN that a call is about; `*` where it is about none, and where it names what is none."""
    if kind := MADE.get(response._get_action()):
        return f"arn:aws:states:{response.region}:{account}:{kind}:{response._get_param('name')}"
    routes = response._get_param("routingConfiguration") or [{}]
    given = [response._get_param(name) for name in (*QUALIFIED, *NAMING)] + [routes[0].get(QUALIFIED[1])]
    return next((one for one in given if one and _is_arn(one)), "*")


def _is_arn(text: Any) -> bool:
    try:
        return bool(Arn.parse(str(text)))
    except ValueError:
        return False
