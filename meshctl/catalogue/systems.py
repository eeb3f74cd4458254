"""A system's documents become a `System`, and another one for each stage in which something of it is otherwise."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from meshctl.catalogue.cascade import Cascade, overrides_in
from meshctl.catalogue.documents.yaml_documents import Document
from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.language.quantities import DAY, seconds
from meshctl.catalogue.language.sections import sections_of
from meshctl.catalogue.services import build_service
from meshctl.model.findings import Finding
from meshctl.model.places import Place
from meshctl.model.services import Service
from meshctl.model.sources import External
from meshctl.model.systems import System

SYSTEM_FILE = "system.yaml"


@dataclass(frozen=True, slots=True)
class SystemDocuments:
    """What could be read of a system: its own document, and those of its services."""

    name: str
    own: Document | None
    services: tuple[Document, ...]
    complete: bool


@dataclass(frozen=True)  # no slots: `overridden` is kept on first use
class MeshContext:
    """What holds for every system: the settings of the mesh, in general (None) and by stage, and the catalogue's files."""

    cascades: Mapping[str | None, Cascade]
    files: CatalogueFiles

    @cached_property
    def overridden(self) -> frozenset[str]:
        """The stages in which something of the mesh itself is otherwise."""
        return frozenset(stage for stage, one in self.cascades.items() if stage and one is not self.cascades[None])


def build_system(
    documents: SystemDocuments, context: MeshContext, findings: list[Finding]
) -> tuple[System, dict[str, System]]:
    """The system, and how it is in each stage where it is otherwise; adds to `findings` what is wrong with it."""
    built = [_service(one, documents, context, None, findings) for one in documents.services]
    general = _system(documents, context, None, built)
    return general, {
        stage: _system(documents, context, stage, _at(stage, general, documents, context))
        for stage in _stages_of(documents, context)
    }


def _stages_of(documents: SystemDocuments, context: MeshContext) -> Iterator[str]:
    """The stages in which something of the system is otherwise."""
    said = {stage for one in (documents.own, *documents.services) if one for stage in one.data.get("stages", {})}
    return (stage for stage in context.cascades if stage and (stage in said or stage in context.overridden))


def _at(stage: str, general: System, documents: SystemDocuments, context: MeshContext) -> list[Service]:
    """The services as they are in a stage: those that are no different are the same ones."""
    all_ = stage in context.overridden or bool(documents.own and overrides_in(documents.own.data, stage))
    return [
        _service(document, documents, context, stage, []) if all_ or overrides_in(document.data, stage) else service
        for document, service in zip(documents.services, general.services, strict=True)
    ]


def _service(
    document: Document, documents: SystemDocuments, context: MeshContext, stage: str | None, findings: list[Finding]
) -> Service:
    cascade = _cascade(documents, context, stage)
    return build_service(document, documents.name, cascade, context.files, findings, stage)


def _cascade(documents: SystemDocuments, context: MeshContext, stage: str | None) -> Cascade:
    mesh = context.cascades[stage]
    return mesh.under(documents.own.data, stage) if documents.own else mesh


def _system(documents: SystemDocuments, context: MeshContext, stage: str | None, services: Iterable[Service]) -> System:
    document = documents.own
    said: Mapping[str, Any] = document.data if document else {}
    owner = said.get("owner", {})
    system = System(
        name=documents.name,
        description=said.get("description", ""),
        team=owner.get("team", ""),
        contact=owner.get("contact", ""),
        services=tuple(services),
        place=document.place("system") if document else Place(f"{documents.name}/{SYSTEM_FILE}"),
        complete=documents.complete,
        described=document is not None,
        external=tuple(_external(document)) if document else (),
        protected=said.get("protect", False),
        archive_keep_days=_archived({**said, **overrides_in(said, stage)}),
        tags=tuple(sorted(_cascade(documents, context, stage).groups.get("tags", {}).items())),
    )
    return _placed(system, document, stage) if document else system


def _archived(said: Mapping[str, Any]) -> int | None:
    return seconds(said["archive"]["keep"]) // DAY if "archive" in said else None


def _placed(system: System, document: Document, stage: str | None) -> System:
    """The system in the Region that its document says, for this stage or for all."""
    region = document.data.get("region")
    path: tuple[str, ...] = ("region",)
    if stage and "region" in overrides_in(document.data, stage):
        region, path = overrides_in(document.data, stage)["region"], ("stages", stage, "region")
    return replace(system, region=region, region_place=document.place(*path))


def _external(document: Document) -> Iterator[External]:
    for kind in sections_of("external"):
        for name, said in document.data.get("external", {}).get(kind.section, {}).items():
            path = ("external", kind.section, name)
            arns = {stage: (arn, document.place(*path, stage)) for stage, arn in said.items()}
            yield External(kind.name, name, arns, document.key_place(*path))
