"""A small evaluator of IAM policies: resource policies, identity policies and role trusts.

Pure. Evaluates Effect, Principal (AWS, Service, *), Action, Resource and Condition; whatever else a policy says makes
it deny everything, and the reason names it. Policy variables (`${...}`) match nothing.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from meshctl.adapters.local_aws.conditions import Context, NotUnderstood, holds, like, texts

UNDERSTOOD = {"Sid", "Effect", "Principal", "Action", "Resource", "Condition"}


@dataclass(frozen=True)
class Principal:
    """Who asks: a service, or an identity of an account. `arn` is a role's, never a session's."""

    account: str = ""
    arn: str = ""
    service: str = ""


@dataclass(frozen=True)
class Request:
    """One action of one principal on one resource, and what is known about it."""

    principal: Principal
    action: str
    resource: str
    context: Context = field(default_factory=dict)


@dataclass(frozen=True)
class AccessDecision:
    """What one policy says: `allowed`, `denied` (explicitly), or `silent`, which allows nothing either."""

    says: Literal["allowed", "denied", "silent"]
    reason: str

    @property
    def allowed(self) -> bool:
        """Whether a statement allows it and none denies it."""
        return self.says == "allowed"

    @property
    def denied(self) -> bool:
        """Whether no other policy can allow it any more."""
        return self.says == "denied"


def evaluate(policy: Mapping[str, Any] | str | None, request: Request, whose: str) -> AccessDecision:
    """Say what a policy says to a request. `whose` names the policy in the reason; no policy at all is silent."""
    try:
        matching = [one for one in statements(policy) if _applies(one, request)]
    except NotUnderstood as missing:
        return AccessDecision("denied", f"{whose} uses {missing}, which the embedded AWS does not evaluate")
    if any(one.get("Effect") == "Deny" for one in matching):
        return AccessDecision("denied", f"{whose} denies {request.action} on {request.resource}")
    if matching:
        return AccessDecision("allowed", f"{whose} allows {request.action}")
    return AccessDecision(
        "silent", f"{whose} does not allow {_who(request.principal)} {request.action} on {request.resource}"
    )


def evaluate_all(policies: Sequence[Mapping[str, Any] | str], request: Request, whose: str) -> AccessDecision:
    """Say what several policies of one identity say together."""
    decisions = [evaluate(policy, request, whose) for policy in policies]
    for says in ("denied", "allowed"):
        for decision in decisions:
            if decision.says == says:
                return decision
    return evaluate(None, request, whose)


def statements(policy: Mapping[str, Any] | str | None) -> list[Mapping[str, Any]]:
    """Give a policy's statements; `NotUnderstood` when it is not a policy."""
    try:
        document = json.loads(policy) if isinstance(policy, str) and policy else policy
    except ValueError:
        raise NotUnderstood("text that is not JSON") from None
    if not document:
        return []
    if not isinstance(document, Mapping):
        raise NotUnderstood("something that is not an object")
    listed = document.get("Statement", [])
    return [listed] if isinstance(listed, Mapping) else list(listed)


def _applies(statement: Mapping[str, Any], request: Request) -> bool:
    if strange := sorted(set(statement) - UNDERSTOOD):
        raise NotUnderstood(f"the element {strange[0]}")
    return (
        _names_principal(statement, request.principal)
        and any(like(one.lower(), request.action.lower()) for one in texts(statement.get("Action", [])))
        and any(like(one, request.resource) for one in texts(statement.get("Resource", "*")))
        and holds(statement.get("Condition") or {}, request.context)
    )


def _names_principal(statement: Mapping[str, Any], principal: Principal) -> bool:
    if "Principal" not in statement:  # an identity policy speaks of its own identity
        return True
    named = statement["Principal"]
    if isinstance(named, str):
        named = {"AWS": named}
    if strange := sorted(set(named) - {"AWS", "Service", "Federated", "CanonicalUser"}):
        raise NotUnderstood(f"the principal {strange[0]}")
    if principal.service and principal.service in texts(named.get("Service", [])):
        return True
    return any(_is(one, principal) for one in texts(named.get("AWS", [])))


def _is(named: str, principal: Principal) -> bool:
    """AWS writes "*", an account's number, an account's root or a role's ARN."""
    if named == "*":
        return True
    account = re.fullmatch(r"(?:arn:[^:]+:iam::)?(\d{12})(?::root)?", named)
    if account:
        return principal.account == account[1]
    return bool(principal.arn) and named == principal.arn


def _who(principal: Principal) -> str:
    return principal.service or principal.arn or f"account {principal.account}"
