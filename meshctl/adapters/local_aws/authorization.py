"""May somebody do something with a resource? Puts together what moto keeps of policies, and has `meshctl.iam` decide."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.identities import AssumableRole, Caller, find_role
from meshctl.iam import Decision, Governing, Policy, Principal, Request, decide, read_policy

OVER_TLS = {"aws:SecureTransport": ["true"]}
"""The loopback address stands for AWS's endpoints, which are asked over TLS."""

Context = Mapping[str, Sequence[str]]
_of_every_account: dict[str, Sequence[str]] = {}
"""What is known of all identities alike."""


def all_belong_to(organization: str) -> None:
    """Have every account belong to that AWS organisation, in this process and for good."""
    _of_every_account["aws:PrincipalOrgID"] = [organization]


def identity_may(
    who: Caller | AssumableRole, action: str, resource: str, policy: Any = None, context: Context | None = None
) -> Decision:
    """Say whether an identity may act on a resource, by its own policies and the resource's."""
    return _decide(who.principal, who.granted, action, resource, policy, context)


def not_authorized(who: Caller, action: str, resource: str, reason: str) -> str:
    """AWS's sentence to somebody who may not, with which policy decided."""
    return f"User: {who.principal.arn} is not authorized to perform: {action} on resource: {resource} because {reason}"


def service_may(service: str, action: str, resource: str, policy: Any, context: Context) -> Decision:
    """Say whether a service may act on a resource, for what `context` names as its source."""
    return _decide(Principal(service=service), (), action, resource, policy, context)


def role_letting_in(service: str, role_arn: str, source: str) -> AssumableRole | None:
    """Give the role, if it lets a service in for a source, which is an ARN; nothing where it does not, or is none."""
    role, context = find_role(role_arn), {"aws:SourceArn": [source], "aws:SourceAccount": [Arn.parse(source).account]}
    if role is None or not service_may(service, "sts:AssumeRole", role_arn, role.trust, context).allowed:
        return None
    return role


def _decide(
    principal: Principal,
    granted: Sequence[Policy],
    action: str,
    resource: str,
    policy: Any,
    context: Context | None,
) -> Decision:
    of_account = _of_every_account if principal.account else {}
    request = Request(principal, action, resource, {**OVER_TLS, **_now(), **of_account, **(context or {})})
    return decide(request, Governing(identity=granted, resource=read_policy(policy, f"the policy of {resource}")))


def _now() -> Context:
    now = datetime.now(UTC)
    return {"aws:CurrentTime": [now.isoformat()], "aws:EpochTime": [str(int(now.timestamp()))]}
