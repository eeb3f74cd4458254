"""Who uses which event, schema, channel or source of a mesh. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from meshctl.model.channels import Channel, Workflow
from meshctl.model.events import Event
from meshctl.model.kinds import KINDS
from meshctl.model.mesh import Mesh, Owned
from meshctl.model.services import Service, Subscription
from meshctl.model.sources import External, Link, Source


@dataclass(frozen=True, slots=True)
class MeshUses:
    """Who uses what, gathered once for a whole mesh: consumers of events; readers, senders and workflows of channels and sources.

    Owners of channels and sources are services, by their keys; of what lies outside the mesh, systems.
    """

    consumers: Mapping[tuple[str, str, int], list[Subscription]]
    readers: Mapping[Owned, list[Subscription]]
    senders: Mapping[Owned, list[str]]
    workflows: Mapping[Owned, list[str]]

    @classmethod
    def of(cls, mesh: Mesh) -> "MeshUses":
        """The uses that a mesh makes of its own things."""
        consumers: dict[tuple[str, str, int], list[Subscription]] = {}
        readers: dict[Owned, list[Subscription]] = {}
        senders: dict[Owned, list[str]] = {}
        for subscription in mesh.subscriptions:
            if isinstance(subscription.wants, Link):
                wanted = mesh.owned_by(subscription.wants, subscription.receiver)
                readers.setdefault(wanted, []).append(subscription)
            else:
                for event in mesh.meant_by(subscription.wants):
                    consumers.setdefault(event.identity, []).append(subscription)
        for service in mesh.services:
            for written in _written(mesh, service):
                senders.setdefault(written, []).append(service.key)
        return cls(consumers, readers, senders, _by_workflows(mesh))

    def consuming(self, event: Event) -> list[Subscription]:
        """The subscriptions to an event."""
        return self.consumers.get(event.identity, [])

    def reading(self, owner: str, thing: Channel | External | Source) -> tuple[str, ...]:
        """The subscriptions to what a service, or a system outside the mesh, owns."""
        return tuple(one.key for one in self.readers.get((owner, thing.kind, thing.name), ()))

    def sending(self, owner: str, channel: Channel | External) -> tuple[str, ...]:
        """The services that send to such a channel."""
        return tuple(self.senders.get((owner, channel.kind, channel.name), ()))

    def in_workflows(self, owner: str, channel: Channel) -> tuple[str, ...]:
        """The workflows with a task that calls such a channel, or sends to it."""
        return tuple(self.workflows.get((owner, channel.kind, channel.name), ()))

    def from_end_of(self, subscription: Subscription) -> list[Subscription]:
        """The subscriptions to what a subscription is delivered to, in its own service."""
        delivery = subscription.delivery
        return self.readers.get((subscription.receiver, delivery.kind, delivery.channel), [])


@dataclass(frozen=True, slots=True)
class SchemaUses:
    """Of which events each file is part of the schema, be it through other files; gathered once for a whole mesh."""

    events: Mapping[str, list[Event]]

    @classmethod
    def of(cls, mesh: Mesh) -> "SchemaUses":
        """What the events of a mesh are made of."""
        events: dict[str, list[Event]] = {}
        for event in mesh.events:
            for file in mesh.schema_files(event):
                events.setdefault(file, []).append(event)
        return cls(events)

    def of_file(self, file: str) -> list[Event]:
        """The events that a file is part of."""
        return self.events.get(file, [])


def _written(mesh: Mesh, service: Service) -> Iterable[Owned]:
    """What functions of a service may write to: what it says it sends to, and what they need not say of their own."""
    own = [one for one in service.channels if service.functions and KINDS[one.kind].owner_writes]
    named = [mesh.owned_by(link, service.key) for link in service.sends_to]
    return dict.fromkeys([*((service.key, one.kind, one.name) for one in own), *named])


def _by_workflows(mesh: Mesh) -> dict[Owned, list[str]]:
    """What the tasks of workflows use, and the workflows; each once, in the order of the catalogue."""
    found: dict[Owned, dict[str, None]] = {}
    for service in mesh.services:
        for workflow in service.workflows:
            for owner, channel in _used_in(mesh, service, workflow):
                found.setdefault((owner.key, channel.kind, channel.name), {})[f"{service.key}/{workflow.name}"] = None
    return {used: [*workflows] for used, workflows in found.items()}


def _used_in(mesh: Mesh, service: Service, workflow: Workflow) -> Iterable[tuple[Service, Channel]]:
    """What the tasks of a workflow use: of its own service, or of others that this one sends to."""
    definition = mesh.definitions.get(workflow.definition)
    named = (one for one in (definition.references if definition else ()) if one.is_used)
    return (meant for one in named if (meant := mesh.used_by(service, one)))
