"""A service's document becomes a `Service`. The shape has been checked; what is out of range becomes a finding."""

from collections.abc import Mapping
from posixpath import dirname, join, normpath
from typing import Any

from meshctl.catalogue.documents import Document
from meshctl.catalogue.exemptions import read_exemptions
from meshctl.catalogue.files import CatalogueFiles, is_schema
from meshctl.catalogue.settings import Settings
from meshctl.catalogue.values import DAY
from meshctl.model.channels import Delivery, Function, Queue
from meshctl.model.events import REFERENCE, Event, EventReference
from meshctl.model.findings import Finding
from meshctl.model.services import Link, Service, Subscription

FUNCTION_DEFAULTS = {"runtime": "python3.12", "architecture": "arm64", "memory": "256MB", "timeout": "30s"}


class ServiceBuilder:
    """Builds the services of a catalogue; `findings` grows while it does."""

    def __init__(self, files: CatalogueFiles, function_defaults: Mapping[str, Any]) -> None:
        self._files = files
        self._defaults = {**FUNCTION_DEFAULTS, **function_defaults}
        self.settings = Settings()
        self.findings = self.settings.findings

    def build(self, document: Document, system: str) -> Service:
        """The service that `document` describes."""
        data = document.data
        name = data["service"]
        return Service(
            name=name,
            system=system,
            description=data.get("description", ""),
            events=tuple(self._event(document, system, name, event) for event in data.get("publishes", {})),
            functions=tuple(self._function(document, function) for function in data.get("functions", {})),
            queues=tuple(self._queue(document, queue) for queue in data.get("queues", {})),
            subscriptions=tuple(self._subscription(document, system, name, key) for key in data.get("subscribes", {})),
            place=document.place("service"),
            exemptions=read_exemptions(document, self.findings, f"{system}/{name}"),
        )

    def _event(self, document: Document, system: str, service: str, name: str) -> Event:
        said = document.data["publishes"][name]
        return Event(
            name=name,
            version=said["version"],
            system=system,
            service=service,
            private=said.get("visibility") == "private",
            schema=self._schema(document, ("publishes", name, "schema"), said["schema"]),
            description=said.get("description", ""),
            place=document.key_place("publishes", name),
            schema_place=document.place("publishes", name, "schema"),
        )

    def _function(self, document: Document, name: str) -> Function:
        said = {**self._defaults, **document.data["functions"][name]}
        path = ("functions", name)
        return Function(
            name=name,
            source=self._path(document, (*path, "source"), said["source"]),
            handler=said["handler"],
            runtime=said["runtime"],
            architecture=said["architecture"],
            memory_mb=self.settings.memory(document, (*path, "memory"), said["memory"]),
            timeout_seconds=self.settings.duration(document, (*path, "timeout"), said["timeout"], 1, 900),
            description=said.get("description", ""),
            place=document.key_place(*path),
        )

    def _queue(self, document: Document, name: str) -> Queue:
        path = ("queues", name)
        keep = (document.data["queues"][name] or {}).get("keep", "4d")
        kept = self.settings.duration(document, (*path, "keep"), keep, 60, 14 * DAY)
        return Queue(name, kept, document.key_place(*path))

    def _subscription(self, document: Document, system: str, service: str, name: str) -> Subscription:
        said, path = document.data["subscribes"][name], ("subscribes", name)
        return Subscription(
            name=name,
            system=system,
            service=service,
            wants=_wants(document, name),
            where=said.get("where"),
            where_place=document.place(*path, "where"),
            delivery=_delivery(document, name),
            place=document.key_place(*path),
            where_places=document.places(*path, "where") if "where" in said else {},
        )

    def _schema(self, document: Document, path: tuple[str | int, ...], text: str) -> str:
        resolved = self._path(document, path, text)
        if resolved in self._files.paths and not is_schema(resolved):
            message = f'"{resolved}" is not read as a schema'
            help_ = "schemas are .json files in a system's directory or in one below it: events/OrderPlaced.v1.json"
            self.findings.append(Finding("misplaced-schema", document.place(*path), message, help=help_))
        return resolved

    def _path(self, document: Document, path: tuple[str | int, ...], text: str) -> str:
        """`text`, read from the document's directory, relative to the catalogue."""
        place = document.place(*path)
        resolved = normpath(join(dirname(document.file), text))
        if resolved.startswith(".."):
            message = f'"{text}" leads out of the catalogue'
            self.findings.append(Finding("path-outside-catalogue", place, message, help="move it into the catalogue"))
        elif resolved not in self._files.paths:
            self.findings.append(Finding("missing-file", place, f'there is no "{resolved}" in the catalogue'))
        return resolved


def _wants(document: Document, name: str) -> EventReference | Link:
    said = document.data["subscribes"][name]
    if "event" in said:
        found = REFERENCE.match(said["event"])
        assert found is not None  # noqa: S101  the shape has been checked
        version = int(found[3]) if found[3] else None
        return EventReference(found[1], found[2], version, document.place("subscribes", name, "event"))
    kind = next(kind for kind in ("topic", "queue", "stream") if kind in said)
    return Link(kind, said[kind], document.place("subscribes", name, kind))


def _delivery(document: Document, name: str) -> Delivery:
    said, path = document.data["subscribes"][name]["deliver_to"], ("subscribes", name, "deliver_to")
    kind = "function" if "function" in said else "queue"
    buffered = kind == "function" and said.get("buffer") != "none"
    return Delivery(kind, said[kind], buffered, document.place(*path, kind))
