"""What policies say to a request, and which statement it stands on. Data only."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Decision:
    """`allowed`, `denied` (explicitly), or `silent`: nobody denies it, and something that has to allow it does not.

    `policy` is the name of the policy that decided, and `statement` the Sid of its statement, or its number (`#1` is the
    first); there is none when a policy is silent. `delegated` is an allowance that names the resource's own account and
    no identity of it.
    """

    says: Literal["allowed", "denied", "silent"]
    reason: str
    policy: str = ""
    statement: str = ""
    delegated: bool = False

    @property
    def allowed(self) -> bool:
        """Whether the request goes through."""
        return self.says == "allowed"

    @property
    def denied(self) -> bool:
        """Whether no other policy can allow it any more."""
        return self.says == "denied"
