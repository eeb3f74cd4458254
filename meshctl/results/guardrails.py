"""What `meshctl guardrails` has rendered, or will once it is applied. Values only."""

from dataclasses import dataclass

from meshctl.model.guardrails import GuardrailException


@dataclass(frozen=True, slots=True)
class GuardrailPolicy:
    """One policy of the organisation: its kind, what it holds in sentences, and its characters of those that AWS takes."""

    name: str
    kind: str
    holds: tuple[str, ...]
    characters: int
    most: int


@dataclass(frozen=True, slots=True)
class GuardrailsOutlook:
    """The guardrails of a mesh: in which account they are made, whom they bind, who is excepted, and who is no more."""

    mesh: str
    organization: str
    account: str
    attach_to: tuple[str, ...]
    policies: tuple[GuardrailPolicy, ...]
    excepted: tuple[GuardrailException, ...]
    expired: tuple[GuardrailException, ...]
