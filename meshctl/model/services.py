"""Services and their subscriptions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from meshctl.model.channels import Delivery, Function, Queue
from meshctl.model.events import Event, EventReference
from meshctl.model.exemptions import Exemption
from meshctl.model.places import Place


@dataclass(frozen=True, slots=True)
class Link:
    """A subscription to a topic, queue or stream by name: `topic: order-updates` or `topic: orders/order-updates`."""

    kind: str
    name: str
    place: Place

    @property
    def system(self) -> str | None:
        """The other system that is named, if one is."""
        return self.name.rpartition("/")[0] or None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A service's wish to receive an event (or, refused for now, to read a topic, queue or stream)."""

    name: str
    system: str
    service: str
    wants: EventReference | Link
    where: Mapping[str, Any] | None
    where_place: Place
    delivery: Delivery
    place: Place
    where_places: Mapping[tuple[str | int, ...], Place] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """`payments/capture/order-placed`."""
        return f"{self.system}/{self.service}/{self.name}"


@dataclass(frozen=True, slots=True)
class Service:
    """What publishes and subscribes; belongs to one system."""

    name: str
    system: str
    description: str
    events: tuple[Event, ...]
    functions: tuple[Function, ...]
    queues: tuple[Queue, ...]
    subscriptions: tuple[Subscription, ...]
    place: Place
    exemptions: tuple[Exemption, ...] = ()

    @property
    def key(self) -> str:
        """`payments/capture`."""
        return f"{self.system}/{self.name}"

    @property
    def source(self) -> str:
        """The `source` of its events on the wire: `payments.capture`."""
        return f"{self.system}.{self.name}"
