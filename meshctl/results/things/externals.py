"""What is told of a channel outside the mesh. Values only."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ExternalSummary:
    """A channel outside the mesh with the stages that have one, and who uses it."""

    sort: ClassVar[str] = "external"
    name: str
    kind: str
    stages: tuple[str, ...]
    subscriptions: tuple[str, ...]
    senders: tuple[str, ...]
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageArn:
    """The ARN that it has in a stage, and where the catalogue says so."""

    stage: str
    arn: str
    place: str


@dataclass(frozen=True, slots=True)
class ExternalDetails:
    """A channel outside the mesh with its ARN in each stage that has one."""

    sort: ClassVar[str] = "external"
    summary: ExternalSummary
    place: str
    stages: tuple[StageArn, ...]
