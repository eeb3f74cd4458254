"""A service's document becomes a `Service`, as it is in all stages or in one. The shape has been checked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from meshctl.catalogue.cascade import Cascade
from meshctl.catalogue.channels import BUILDERS, Item
from meshctl.catalogue.documents.yaml_documents import Document
from meshctl.catalogue.exemptions import read_day, read_exemptions
from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.language.quantities import seconds
from meshctl.catalogue.language.sections import sections_of
from meshctl.catalogue.paths import Paths
from meshctl.model.channels import Delivery
from meshctl.model.events import REFERENCE, Event, EventReference
from meshctl.model.findings import Finding
from meshctl.model.kinds import CHANNELS, KINDS, Kind
from meshctl.model.places import Place, PlacesWithin
from meshctl.model.services import FunctionBatch, Retry, Service, Subscription
from meshctl.model.sources import Link


def build_service(
    document: Document,
    system: str,
    cascade: Cascade,
    files: CatalogueFiles,
    findings: list[Finding],
    stage: str | None = None,
) -> Service:
    """The service that `document` describes, as it is in `stage`; adds to `findings` what is wrong with it."""
    return _Builder(document, system, cascade.under(document.data, stage), files, findings).build(stage)


class _Builder:
    def __init__(
        self, document: Document, system: str, cascade: Cascade, files: CatalogueFiles, findings: list[Finding]
    ) -> None:
        self.document, self.system, self.cascade = document, system, cascade
        self.name: str = document.data["service"]
        self.findings, self.paths = findings, Paths(files, findings)

    def build(self, stage: str | None) -> Service:
        data = self.document.data
        items: dict[str, Any] = {kind.section: tuple(self._items(kind, stage)) for kind in KINDS.values()}
        return Service(
            name=self.name,
            system=self.system,
            description=data.get("description", ""),
            events=tuple(self._event(key) for key in data.get("publishes", {})),
            subscriptions=tuple(self._subscription(key) for key in data.get("subscribes", {})),
            place=self.document.place("service"),
            sends_to=self._sends_to(),
            exemptions=read_exemptions(self.document, self.findings, f"{self.system}/{self.name}"),
            **items,
        )

    def _items(self, kind: Kind, stage: str | None) -> list[Any]:
        build, section = BUILDERS[kind.name], kind.section
        names = self.document.data.get(section, ())
        return [build(Item.of(self.document, section, name, self.cascade, self.paths, stage)) for name in names]

    def _event(self, key: str) -> Event:
        said, path, document = self.document.data["publishes"][key], ("publishes", key), self.document
        name, _, version = key.partition(".v")
        schema = said.get("schema")
        return Event(
            name=name,
            version=int(version or said["version"]),
            system=self.system,
            service=self.name,
            private=said.get("visibility") == "private",
            schema=self.paths.resolve_json(document, (*path, "schema"), schema) if schema else "",
            description=said.get("description", ""),
            place=document.key_place(*path),
            schema_place=document.place(*path, "schema"),
            deprecated=self._deprecated(path),
        )

    def _deprecated(self, path: tuple[str, str]) -> date | None:
        said = self.document.data[path[0]][path[1]].get("deprecated")
        return read_day(self.document, (*path, "deprecated"), said, self.findings) if said else None

    def _subscription(self, name: str) -> Subscription:
        said, path, document = self.document.data["subscribes"][name], ("subscribes", name), self.document
        retry = self.cascade.of("retry", said.get("retry", {}))
        return Subscription(
            name=name,
            system=self.system,
            service=self.name,
            wants=_wants(document, name),
            where=said.get("where"),
            where_place=document.place(*path, "where"),
            delivery=_delivery(document, name),
            retry=Retry(seconds(retry["for"]), retry["attempts"]),
            dead_letters_keep_seconds=self._dead_letters_keep(said.get("dead_letters", {})),
            place=document.key_place(*path),
            where_places=_places_within(document, *path, "where") if "where" in said else PlacesWithin(),
            where_spellings=document.spellings(*path, "where") if "where" in said else {},
            input_fields=said.get("input"),
            input_places=_places_within(document, *path, "input") if "input" in said else PlacesWithin(),
            setting_places={
                key: document.key_place(*path, key) for key in ("retry", "dead_letters", "batch") if key in said
            },
            batch=self._batch(said.get("batch", {})) if "stream" in said else None,
        )

    def _dead_letters_keep(self, said: Mapping[str, Any] | str) -> int | None:
        return None if isinstance(said, str) else seconds(self.cascade.of("dead_letters", said)["keep"])

    def _batch(self, said: Mapping[str, Any]) -> FunctionBatch:
        batch = self.cascade.of("batch", said)
        return FunctionBatch(batch["size"], seconds(batch["window"]) if "window" in batch else 0, batch["parallel"])

    def _sends_to(self) -> tuple[Link, ...]:
        said = self.document.data.get("sends_to", {})
        return tuple(
            Link(kind.name, name, self._sent_place(kind.section, index))
            for kind in sections_of("sends-to")
            for index, name in enumerate(said.get(kind.section, ()))
        )

    def _sent_place(self, section: str, index: int) -> Place:
        return self.document.place("sends_to", section, index)


def _wants(document: Document, name: str) -> EventReference | Link:
    said = document.data["subscribes"][name]
    if "event" in said:
        found = REFERENCE.match(said["event"])
        assert found is not None  # noqa: S101  the shape has been checked
        version = int(found[3]) if found[3] else None
        return EventReference(found[1], found[2], version, document.place("subscribes", name, "event"))
    kind = next(kind for kind in KINDS if kind in said)
    return Link(kind, said[kind], document.place("subscribes", name, kind))


def _delivery(document: Document, name: str) -> Delivery:
    said, path = document.data["subscribes"][name]["deliver_to"], ("subscribes", name, "deliver_to")
    kind = next(kind for kind in CHANNELS if kind in said)
    buffered = kind == "function" and said.get("buffer") != "none" and "event" in document.data["subscribes"][name]
    return Delivery(kind, said[kind], buffered, document.place(*path, kind))


def _places_within(document: Document, *path: str) -> PlacesWithin:
    places = document.places(*path)
    return PlacesWithin(lambda: places)
