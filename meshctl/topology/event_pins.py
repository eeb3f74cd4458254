"""What rules know events by, and what of it gets onto a further bus. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from meshctl.model.channels import Bus
from meshctl.model.events import Event
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service, Subscription
from meshctl.model.sources import AwsSource, Link, Schedule, Source
from meshctl.topology.scheduled_events import DETAIL_TYPE, source_of

ANY_TYPE: tuple[str, ...] = ()
"""The detail-types of who says nothing of them."""


@dataclass(frozen=True, slots=True, order=True)
class EventPin:
    """What a rule knows events by: the system that they come from, their source, and their detail-types, or any of them."""

    system: str
    source: str
    types: tuple[str, ...] = ANY_TYPE


Arriving = Mapping[tuple[str, str], tuple[EventPin, ...]]
"""What gets onto each further bus, by its system and its name."""


def pin_of(source: Event | Source, one: Subscription) -> EventPin | None:
    """What a rule knows an event by, or what a source of the subscriber gives; None of what only its detail is known of."""
    if isinstance(source, Event):
        return EventPin(source.system, source.source, (source.detail_type,))
    if isinstance(source, Schedule):
        return EventPin(one.system, source_of(one.system, one.service, source), (DETAIL_TYPE,))
    return EventPin(one.system, source.source, source.types) if isinstance(source, AwsSource) else None


def arriving(mesh: Mesh, delivered: Iterable[tuple[Subscription, Event | Source | Link]]) -> Arriving:
    """What subscriptions bring to further buses of their system, and what functions send there.

    Of what is on a bus only what functions have sent goes on to another one: EventBridge passes nothing on twice.
    """
    sent: dict[tuple[str, str], set[EventPin]] = {}
    for service in mesh.services:
        for bus in _sent_to(service):
            sent.setdefault((service.system, bus), set()).add(EventPin(service.system, service.source))
    found = {bus: {*pins} for bus, pins in sent.items()}
    for subscription, source in delivered:
        if subscription.delivery.kind == Bus.kind:
            pins = _brought(sent, subscription, source)
            found.setdefault((subscription.system, subscription.delivery.channel), set()).update(pins)
    return {bus: tuple(sorted(pins)) for bus, pins in found.items()}


def _sent_to(service: Service) -> Iterator[str]:
    own = (link for link in service.sends_to if link.kind == Bus.kind and link.system in (None, service.system))
    return (link.name.rpartition("/")[2] for link in own)


def _brought(
    sent: Mapping[tuple[str, str], set[EventPin]], subscription: Subscription, source: Event | Source | Link
) -> set[EventPin]:
    if isinstance(source, Link):
        return sent.get((subscription.system, source.name.rpartition("/")[2]), set())
    pin = pin_of(source, subscription)
    return {pin} if pin else set()
