"""A request: one action of one principal on one resource, with all that is known about it. Decides nothing.

What follows from the principal and the resource is in the context by itself; whoever asks adds the rest
(`aws:SourceArn`, `aws:PrincipalOrgID`, `aws:SourceOrgID` ...), and may say otherwise.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

Context = Mapping[str, Sequence[str]]
"""The values of condition keys. A key without values counts as one that is not there."""


@dataclass(frozen=True)
class Principal:
    """Who asks: a service, or an identity of an account. `arn` is a role's, never a session's."""

    account: str = ""
    arn: str = ""
    service: str = ""

    @property
    def shown(self) -> str:
        """As people read it."""
        return self.service or self.arn or f"account {self.account}"


@dataclass(frozen=True)
class Request:
    """One action of one principal on one resource. `owner` is the resource's account where its ARN names none."""

    principal: Principal
    action: str
    resource: str
    context: Context = field(default_factory=dict)
    owner: str = ""

    @property
    def resource_account(self) -> str:
        """Whose the resource is."""
        parts = self.resource.split(":", 5)
        return self.owner or (parts[4] if len(parts) == 6 else "")

    @cached_property
    def known(self) -> Context:
        """The whole context, its keys in small letters: IAM does not tell `aws:sourcearn` from `aws:SourceArn`."""
        told = {**_of_the_principal(self.principal), "aws:ResourceAccount": [self.resource_account], **self.context}
        return {key.lower(): [one for one in values if one != ""] for key, values in told.items()}


def _of_the_principal(principal: Principal) -> Context:
    """Of a service, AWS tells no ARN and no account: it has none of its own."""
    if principal.service:
        return {"aws:PrincipalIsAWSService": ["true"], "aws:PrincipalServiceName": [principal.service]}
    return {
        "aws:PrincipalIsAWSService": ["false"],
        "aws:PrincipalAccount": [principal.account],
        "aws:PrincipalArn": [principal.arn],
    }
