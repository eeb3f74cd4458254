"""One statement of a policy: whether it speaks of a request.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

from collections.abc import Mapping
from dataclasses import dataclass

from meshctl.iam.conditions import KeyCondition, NullCondition, read_conditions, texts
from meshctl.iam.errors import PolicyNotUnderstood
from meshctl.iam.principals import AllPrincipalsBut, AnyPrincipal, Named, Principals, read_principals
from meshctl.iam.requests import Request
from meshctl.iam.templates import Template, any_like, template

ELEMENTS = {"Sid", "Effect", "Condition"}
EITHER = ("Principal", "Action", "Resource")
"""Each may be negated: NotPrincipal, NotAction, NotResource."""


@dataclass(frozen=True)
class Matched:
    """Texts that the request's action or resource is to be like, or with `negated` not to be like."""

    templates: tuple[Template, ...]
    negated: bool

    def covers(self, value: str, request: Request) -> bool:
        """Tell whether an action or a resource is meant."""
        return any_like(self.templates, value, request.known) != self.negated


@dataclass(frozen=True)
class Statement:
    """A statement as it is asked; `name` is its Sid or its number."""

    name: str
    denies: bool
    principals: AnyPrincipal | Principals | AllPrincipalsBut
    actions: Matched
    resources: Matched
    conditions: tuple[KeyCondition | NullCondition, ...]

    def speaks_of(self, request: Request) -> Named:
        """How the statement names who asks, if it is about this request at all."""
        named = self.principals.named(request.principal)
        return named if named and self._covers(request) else ""

    def _covers(self, request: Request) -> bool:
        return (
            self.actions.covers(request.action.lower(), request)
            and self.resources.covers(request.resource, request)
            and all(one.holds(request.known) for one in self.conditions)
        )


def read_statement(written: object, number: int, variables: bool) -> Statement:
    """Read a statement; `PolicyNotUnderstood` names what is not evaluated. Without a Resource it is about all."""
    if not isinstance(written, Mapping):
        raise PolicyNotUnderstood("a statement that is not an object")
    _check_elements(written)
    return Statement(
        name=str(written.get("Sid") or f"#{number}"),
        denies=written["Effect"] == "Deny",
        principals=read_principals(written),
        actions=_actions(written),
        resources=_resources(written, variables),
        conditions=read_conditions(written.get("Condition") or {}, variables),
    )


def _check_elements(written: Mapping[str, object]) -> None:
    known = ELEMENTS | set(EITHER) | {f"Not{one}" for one in EITHER}
    if strange := sorted(set(written) - known):
        raise PolicyNotUnderstood(f"the element {strange[0]}")
    for one in EITHER:
        if one in written and f"Not{one}" in written:
            raise PolicyNotUnderstood(f"{one} beside Not{one}")
    if written.get("Effect") not in ("Allow", "Deny"):
        raise PolicyNotUnderstood(f"the effect {written.get('Effect')}")
    if "Action" not in written and "NotAction" not in written:
        raise PolicyNotUnderstood("a statement without an action")


def _actions(written: Mapping[str, object]) -> Matched:
    """In small letters: IAM does not tell `SQS:sendmessage` from `sqs:SendMessage`."""
    negated = "NotAction" in written
    named = texts(written["NotAction" if negated else "Action"])
    return Matched(tuple(template(one.lower(), False) for one in named), negated)


def _resources(written: Mapping[str, object], variables: bool) -> Matched:
    negated = "NotResource" in written
    named = texts(written["NotResource"] if negated else written.get("Resource", "*"))
    return Matched(tuple(template(one, variables) for one in named), negated)
