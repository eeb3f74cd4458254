"""Everything the catalogue says of each thing of some name: none, one, or several that are named alike. Pure."""

from collections.abc import Iterator
from posixpath import normpath

from meshctl.app.tell.settings import delivery_in_stages, delivery_settings, settings_in_stages, settings_of
from meshctl.app.tell.summaries import (
    channel_summary,
    delivered_to,
    event_summary,
    external_summary,
    region_in,
    schema_summary,
    service_summary,
    source_summary,
    subscription_summary,
    system_summary,
)
from meshctl.app.tell.users_of import MeshUses, SchemaUses
from meshctl.catalogue.files import is_schema
from meshctl.errors import MeshctlError
from meshctl.model.events import Event
from meshctl.model.mesh import Mesh
from meshctl.model.schemas import Schema
from meshctl.model.stages import Stage
from meshctl.model.systems import System
from meshctl.results.things import (
    ChannelDetails,
    EventDetails,
    ExternalDetails,
    SchemaDetails,
    ServiceDetails,
    SourceDetails,
    SubscriptionDetails,
    SystemDetails,
)
from meshctl.results.things.events import SchemaPart
from meshctl.results.things.externals import StageArn
from meshctl.results.things.systems import StagePlacement


def system_details(mesh: Mesh, name: str) -> Iterator[SystemDetails]:
    """The system of that name, where its own file could be read."""
    system = mesh.system(name)
    if system and system.described:
        uses = MeshUses.of(mesh)
        events = (event for service in system.services for event in service.events)
        yield SystemDetails(
            summary=system_summary(mesh, system),
            description=system.description,
            file=system.place.file,
            tags=dict(system.tags),
            stages=tuple(_placement(mesh, system, stage) for stage in mesh.stages),
            services=tuple(service_summary(service) for service in system.services),
            events=tuple(event_summary(event, uses.consuming(event)) for event in events),
            externals=tuple(external_summary(system, one, uses) for one in system.external),
        )


def _placement(mesh: Mesh, system: System, stage: Stage) -> StagePlacement:
    numbers = (account.number for account in stage.accounts if account.alias == system.name)
    return StagePlacement(stage.name, next(numbers, ""), region_in(mesh, system, stage))


def service_details(mesh: Mesh, name: str) -> Iterator[ServiceDetails]:
    """The service `system/name`."""
    service = mesh.service(name)
    if service:
        uses = MeshUses.of(mesh)
        yield ServiceDetails(
            name=service.key,
            description=service.description,
            file=service.place.file,
            sends_to=tuple(f"{link.kind} {link.name}" for link in service.sends_to),
            publishes=tuple(event_summary(event, uses.consuming(event)) for event in service.events),
            channels=tuple(channel_summary(service, one, uses) for one in service.channels),
            sources=tuple(source_summary(service, one, uses) for one in service.sources),
            subscriptions=tuple(subscription_summary(subscription) for subscription in service.subscriptions),
        )


def event_details(mesh: Mesh, name: str) -> Iterator[EventDetails]:
    """The event `system/Name`, or `system/Name.v2`. Raises `MeshctlError` where a version must be said."""
    meant = [event for event in mesh.events if name in (event.key, event.versioned_key)]
    if len(meant) > 1:
        versions = ", ".join(event.versioned_key for event in meant)
        raise MeshctlError(f'"{name}" is published in several versions', f"say which: {versions}")
    for event in meant:
        consumers = MeshUses.of(mesh).consuming(event)
        yield EventDetails(
            summary=event_summary(event, consumers),
            description=event.description,
            schema=event.schema,
            source=event.source,
            detail_type=event.detail_type,
            place=str(event.place),
            schema_files=tuple(_schema_files(mesh, event)),
            consumers=tuple(subscription_summary(one) for one in consumers),
        )


def _schema_files(mesh: Mesh, event: Event) -> Iterator[SchemaPart]:
    """Those that its schema is made of; none where that is a single file, of which no other event is made."""
    uses, files = SchemaUses.of(mesh), mesh.schema_files(event)
    for file in files:
        others = tuple(one.versioned_key for one in uses.of_file(file) if one is not event)
        if others or len(files) > 1:
            yield SchemaPart(file, others)


def schema_details(mesh: Mesh, name: str) -> Iterator[SchemaDetails]:
    """The file at a path of the catalogue, where a schema may lie there. Raises `MeshctlError` where no event is made of it."""
    path = normpath(name)
    if path in mesh.texts and is_schema(path):
        events = SchemaUses.of(mesh).of_file(path)
        if not events:
            raise MeshctlError(
                f'the schema of no event is made of "{path}"', "name it in `schema` of an event, or in a `$ref`"
            )
        uses, read = MeshUses.of(mesh), _read(mesh, path)
        yield SchemaDetails(
            summary=schema_summary(path, events),
            dialect="" if read.faults else read.dialect,
            refers_to=read.files[1:],
            events=tuple(event_summary(event, uses.consuming(event)) for event in events),
        )


def _read(mesh: Mesh, path: str) -> Schema:
    """The file as a schema; those that events name have been read."""
    from meshctl.catalogue.event_schemas import EventSchemas  # noqa: PLC0415  few commands ask for one

    return mesh.schemas.get(path) or EventSchemas(mesh.texts, mesh.schema_dialects).read(path)


def subscription_details(mesh: Mesh, name: str) -> Iterator[SubscriptionDetails]:
    """The subscriptions `system/service/name`."""
    for one in mesh.subscriptions:
        if one.key == name:
            yield SubscriptionDetails(
                summary=subscription_summary(one),
                input_fields=one.input_fields,
                place=str(one.place),
                stages=delivery_in_stages(mesh, one),
                **delivery_settings(one),
            )


def channel_details(mesh: Mesh, name: str) -> Iterator[ChannelDetails]:
    """The channels `system/service/name`, one of each kind at most."""
    service, uses = mesh.service(name.rpartition("/")[0]), MeshUses.of(mesh)
    for one in service.channels if service else ():
        if service and f"{service.key}/{one.name}" == name:
            yield ChannelDetails(
                summary=channel_summary(service, one, uses),
                settings=settings_of(one),
                place=str(one.place),
                stages=settings_in_stages(mesh, service, one),
                subscriptions=tuple(subscription_summary(each) for each in delivered_to(service, one)),
            )


def source_details(mesh: Mesh, name: str) -> Iterator[SourceDetails]:
    """The sources `system/service/name`, one of each kind at most."""
    service, uses = mesh.service(name.rpartition("/")[0]), MeshUses.of(mesh)
    for one in service.sources if service else ():
        if service and f"{service.key}/{one.name}" == name:
            yield SourceDetails(
                summary=source_summary(service, one, uses),
                settings=settings_of(one),
                place=str(one.place),
                stages=settings_in_stages(mesh, service, one),
            )


def external_details(mesh: Mesh, name: str) -> Iterator[ExternalDetails]:
    """The channels outside the mesh that are named `system/name`, one of each kind at most."""
    system = mesh.system(name.rpartition("/")[0])
    for one in system.external if system else ():
        if system and f"{system.name}/{one.name}" == name:
            yield ExternalDetails(
                summary=external_summary(system, one, MeshUses.of(mesh)),
                place=str(one.place),
                stages=tuple(StageArn(stage, arn, str(place)) for stage, (arn, place) in one.arns.items()),
            )
