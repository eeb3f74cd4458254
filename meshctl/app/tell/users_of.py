"""Who uses which event, channel or source of a mesh. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from meshctl.model.channels import Channel
from meshctl.model.events import Event
from meshctl.model.kinds import SOURCES
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service, Subscription
from meshctl.model.sources import External, Link, Source

Owned = tuple[str, str, str]
"""A channel by its system, or a source by its service; then its kind and its name."""


@dataclass(frozen=True, slots=True)
class MeshUses:
    """Who uses what, gathered once for a whole mesh: consumers of events, readers and senders of channels and sources."""

    consumers: Mapping[tuple[str, str, int], list[Subscription]]
    readers: Mapping[Owned, list[str]]
    senders: Mapping[Owned, list[str]]

    @classmethod
    def of(cls, mesh: Mesh) -> "MeshUses":
        """The uses that a mesh makes of its own things."""
        consumers: dict[tuple[str, str, int], list[Subscription]] = {}
        readers: dict[Owned, list[str]] = {}
        senders: dict[Owned, list[str]] = {}
        for subscription in mesh.subscriptions:
            if isinstance(subscription.wants, Link):
                readers.setdefault(_linked(subscription, subscription.wants), []).append(subscription.key)
            else:
                for event in mesh.meant_by(subscription.wants):
                    consumers.setdefault(event.identity, []).append(subscription)
        for service in mesh.services:
            for link in service.sends_to:
                senders.setdefault(_linked(service, link), []).append(service.key)
        return cls(consumers, readers, senders)

    def consuming(self, event: Event) -> list[Subscription]:
        """The subscriptions to an event."""
        return self.consumers.get(event.identity, [])

    def reading(self, owner: str, thing: Channel | External | Source) -> tuple[str, ...]:
        """The subscriptions to what a system (a channel) or a service (a source) owns."""
        return tuple(self.readers.get((owner, thing.kind, thing.name), ()))

    def sending(self, system: str, channel: Channel | External) -> tuple[str, ...]:
        """The services that send to a channel of a system."""
        return tuple(self.senders.get((system, channel.kind, channel.name), ()))


def _linked(user: Subscription | Service, link: Link) -> Owned:
    if link.kind in SOURCES:
        return user.key.rpartition("/")[0], link.kind, link.name
    return link.system or user.system, link.kind, link.name.rpartition("/")[2]
