"""All files of a catalogue become one `Mesh` and the findings of reading it. Pure: files come in, data goes out."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from meshctl.catalogue.cascade import aws_provider, own_defaults
from meshctl.catalogue.documents.yaml_documents import Document, read_document
from meshctl.catalogue.event_schemas import EventSchemas
from meshctl.catalogue.exemptions import read_exemptions, read_severities
from meshctl.catalogue.files import MESH_FILE, CatalogueFiles, is_schema
from meshctl.catalogue.guardrails import read_guardrails
from meshctl.catalogue.language.quantities import DAY, seconds
from meshctl.catalogue.language.shape import check_shape
from meshctl.catalogue.reading import Reading
from meshctl.catalogue.reading_rules import READ_ALL_THE_SAME
from meshctl.catalogue.stage_overrides import unknown_stages_and_items
from meshctl.catalogue.systems import SYSTEM_FILE, MeshContext, SystemDocuments, build_system
from meshctl.catalogue.workflows import read_definition
from meshctl.model.channels import WorkflowDefinition
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.model.schemas import Schema
from meshctl.model.stages import HUB, Account, Stage, local_account_number
from meshctl.model.systems import System


def read_catalogue(files: CatalogueFiles) -> Reading:
    """Reads every file, also after the first broken one, so that all findings show at once."""
    reader = _Reader(files)
    mesh = reader.mesh()
    return Reading(mesh, tuple(sorted(reader.findings, key=lambda finding: finding.order)))


class _Reader:
    def __init__(self, files: CatalogueFiles) -> None:
        self.files = files
        self.findings: list[Finding] = [*_unreadable(files), *_unexpected(files)]
        self.variants: dict[str, dict[str, System]] = {}
        self.dialects: dict[str, str] = {}

    def mesh(self) -> Mesh | None:
        document = self._document(MESH_FILE, "mesh")
        context = self._context(document)
        self._note_dialect("", document)
        self.variants = {stage: {} for stage in context.overridden}
        systems = tuple(self._systems(context))
        if document is None:
            return None
        general = replace(self._build(document, context, systems), unread=self._unread())
        return replace(general, variants={stage: self._variant(general, context, stage) for stage in self.variants})

    def _context(self, document: Document | None) -> MeshContext:
        """The settings of the mesh; a stage without any of its own has the very same ones as all."""
        general = own_defaults().under(document.data, None) if document else own_defaults()
        stages = document.data["stages"] if document else {}
        staged = {
            stage: general.under({"defaults": said["defaults"]}, None) if said and "defaults" in said else general
            for stage, said in stages.items()
        }
        return MeshContext({None: general, **staged}, self.files)

    def _build(self, document: Document, context: MeshContext, systems: tuple[System, ...]) -> Mesh:
        said, settings = document.data, context.cascades[None]
        return Mesh(
            name=said["mesh"],
            region=said["region"],
            stages=tuple(_stage(document, name, systems) for name in said["stages"]),
            archive_keep_days=seconds(settings.groups["archive"]["keep"]) // DAY,
            systems=systems,
            place=document.place("mesh"),
            organization=said.get("organization", ""),
            tags=tuple(sorted(settings.groups["tags"].items())),
            severities=read_severities(document),
            own_exemptions=read_exemptions(document, self.findings),
            guardrails=read_guardrails(document, self.findings),
            texts=self.files.contents,
            schemas=self._schemas(systems),
            schema_dialects=self.dialects,
            definitions=self._definitions(systems),
        )

    def _unread(self) -> tuple[str, ...]:
        """The files of which something is not in the mesh, by what has been found in them."""
        lossy = (one for one in self.findings if one.check not in READ_ALL_THE_SAME or self._lacks(one.place.file))
        return tuple(sorted({one.place.file for one in lossy}))

    def _lacks(self, file: str) -> bool:
        return file not in self.files.contents

    def _variant(self, mesh: Mesh, context: MeshContext, stage: str) -> Mesh:
        settings, overridden = context.cascades[stage], self.variants[stage]
        return replace(
            mesh,
            archive_keep_days=seconds(settings.groups["archive"]["keep"]) // DAY,
            tags=tuple(sorted(settings.groups["tags"].items())),
            systems=tuple(overridden.get(system.name, system) for system in mesh.systems),
        )

    def _schemas(self, systems: tuple[System, ...]) -> dict[str, Schema]:
        """The schemas that publications name, each read once."""
        services = chain.from_iterable(system.services for system in systems)
        paths = dict.fromkeys(event.schema for service in services for event in service.events)
        schemas = EventSchemas(self.files.contents, self.dialects)
        return {path: schemas.read(path) for path in paths if self._is_there(path)}

    def _definitions(self, systems: tuple[System, ...]) -> dict[str, WorkflowDefinition]:
        """The definitions that workflows name, each read once."""
        services = chain.from_iterable(system.services for system in systems)
        paths = dict.fromkeys(workflow.definition for service in services for workflow in service.workflows)
        return {path: read_definition(path, self.files.contents[path]) for path in paths if self._is_there(path)}

    def _is_there(self, path: str) -> bool:
        """Whether it is a JSON file of the catalogue."""
        return path in self.files.contents and is_schema(path)

    def _systems(self, context: MeshContext) -> Iterator[System]:
        stages = frozenset(stage for stage in context.cascades if stage is not None)
        for directory, paths in _service_files(self.files).items():
            documents = self._system_documents(directory, paths)
            self._note_dialect(directory, documents.own)
            for one in (documents.own, *documents.services):
                self.findings += unknown_stages_and_items(one, stages) if one and stages else ()
            system, variants = build_system(documents, context, self.findings)
            for stage, variant in variants.items():
                self.variants.setdefault(stage, {})[directory] = variant
            yield system

    def _note_dialect(self, system: str, document: Document | None) -> None:
        """The dialect of schemas that say none, where a document says it for a system, or for all."""
        said = document.data.get("defaults", {}).get("schema_dialect") if document else None
        if said is not None:
            self.dialects[system] = said

    def _system_documents(self, directory: str, paths: list[str]) -> SystemDocuments:
        own = self._named(f"{directory}/{SYSTEM_FILE}", "system", directory)
        services = [self._named(path, "service", path.split("/")[1].removesuffix(".yaml")) for path in paths]
        whole = bool(own) and None not in services and not self._hides(directory)
        return SystemDocuments(directory, own, tuple(one for one in services if one), whole)

    def _hides(self, directory: str) -> bool:
        """Whether something in there could not be read."""
        return any(f"{path}/".startswith(f"{directory}/") for path in self.files.unreadable)

    def _named(self, path: str, kind: str, wanted: str) -> Document | None:
        """The document at `path`, which says that it is what its place says."""
        document = self._document(path, kind)
        if document and document.data[kind] != wanted:
            message = f'the {kind} in {document.file} is named "{document.data[kind]}"'
            help_ = f'name it "{wanted}", or move it'
            self.findings.append(Finding("misplaced-name", document.place(kind), message, help=help_))
        return document

    def _document(self, path: str, kind: str) -> Document | None:
        """The document at `path`, if it is there, is YAML and has the shape of a `kind`."""
        if path not in self.files.contents:
            if path not in self.files.unreadable:
                self.findings.append(_missing(path))
            return None
        document, findings = read_document(path, self.files.contents[path])
        findings += check_shape(document, kind) if document else []
        self.findings += findings
        return document if document and not findings else None


def _stage(document: Document, name: str, systems: tuple[System, ...]) -> Stage:
    said = document.data["stages"][name]
    cloud, deploy_role = said.get("cloud", "aws"), said.get("deploy_role", "MeshDeploy")
    accounts = (
        _local_accounts(document, name, systems)
        if cloud == "local"
        else tuple(
            Account(alias, number, document.place("stages", name, "accounts", alias))
            for alias, number in said["accounts"].items()
        )
    )
    return Stage(
        name=name,
        cloud=cloud,
        regions=tuple(said.get("regions", (document.data["region"],))),
        accounts=accounts,
        deploy_role=deploy_role,
        plan_role=said.get("plan_role", deploy_role),
        state_bucket=said.get("state", {}).get("bucket", f"{document.data['mesh']}-mesh-{name}"),
        protect=said.get("protect", False),
        place=document.key_place("stages", name),
        aws_provider=aws_provider(document, "stages", name),
    )


def _local_accounts(document: Document, stage: str, systems: tuple[System, ...]) -> tuple[Account, ...]:
    mesh, place = document.data["mesh"], document.key_place("stages", stage)
    aliases = [HUB, *(system.name for system in systems)]
    return tuple(Account(alias, local_account_number(mesh, stage, alias), place) for alias in aliases)


def _service_files(files: CatalogueFiles) -> dict[str, list[str]]:
    """The services' files by directory, both in alphabetical order; also of a directory that has only a system's."""
    found: dict[str, list[str]] = {}
    for path in sorted(files.contents):
        directory, _, name = path.partition("/")
        if "/" not in name and name.endswith(".yaml"):
            found.setdefault(directory, [])
            found[directory] += [path] if name != SYSTEM_FILE else []
    return found


def _missing(path: str) -> Finding:
    return Finding(
        "missing-file",
        Place(path),
        f'there is no "{path}"',
        help="write one; `meshctl explain missing-file` says what belongs where",
    )


def _unreadable(files: CatalogueFiles) -> Iterator[Finding]:
    for path, reason in files.unreadable.items():
        help_ = "put what can be read in its place, or take it away"
        yield Finding("unreadable-file", Place(path), f"this cannot be read: {reason}", help=help_)


def _unexpected(files: CatalogueFiles) -> Iterator[Finding]:
    for path in files.paths:
        depth = path.count("/")
        if (path.endswith(".yml") and depth <= 1) or (path.endswith(".yaml") and depth == 0 and path != MESH_FILE):
            message = "no place in the catalogue gives this file a meaning, so it would be ignored"
            help_ = "name it <system>/<service>.yaml, or keep it elsewhere"
            yield Finding("unexpected-file", Place(path), message, help=help_)
