"""Systems: services that one team answers for."""

from dataclasses import dataclass, field

from meshctl.model.places import Place
from meshctl.model.services import Service
from meshctl.model.sources import External


@dataclass(frozen=True, slots=True)
class System:
    """Services that one team answers for; owns one account per stage.

    `region` is None where the system names none, `tags` are all of its resources', those of the mesh included.
    `described` says that its own file could be read, `complete` that all its files could be: of an incomplete system nobody
    can say what it lacks. What is `protected` is never taken away, and none of its queues. What is on its local bus is archived
    for so many days, or not at all.
    """

    name: str
    description: str
    team: str
    contact: str
    services: tuple[Service, ...]
    place: Place
    complete: bool = True
    region: str | None = None
    region_place: Place = field(default=Place(""))
    external: tuple[External, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    described: bool = True
    protected: bool = False
    archive_keep_days: int | None = None

    @property
    def public_sources(self) -> tuple[str, ...]:
        """The sources of those of its services that publish for the whole mesh."""
        return tuple(one.source for one in self.services if any(not event.private for event in one.events))
