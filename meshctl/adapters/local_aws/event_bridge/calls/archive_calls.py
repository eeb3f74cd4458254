"""Calls about archives: their buses have to be there, and a change of a pattern counts for what arrives from now on."""

import json
from typing import Any

from moto.events.exceptions import ResourceNotFoundException, ValidationException
from moto.events.models import Archive, EventPattern, EventsBackend
from moto.events.responses import EventsHandler

from meshctl.adapters.local_aws.event_bridge.calls.lookups import bus_of
from meshctl.adapters.local_aws.event_bridge.calls.paging import page
from meshctl.adapters.local_aws.event_bridge.calls.rule_calls import valid_pattern

CHANGES = ("EventPattern", "RetentionDays", "Description")


def install() -> None:
    """Have archives changed and listed so."""
    EventsHandler.update_archive = _update_archive
    EventsHandler.list_archives = _list_archives(EventsBackend.list_archives)
    Archive.update = _update(Archive.update)
    EventsBackend.create_archive = _create(EventsBackend.create_archive)
    Archive.describe_short = _sized(Archive.describe_short)


def _update_archive(handler: Any) -> str:
    given = {name: handler._get_param(name) for name in CHANGES}
    if all(value is None for value in given.values()):
        raise ValidationException("At least one of EventPattern, RetentionDays or Description must be provided.")
    name = handler._get_param("ArchiveName")
    archive = handler.events_backend.archives.get(name)
    if archive is None:
        raise ResourceNotFoundException(f"Archive {name} does not exist.")
    archive.update(given["Description"], given["EventPattern"], given["RetentionDays"])
    answer = {"ArchiveArn": archive.arn, "CreationTime": archive.creation_time, "State": archive.state}
    return json.dumps(answer)


def _sized(stock: Any) -> Any:
    def describe_short(archive: Any) -> dict[str, Any]:
        return {**stock(archive), "SizeBytes": sum(one.event.size for one in archive.events)}

    return describe_short


def _update(stock: Any) -> Any:
    """The rule that AWS manages for an archive follows it."""

    def update(archive: Any, description: str | None, event_pattern: str | None, retention: int | None) -> None:
        if event_pattern:
            valid_pattern(event_pattern)
            archive.rule.event_pattern = EventPattern.load(_not_replayed(event_pattern))
        stock(archive, description, event_pattern, retention)

    return update


def _create(stock: Any) -> Any:
    """That rule has the pattern letter by letter: read and written again, it would want less or more."""

    def create_archive(
        backend: EventsBackend, name: str, source_arn: str, description: str, event_pattern: str, retention: str
    ) -> Any:
        if event_pattern:
            valid_pattern(event_pattern)
        archive = stock(backend, name, source_arn, description, event_pattern, retention)
        if event_pattern:
            archive.rule.event_pattern = EventPattern.load(_not_replayed(event_pattern))
        return archive

    return create_archive


def _not_replayed(pattern: str) -> str:
    """The same pattern, of what no replay delivers."""
    return pattern.rstrip().removesuffix("}") + ', "replay-name": [{"exists": false}]}'


def _list_archives(stock: Any) -> Any:
    def list_archives(handler: Any) -> str:
        source = handler._get_param("EventSourceArn")
        if source:
            bus_of(handler.events_backend, source)
        found = stock(handler.events_backend, handler._get_param("NamePrefix"), source, handler._get_param("State"))
        return json.dumps(page(handler, "Archives", found))

    return list_archives
