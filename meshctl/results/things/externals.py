"""What is told of a channel outside the mesh. Values only."""

from typing import NamedTuple


class ExternalSummary(NamedTuple):
    """A channel outside the mesh with the stages that have one, and who uses it."""

    name: str
    kind: str
    stages: tuple[str, ...]
    subscriptions: tuple[str, ...]
    senders: tuple[str, ...]
    readers: tuple[str, ...]

    @property
    def sort(self) -> str:
        """What it is."""
        return "external"


class StageArn(NamedTuple):
    """The ARN that it has in a stage, and where the catalogue says so."""

    stage: str
    arn: str
    place: str


class ExternalDetails(NamedTuple):
    """A channel outside the mesh with its ARN in each stage that has one."""

    summary: ExternalSummary
    place: str
    stages: tuple[StageArn, ...]

    @property
    def sort(self) -> str:
        """What it is."""
        return "external"
