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
from meshctl.topology.buses import DEFAULT, FURTHER, LOCAL, THE_HUB, EventBus, local_bus
from meshctl.topology.event_pins import Arriving, EventPin, arriving, pin_of


@dataclass(frozen=True, slots=True)
class Way:
    """How what a subscription wants gets to its channel, in every stage alike.

    `source` is the event, or the source as its service declares it; a link where a channel is wanted, or what nobody has
    declared. Of a further bus, `owner` is the service that has it, and `arriving` what gets onto it.
    """

    subscription: Subscription
    source: Event | Source | Link
    owner: str = ""
    arriving: tuple[EventPin, ...] = ()

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
        found = bus_of_source(self.source, self.subscription.system)
        return found._replace(service=self.owner) if found else None

    @property
    def pins(self) -> tuple[EventPin, ...]:
        """What its rule knows events by."""
        if isinstance(self.source, Link):
            return self.arriving
        pin = pin_of(self.source, self.subscription)
        return (pin,) if pin else ()

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
    found = [
        (subscription, source)
        for service in mesh.services
        for subscription in service.subscriptions
        if (source := _source(mesh, service, subscription))
    ]
    arrivals = arriving(mesh, found)
    for subscription, source in found:
        if isinstance(source, Link) and KINDS[source.kind].bus == FURTHER:
            yield _from_further_bus(mesh, arrivals, subscription, source)
        else:
            yield Way(subscription, source)


def _from_further_bus(mesh: Mesh, arrivals: Arriving, subscription: Subscription, link: Link) -> Way:
    found = mesh.channel_of(link, subscription.system)
    pins = arrivals.get((subscription.system, link.name.rpartition("/")[2]), ())
    return Way(subscription, link, found[0].name if found else "", pins)


def _source(mesh: Mesh, service: Service, subscription: Subscription) -> Event | Source | Link | None:
    wants = subscription.wants
    if not isinstance(wants, Link):
        return mesh.event_of(wants)
    declared = (one for one in service.sources if (one.kind, one.name) == (wants.kind, wants.name))
    return next(declared, wants)
