"""The Principal element: for whom a statement is.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from meshctl.iam.conditions import texts
from meshctl.iam.errors import PolicyNotUnderstood
from meshctl.iam.requests import Principal
from meshctl.iam.sessions import refuse_sessions

KINDS = {"AWS", "Service", "Federated", "CanonicalUser"}
ACCOUNT = re.compile(r"(?:arn:[^:]+:iam::)?(\d{12})(?::root)?")

Named = Literal["", "account", "itself"]
"""How a statement names who asks: not at all, by its account alone, or itself (a role, a service, everybody)."""


@dataclass(frozen=True)
class AnyPrincipal:
    """Of a policy without principals, which speaks of the identity that has it."""

    def named(self, principal: Principal) -> Named:
        """Everybody is meant."""
        return "itself"


@dataclass(frozen=True)
class Principals:
    """Who is named, by accounts' numbers, ARNs and services; `*` is everybody."""

    identities: frozenset[str]
    accounts: frozenset[str]
    services: frozenset[str]

    def named(self, principal: Principal) -> Named:
        """How this principal is named."""
        if "*" in self.identities or self._names(principal):
            return "itself"
        return "account" if principal.account in self.accounts and not principal.service else ""

    def _names(self, principal: Principal) -> bool:
        if principal.service:
            return principal.service in self.services
        return principal.arn in self.identities


@dataclass(frozen=True)
class AllPrincipalsBut:
    """NotPrincipal. A role is left out only where both it and its account are named."""

    out: Principals

    def named(self, principal: Principal) -> Named:
        """Meant is whoever is not wholly left out."""
        return "" if self._leaves_out(principal) else "itself"

    def _leaves_out(self, principal: Principal) -> bool:
        itself = self.out.named(principal) == "itself"
        return itself and (bool(principal.service) or "*" in self.out.identities or self._account(principal))

    def _account(self, principal: Principal) -> bool:
        return principal.account in self.out.accounts


def read_principals(statement: Mapping[str, object]) -> AnyPrincipal | Principals | AllPrincipalsBut:
    """Read for whom a statement is; `PolicyNotUnderstood` for kinds of principals that IAM does not know."""
    if "NotPrincipal" in statement:
        return AllPrincipalsBut(_principals(statement["NotPrincipal"]))
    return _principals(statement["Principal"]) if "Principal" in statement else AnyPrincipal()


def _principals(written: object) -> Principals:
    if written == "*":
        written = {"AWS": "*"}
    if not isinstance(written, Mapping):
        raise PolicyNotUnderstood(f"the principal {written}")
    if strange := sorted(set(written) - KINDS):
        raise PolicyNotUnderstood(f"the principal {strange[0]}")
    identities = texts(written.get("AWS", []))
    refuse_sessions(identities)
    accounts = frozenset(found[1] for one in identities if (found := ACCOUNT.fullmatch(one)))
    return Principals(frozenset(identities), accounts, frozenset(texts(written.get("Service", []))))
