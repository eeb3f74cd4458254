"""The mesh: everything a catalogue declares, and the questions everybody asks of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from meshctl.model.channels import Channel, WorkflowDefinition, WorkflowReference
from meshctl.model.events import Event, EventReference
from meshctl.model.exemptions import Exemption, SeveritySetting
from meshctl.model.findings import KnownNames
from meshctl.model.guardrails import Guardrails
from meshctl.model.kinds import KINDS
from meshctl.model.places import Place
from meshctl.model.schemas import Schema, may_lead_out
from meshctl.model.services import Service, Subscription
from meshctl.model.sources import Link
from meshctl.model.stages import ProviderVersion, Stage
from meshctl.model.systems import System

Owned = tuple[str, str, str]
"""A channel or a source by the service that has it, or the system that names one outside the mesh; then its kind and its name."""


@dataclass(frozen=True, eq=False)  # no slots: the indexes are kept on first use; a mesh is nothing but itself
class Mesh:
    """Everything the catalogue declares, for one organisation.

    `unread` are the files that could not be read in full: of what they declare something is not here. By their path:
    `schemas` are those of the events that could be read, `definitions` those that workflows name, `texts` all files as they were found. `schema_dialects` are those of
    schemas that say none, by the system in whose directory they lie, and by "" for all others. `variants` are this mesh as it is in a stage with settings of its own, by that stage: who
    receives what is the same in all.
    """

    name: str
    region: str
    stages: tuple[Stage, ...]
    archive_keep_days: int
    systems: tuple[System, ...]
    place: Place
    organization: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    severities: tuple[SeveritySetting, ...] = ()
    own_exemptions: tuple[Exemption, ...] = ()
    guardrails: Guardrails | None = None
    unread: tuple[str, ...] = ()
    schemas: Mapping[str, Schema] = field(default_factory=dict)
    schema_dialects: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, WorkflowDefinition] = field(default_factory=dict)
    texts: Mapping[str, bytes] = field(default_factory=dict)
    variants: Mapping[str, "Mesh"] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether all files could be read: of an incomplete mesh nobody can say what it lacks."""
        return not self.unread

    @property
    def services(self) -> Iterator[Service]:
        """All services, system by system."""
        return (service for system in self.systems for service in system.services)

    @property
    def events(self) -> Iterator[Event]:
        """All events, public and private."""
        return (event for service in self.services for event in service.events)

    @property
    def subscriptions(self) -> Iterator[Subscription]:
        """All subscriptions."""
        return (subscription for service in self.services for subscription in service.subscriptions)

    @property
    def exemptions(self) -> tuple[Exemption, ...]:
        """All of them: those that mesh.yaml makes, then those of the services."""
        return (*self.own_exemptions, *(one for service in self.services for one in service.exemptions))

    @property
    def aws_providers(self) -> tuple[ProviderVersion, ...]:
        """The versions of Terraform's AWS provider that its stages and guardrails use, each once for every place that says it."""
        guardrails = (self.guardrails.aws_provider,) if self.guardrails else ()
        return tuple(dict.fromkeys((*(stage.aws_provider for stage in self.stages), *guardrails)))

    def at(self, stage: str) -> "Mesh":
        """The mesh as it is in that stage."""
        return self.variants.get(stage, self)

    def region_of(self, system: System, stage: Stage) -> str:
        """The Region that a system is placed in. The embedded AWS has one, whatever the system names."""
        return stage.regions[0] if stage.is_local or system.region is None else system.region

    def system(self, name: str) -> System | None:
        """The system of that name, if there is one."""
        return self._systems_by_name.get(name)

    def stage(self, name: str) -> Stage | None:
        """The stage of that name, if there is one."""
        return next((stage for stage in self.stages if stage.name == name), None)

    def service(self, key: str) -> Service | None:
        """The service `system/name`, if there is one."""
        return self._services_by_key.get(key)

    def meant_by(self, reference: EventReference) -> tuple[Event, ...]:
        """The events that a reference may mean: none, one, or several versions."""
        named = self._events_by_key.get(f"{reference.system}/{reference.name}", ())
        return tuple(event for event in named if reference.means(event))

    def channel_of(self, link: Link, system: str) -> tuple[Service, Channel] | None:
        """The channel that a service of `system` names, with the service that has it; None where there is none in the mesh."""
        found = self.system(link.system or system)
        name = link.name.rpartition("/")[2]
        channels = ((one, one.channel(link.kind, name)) for one in (found.services if found else ()))
        return next(((service, channel) for service, channel in channels if channel), None)

    def owned_by(self, link: Link, service: str) -> Owned:
        """What a service, by its key, means by a link; a source is always its own."""
        system, name = service.partition("/")[0], link.name.rpartition("/")[2]
        if KINDS[link.kind].is_source:
            return service, link.kind, name
        found = self.channel_of(link, system)
        return found[0].key if found else link.system or system, link.kind, name

    def used_by(self, service: Service, reference: WorkflowReference) -> tuple[Service, Channel] | None:
        """What a definition names in a workflow of `service`, with whose it is: its own, or what it says it sends to."""
        own = service.channel(reference.kind, reference.name)
        named = ((link, link.name.rpartition("/")[2]) for link in service.sends_to)
        links = (link for link, name in named if (link.kind, name) == (reference.kind, reference.name))
        return (service, own) if own else next((self.channel_of(one, service.system) for one in links), None)

    def event_of(self, reference: EventReference) -> Event | None:
        """The one event that a reference means; None where it may mean none, or several."""
        meant = self.meant_by(reference)
        return meant[0] if len(meant) == 1 else None

    def schema_files(self, event: Event) -> tuple[str, ...]:
        """The files that the schema of an event is made of, its own first; none where that is not there."""
        if event.schema not in self.schemas:
            return ()
        text = self.texts.get(event.schema)
        if text is not None and not may_lead_out(text):
            return (event.schema,)
        return self.schemas[event.schema].files or (event.schema,)

    def reference_to(self, event: Event) -> str:
        """How a subscription names that event: with its version where several are published."""
        return event.versioned_key if event.key in self._in_versions else event.key

    def public_events(self, system: str) -> str:
        """The public events of a system as one text, empty without any; kept once for all who are told of them."""
        return self._public_events.get(system, "")

    def known_events(self, system: str) -> KnownNames:
        """The names of a system's events."""
        return self._known_events.get(system, KnownNames(()))

    @cached_property
    def known_systems(self) -> KnownNames:
        """The names of all systems."""
        return KnownNames(system.name for system in self.systems)

    @cached_property
    def _public_events(self) -> dict[str, str]:
        return {system.name: str(KnownNames(self._references(system, private=False))) for system in self.systems}

    @cached_property
    def _known_events(self) -> dict[str, KnownNames]:
        return {system.name: KnownNames(self._references(system)) for system in self.systems}

    @cached_property
    def _systems_by_name(self) -> dict[str, System]:
        return {system.name: system for system in self.systems}

    @cached_property
    def _services_by_key(self) -> dict[str, Service]:
        return {service.key: service for service in self.services}

    @cached_property
    def _events_by_key(self) -> dict[str, list[Event]]:
        index: dict[str, list[Event]] = {}
        for event in self.events:
            index.setdefault(event.key, []).append(event)
        return index

    @cached_property
    def _in_versions(self) -> set[str]:
        """The events that are published in several versions."""
        return {key for key, events in self._events_by_key.items() if len({event.version for event in events}) > 1}

    def _references(self, system: System, *, private: bool = True) -> set[str]:
        """How the events of a system are named, those that are private included or not."""
        events = (event for service in system.services for event in service.events)
        return {self.reference_to(event) for event in events if private or not event.private}
