"""What one policy says: a denial wins, an allowance counts, and anything else is silence.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html
"""

from collections.abc import Iterable, Sequence

from meshctl.iam.decisions import Decision
from meshctl.iam.policies import Policy
from meshctl.iam.principals import Named
from meshctl.iam.requests import Request
from meshctl.iam.statements import Statement

Heard = tuple[Statement, Named]


def evaluate(policy: Policy, request: Request) -> Decision:
    """Say what a policy says to a request."""
    heard = [(one, named) for one in policy.statements if (named := one.speaks_of(request))]
    denials = [one for one in heard if one[0].denies]
    if denials:
        return Decision("denied", _told(policy, "denies", denials[0], request), policy.name, denials[0][0].name)
    if not heard:
        return _silent(policy.name, request)
    best = _best(heard)
    told = _told(policy, "allows", best, request)
    return Decision("allowed", told, policy.name, best[0].name, delegated=best[1] == "account")


def evaluate_all(policies: Iterable[Policy], request: Request, whose: str) -> Decision:
    """Say what several policies say together, of which one has to allow; `whose` names them all."""
    said = [evaluate(one, request) for one in policies]
    return first(said, "denied") or first(said, "allowed") or _silent(whose, request)


def first(decisions: Iterable[Decision], says: str) -> Decision | None:
    """The first of some decisions that says so."""
    return next((one for one in decisions if one.says == says), None)


def _best(heard: Sequence[Heard]) -> Heard:
    """An allowance for whoever asks says more than one for the whole account."""
    return next((one for one in heard if one[1] == "itself"), heard[0])


def _told(policy: Policy, verb: str, heard: Heard, request: Request) -> str:
    what = f"{request.principal.shown} {request.action} on {request.resource}"
    return f"{policy.name} {verb} {what} (statement {heard[0].name})"


def _silent(whose: str, request: Request) -> Decision:
    reason = f"{whose} does not allow {request.principal.shown} {request.action} on {request.resource}"
    return Decision("silent", reason, whose)
