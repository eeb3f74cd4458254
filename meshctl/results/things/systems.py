"""What is told of a system. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from meshctl.results.things.events import EventSummary
from meshctl.results.things.externals import ExternalSummary
from meshctl.results.things.services import ServiceSummary


@dataclass(frozen=True, slots=True)
class SystemSummary:
    """A system with its owner, its Regions on AWS, and how much is in it."""

    sort: ClassVar[str] = "system"
    name: str
    team: str
    contact: str
    regions: tuple[str, ...]
    services: int
    events: int
    subscriptions: int


@dataclass(frozen=True, slots=True)
class StagePlacement:
    """Where a system is in a stage: the number of its account (empty where the stage names none) and its Region."""

    stage: str
    account: str
    region: str


@dataclass(frozen=True, slots=True)
class SystemDetails:
    """A system with what is in it instead of how much, and where it is in each stage."""

    sort: ClassVar[str] = "system"
    summary: SystemSummary
    description: str
    file: str
    tags: Mapping[str, str]
    stages: tuple[StagePlacement, ...]
    services: tuple[ServiceSummary, ...]
    events: tuple[EventSummary, ...]
    externals: tuple[ExternalSummary, ...]
