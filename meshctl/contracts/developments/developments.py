"""What becomes of events and subscriptions from one catalogue to the next, as data. Compares nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from meshctl.contracts.versions.differences import Difference
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
    """What somebody loses: a sentence, where it stands (in the base where it is gone), and a way out."""

    sentence: str
    place: Place
    consumers: tuple[str, ...]
    help: str


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
class Developments:
    """All that is different for people between two catalogues."""

    owners: tuple[OwnerDevelopment, ...]
    events: tuple[EventDevelopment, ...]
    subscriptions: tuple[SubscriptionDevelopment, ...]

    @property
    def breaks(self) -> Iterator[Break]:
        """All that somebody loses."""
        return (one for event in self.events for one in event.breaks)
