"""What all policies that bear on a request say together, in AWS's order.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html

Not modelled: users and federated sessions, whose boundary a resource's policy may pass by; service-linked roles, and the
management account, to which neither SCPs nor RCPs apply (hand in none for them).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from meshctl.aws_facts.organizations import RESOURCE_CONTROLLED
from meshctl.iam.decisions import Decision
from meshctl.iam.evaluation import evaluate, evaluate_all, first
from meshctl.iam.policies import Policy
from meshctl.iam.requests import Request

Levels = Sequence[Sequence[Policy]]
"""The policies of the organisation's root, of each unit below it, and of the account: every level has to allow."""

RESOURCE_DECIDES = frozenset({"kms", "sts"})
"""A key and a role open to nobody whom their own policy does not name, not even within their account.

https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
"""


@dataclass(frozen=True)
class Governing:
    """The policies that bear on a request.

    `identity`: of who asks. `boundary` and `session`: what bounds these, where there is any. `resource`: of what is asked
    for. `scps` are those of the asking account, `rcps` those of the resource's.
    """

    identity: Sequence[Policy] = ()
    resource: Policy = field(default=Policy("the resource's policy"))
    boundary: Policy | None = None
    session: Policy | None = None
    scps: Levels = ()
    rcps: Levels = ()


def decide(request: Request, governing: Governing) -> Decision:
    """Say whether a request goes through, and which statement of which policy decides."""
    guards = _guards(request, governing)
    bounds = _bounds(request, governing)
    identity = evaluate_all(governing.identity, request, f"the policies of {request.principal.shown}")
    resource = evaluate(governing.resource, request)
    said = [*guards, *bounds, identity, resource]
    return (
        first(said, "denied")
        or first(guards, "silent")
        or (resource if request.principal.service else _granted(request, identity, resource, bounds))
    )


def _guards(request: Request, governing: Governing) -> list[Decision]:
    """An SCP binds the identities of its accounts and no service; an RCP binds whoever asks, services as well."""
    rcps = governing.rcps if request.action.split(":")[0].lower() in RESOURCE_CONTROLLED else ()
    scps = () if request.principal.service else governing.scps
    return [*_levels(rcps, request, "RCPs"), *_levels(scps, request, "SCPs")]


def _levels(levels: Levels, request: Request, kind: str) -> Iterable[Decision]:
    return (evaluate_all(one, request, f"the {kind} of level {number}") for number, one in enumerate(levels, 1))


def _bounds(request: Request, governing: Governing) -> list[Decision]:
    """Boundary and session's policy: of a role they also bind what a resource's policy gives it."""
    bounds = [one for one in (governing.boundary, governing.session) if one is not None]
    return [] if request.principal.service else [evaluate(one, request) for one in bounds]


def _granted(request: Request, identity: Decision, resource: Decision, bounds: Sequence[Decision]) -> Decision:
    """Inside an account one of both is enough; across accounts both are needed."""
    granted = _inside(request, identity, resource) if _same_account(request) else _across(identity, resource)
    return (first(bounds, "silent") or granted) if granted.allowed else granted


def _same_account(request: Request) -> bool:
    return request.resource_account in ("", request.principal.account)


def _inside(request: Request, identity: Decision, resource: Decision) -> Decision:
    """A resource's policy that names the account alone leaves it to the account, hence to the identity's policies."""
    if resource.allowed and not resource.delegated:
        return resource
    if request.action.split(":")[0].lower() in RESOURCE_DECIDES and not resource.allowed:
        return resource
    return identity


def _across(identity: Decision, resource: Decision) -> Decision:
    return resource if identity.allowed else identity
