"""What becomes of events and subscriptions from one catalogue to the next, as data. Compares nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from meshctl.contracts.versions.differences import Difference, Witness
from meshctl.model.events import Event
from meshctl.model.places import Place


class Turn(StrEnum):
    """What became of something."""

    ADDED = "added"
    CHANGED = "changed"
    DEPRECATED = "deprecated"
    MOVED = "moved"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Break:
    """What somebody loses: a sentence, where it stands (in the base where it is gone), and a way out.

    `consumers` are the keys of the subscriptions that lose it, or of the services that can no longer publish. `witness` is an
    event that proves it, where one can; `presumed` says why it is not certain, where it is not.
    """

    sentence: str
    place: Place
    consumers: tuple[str, ...]
    help: str
    witness: Witness | None = None
    presumed: str = ""


@dataclass(frozen=True, slots=True)
class EventDevelopment:
    """What became of one version of an event, for whom, and whom it breaks; `differences` are those of its schema."""

    turn: Turn
    event: Event
    sentence: str
    consumers: tuple[str, ...]
    differences: tuple[Difference, ...] = ()
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True)
class SubscriptionDevelopment:
    """What became of a subscription; its key names it in both catalogues."""

    turn: Turn
    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class OwnerDevelopment:
    """A system or service that is new or gone."""

    turn: Turn
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class StageDevelopment:
    """A stage that is new or gone, or a system or the hub that lives elsewhere in it, and whom that breaks."""

    turn: Turn
    stage: str
    sentence: str
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True)
class Developments:
    """All that is different for people between two catalogues."""

    stages: tuple[StageDevelopment, ...]
    owners: tuple[OwnerDevelopment, ...]
    events: tuple[EventDevelopment, ...]
    subscriptions: tuple[SubscriptionDevelopment, ...]

    @property
    def breaks(self) -> Iterator[Break]:
        """All that somebody loses."""
        yield from (one for stage in self.stages for one in stage.breaks)
        yield from (one for event in self.events for one in event.breaks)
