"""What is told of a system. Values only."""

from collections.abc import Mapping
from typing import NamedTuple

from meshctl.results.things.events import EventSummary
from meshctl.results.things.externals import ExternalSummary
from meshctl.results.things.services import ServiceSummary


class SystemSummary(NamedTuple):
    """A system with its owner, its Regions on AWS, and how much is in it."""

    name: str
    team: str
    contact: str
    regions: tuple[str, ...]
    services: int
    events: int
    subscriptions: int

    @property
    def sort(self) -> str:
        """What it is."""
        return "system"


class StagePlacement(NamedTuple):
    """Where a system is in a stage: the number of its account (empty where the stage names none) and its Region."""

    stage: str
    account: str
    region: str


class SystemDetails(NamedTuple):
    """A system with what is in it instead of how much, and where it is in each stage."""

    summary: SystemSummary
    description: str
    file: str
    tags: Mapping[str, str]
    stages: tuple[StagePlacement, ...]
    services: tuple[ServiceSummary, ...]
    events: tuple[EventSummary, ...]
    externals: tuple[ExternalSummary, ...]

    @property
    def sort(self) -> str:
        """What it is."""
        return "system"
