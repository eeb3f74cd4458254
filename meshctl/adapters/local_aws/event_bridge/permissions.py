"""May this rule deliver to this target? The delivery role and the target's own policy answer. Raises, never sends."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.authorization import Context, identity_may, service_may
from meshctl.adapters.local_aws.event_bridge.failures import no_permissions, not_let_in
from meshctl.adapters.local_aws.identities import AssumableRole, find_role

SERVICE = "events.amazonaws.com"


@dataclass(frozen=True)
class Wanted:
    """What a delivery wants to do with which resource, and the resource's own policy. Some targets always need a role.

    `known` is what conditions of the role's policies may ask of the resource.
    """

    action: str
    arn: Arn
    policy: Any
    needs_role: bool = False
    known: Context = field(default_factory=dict)


@dataclass(frozen=True)
class Sender:
    """The rule that sends."""

    rule_arn: str
    account: str

    @property
    def context(self) -> dict[str, list[str]]:
        """What the policies that EventBridge meets know about it."""
        return {"aws:SourceArn": [self.rule_arn], "aws:SourceAccount": [self.account]}


def check(sender: Sender, target: Mapping[str, Any], wanted: Wanted, context: Mapping[str, list[str]]) -> None:
    """Raise `Undeliverable` unless role and target's policy allow it; `context` is the event's."""
    if role_arn := target.get("RoleArn"):
        _check_with_role(_role(sender, role_arn), wanted, context)
    elif wanted.needs_role or wanted.arn.account != sender.account:
        raise no_permissions(f"{wanted.arn.text} needs a delivery role, and the target names none")
    else:
        check_service(sender, wanted)


def check_service(sender: Sender, wanted: Wanted) -> None:
    """Raise `Undeliverable` unless the resource's policy lets EventBridge in on behalf of the rule."""
    decision = service_may(SERVICE, wanted.action, wanted.arn.text, wanted.policy, sender.context)
    if not decision.allowed:
        raise not_let_in(wanted.action, decision.reason)


def _role(sender: Sender, role_arn: str) -> AssumableRole:
    role = find_role(role_arn)
    if role is None:
        raise no_permissions(f"the delivery role {role_arn} does not exist")
    if role.account != sender.account:
        raise no_permissions(f"the delivery role {role_arn} is not in the account of the bus")
    trust = service_may(SERVICE, "sts:AssumeRole", role_arn, role.trust, sender.context)
    if not trust.allowed:
        raise no_permissions(trust.reason)
    return role


def _check_with_role(role: AssumableRole, wanted: Wanted, context: Mapping[str, list[str]]) -> None:
    decision = identity_may(role, wanted.action, wanted.arn.text, wanted.policy, {**context, **wanted.known})
    if not decision.allowed:
        raise no_permissions(decision.reason)
