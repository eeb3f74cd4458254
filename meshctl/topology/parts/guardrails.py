"""The guardrails of an organisation. Plain data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExceptedPrincipals:
    """Whom the guardrails let through, as ARN patterns; of `services_of`, which are accounts, the AWS services that act for them."""

    other_accounts: tuple[str, ...]
    control_plane: tuple[str, ...]
    organization: tuple[str, ...]
    services_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuardrailsPart:
    """The guardrails of the organisation; roles and what is `guarded` are ARN patterns."""

    organization: str
    delivery_roles: tuple[str, ...]
    deploy_roles: tuple[str, ...]
    guarded: tuple[str, ...]
    excepted: ExceptedPrincipals
    attach_to: tuple[str, ...]
