"""How what a subscription wants gets to its channel, in every stage alike: on which bus, and over which second one. Pure.

Ways are total: where nobody can be sure of what is wanted (an event that nobody publishes, or several do), there is none,
and nothing is raised. There are ways that meshctl cannot build yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from meshctl.model.events import Event
from meshctl.model.kinds import KINDS, Across
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service, Subscription
from meshctl.model.sources import Link, Source
from meshctl.model.stages import HUB


@dataclass(frozen=True, slots=True)
class EventBus:
    """A bus by its kind (hub, local, default, partner, further), its owner (a system, or the hub) and its name.

    Only partners' buses and further ones have a name; of the others an owner has one.
    """

    kind: str
    owner: str
    name: str = ""


THE_HUB = EventBus("hub", HUB)
DEFAULT = "default"
"""The kind of the bus on which AWS services put their events."""
LOCAL = "local"
"""The kind of a system's own bus."""


def local_bus(system: str) -> EventBus:
    """A system's own bus."""
    return EventBus(LOCAL, system)


@dataclass(frozen=True, slots=True)
class Way:
    """How what a subscription wants gets to its channel, in every stage alike.

    `source` is the event, or the source as its service declares it; a link where a channel is wanted, or what nobody has
    declared.
    """

    subscription: Subscription
    source: Event | Source | Link

    @property
    def publisher(self) -> str:
        """The system that it comes from."""
        if isinstance(self.source, Event):
            return self.source.system
        return (self.source.system if isinstance(self.source, Link) else None) or self.subscription.system

    @property
    def bus(self) -> EventBus | None:
        """The bus that its rule is on; None for what comes over none: from a topic, a queue, a stream."""
        if isinstance(self.source, Event):
            return bus_of(self.source)
        return bus_of_source(self.source, self.subscription.system)

    @property
    def second_bus(self) -> EventBus | None:
        """The receiver's local bus, with a rule of its own, where the hub's rule cannot deliver into another account."""
        indirect = KINDS[self.subscription.delivery.kind].across is Across.LOCAL_BUS
        return local_bus(self.subscription.system) if indirect and self.bus == THE_HUB else None


def bus_of(event: Event) -> EventBus:
    """The bus that an event is published on: the hub, or where it is private its system's own."""
    return local_bus(event.system) if event.private else THE_HUB


def bus_of_source(source: Source | Link, receiver: str) -> EventBus | None:
    """The bus that what is no event of the mesh comes over to a system; None where it comes over none."""
    kind = KINDS[source.kind].bus
    return EventBus(kind, receiver, "" if kind in (DEFAULT, LOCAL) else source.name) if kind else None


def ways(mesh: Mesh) -> Iterator[Way]:
    """The way to each subscription of which it is clear what it means."""
    for service in mesh.services:
        for subscription in service.subscriptions:
            source = _source(mesh, service, subscription)
            if source:
                yield Way(subscription, source)


def _source(mesh: Mesh, service: Service, subscription: Subscription) -> Event | Source | Link | None:
    wants = subscription.wants
    if not isinstance(wants, Link):
        return mesh.event_of(wants)
    declared = (one for one in service.sources if (one.kind, one.name) == (wants.kind, wants.name))
    return next(declared, wants)
