"""Workflows. Plain data."""

from dataclasses import dataclass

from meshctl.topology.parts.grants import UseGrant
from meshctl.topology.parts.names import Role


@dataclass(frozen=True, slots=True)
class WorkflowPart:
    """A state machine: its definition as JSON text with ARNs in place of names, and what its tasks use."""

    name: str
    arn: str
    role: Role
    express: bool
    definition: str
    log_keep_days: int
    uses: tuple[UseGrant, ...]
