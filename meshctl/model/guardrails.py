"""The guardrails over the organisation: where they are applied, whom they bind, and who is excepted. Standard library only."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from meshctl.model.places import Place
from meshctl.model.stages import ProviderVersion

OTHER_ACCOUNTS, CONTROL_PLANE, ORGANIZATION = "other-accounts", "control-plane", "organization"
"""What a guardrail is about, as an exception names it."""


class GuardrailException(NamedTuple):
    """`principal`, an ARN pattern within one account, is let through by `guardrail` up to and including the day `until`."""

    guardrail: str
    principal: str
    reason: str
    until: date
    place: Place

    def holds(self, today: date) -> bool:
        """Whether it has not run out."""
        return today <= self.until


@dataclass(frozen=True, slots=True)
class Guardrails:
    """They are made in the management account `account`, and bind what `attach_to` names: accounts, units, the root."""

    account: str
    deploy_role: str
    state_bucket: str
    attach_to: tuple[str, ...]
    exceptions: tuple[GuardrailException, ...]
    place: Place
    aws_provider: ProviderVersion
