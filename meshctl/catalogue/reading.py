"""All files of a catalogue become one `Mesh` and the findings of reading it. Pure: files come in, data goes out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from meshctl.catalogue.documents import Document, read_document
from meshctl.catalogue.exemptions import read_exemptions, read_severities
from meshctl.catalogue.files import MESH_FILE, CatalogueFiles, is_schema
from meshctl.catalogue.schemas import read_schema
from meshctl.catalogue.services import ServiceBuilder
from meshctl.catalogue.settings import Settings
from meshctl.catalogue.shape import check_shape
from meshctl.catalogue.values import DAY
from meshctl.model.findings import Finding
from meshctl.model.mesh import Defaults, Mesh
from meshctl.model.places import Place
from meshctl.model.schemas import Schema
from meshctl.model.services import Service
from meshctl.model.stages import HUB, Account, Stage, local_account_number
from meshctl.model.systems import System

LEAST_DEAD_LETTERS_KEEP = 4 * DAY
"""As long as buffers keep messages: a dead letter keeps the age it had, so a shorter time would delete it on arrival."""
SYSTEM_FILE = "system.yaml"


@dataclass(frozen=True, slots=True)
class Reading:
    """The mesh as far as it could be read (None without a sound mesh.yaml), and what reading found."""

    mesh: Mesh | None
    findings: tuple[Finding, ...]


def read_catalogue(files: CatalogueFiles) -> Reading:
    """Reads every file, also after the first broken one, so that all findings show at once."""
    reader = _Reader(files)
    mesh = reader.mesh()
    return Reading(mesh, tuple(sorted(reader.findings, key=lambda finding: finding.order)))


class _Reader:
    def __init__(self, files: CatalogueFiles) -> None:
        self.files = files
        self.findings: list[Finding] = list(_unreadable(files))
        self.settings = Settings()

    def mesh(self) -> Mesh | None:
        document = self._document(MESH_FILE, "mesh")
        said = document.data if document else {}
        services = ServiceBuilder(self.files, said.get("defaults", {}).get("function", {}))
        systems = tuple(self._systems(services))
        self._check_function_defaults(document, services)
        mesh = self._build(document, systems) if document else None
        self.findings += [*services.findings, *self.settings.findings, *_unexpected(self.files)]
        return mesh

    def _build(self, document: Document, systems: tuple[System, ...]) -> Mesh:
        said = document.data
        return Mesh(
            name=said["mesh"],
            region=said["region"],
            stages=tuple(_stage(document, name, systems) for name in said["stages"]),
            defaults=self._defaults(document, said.get("defaults", {})),
            systems=systems,
            place=document.place("mesh"),
            severities=read_severities(document),
            own_exemptions=read_exemptions(document, self.findings),
            texts=self.files.contents,
            schemas=self._schemas(systems),
            complete=not self.files.unreadable and all(system.complete for system in systems),
        )

    def _schemas(self, systems: tuple[System, ...]) -> dict[str, Schema]:
        """The schemas that publications name, each read once."""
        services = (service for system in systems for service in system.services)
        paths = dict.fromkeys(event.schema for service in services for event in service.events)
        contents = self.files.contents
        return {path: read_schema(path, contents[path]) for path in paths if path in contents and is_schema(path)}

    def _defaults(self, document: Document, said: dict[str, Any]) -> Defaults:
        retry, settings = said.get("retry", {}), self.settings
        dead_letters_keep = said.get("dead_letters", {}).get("keep", "14d")
        return Defaults(
            archive_keep_days=settings.days(
                document, ("defaults", "archive", "keep"), said.get("archive", {}).get("keep", "30d")
            ),
            retry_seconds=settings.duration(document, ("defaults", "retry", "for"), retry.get("for", "24h"), 60, DAY),
            retry_attempts=retry.get("attempts", 185),
            dead_letters_keep_seconds=settings.duration(
                document, ("defaults", "dead_letters", "keep"), dead_letters_keep, LEAST_DEAD_LETTERS_KEEP, 14 * DAY
            ),
            log_keep_days=settings.log_days(
                document, ("defaults", "logs", "keep"), said.get("logs", {}).get("keep", "30d")
            ),
            tags=tuple(sorted(said.get("tags", {}).items())),
        )

    def _check_function_defaults(self, document: Document | None, services: ServiceBuilder) -> None:
        said = document.data.get("defaults", {}).get("function", {}) if document else {}
        if document and "memory" in said:
            self.settings.memory(document, ("defaults", "function", "memory"), said["memory"])
        if document and "timeout" in said:
            self.settings.duration(document, ("defaults", "function", "timeout"), said["timeout"], 1, 900)

    def _systems(self, services: ServiceBuilder) -> Iterator[System]:
        for directory, paths in _service_files(self.files).items():
            document = self._document(f"{directory}/{SYSTEM_FILE}", "system")
            if document:
                self._check_name(document, "system", directory)
            built = [self._service(path, directory, services) for path in paths]
            found = tuple(service for service in built if service)
            whole = None not in built and not self._hides(directory)
            yield _system(directory, document, found, complete=bool(document) and whole)

    def _hides(self, directory: str) -> bool:
        """Whether something in there could not be read."""
        return any(f"{path}/".startswith(f"{directory}/") for path in self.files.unreadable)

    def _service(self, path: str, system: str, services: ServiceBuilder) -> Service | None:
        document = self._document(path, "service")
        if not document:
            return None
        self._check_name(document, "service", path.split("/")[1].removesuffix(".yaml"))
        return services.build(document, system)

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

    def _check_name(self, document: Document, kind: str, wanted: str) -> None:
        if document.data[kind] != wanted:
            message = f'the {kind} in {document.file} is named "{document.data[kind]}"'
            help_ = f'name it "{wanted}", or move it'
            self.findings.append(Finding("misplaced-name", document.place(kind), message, help=help_))


def _stage(document: Document, name: str, systems: tuple[System, ...]) -> Stage:
    said = document.data["stages"][name]
    cloud = said.get("cloud", "aws")
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
        accounts=accounts,
        deploy_role=said.get("deploy_role", "MeshDeploy"),
        state_bucket=said.get("state", {}).get("bucket", f"{document.data['mesh']}-mesh-{name}"),
        protect=said.get("protect", False),
        place=document.key_place("stages", name),
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


def _system(directory: str, document: Document | None, services: tuple[Service, ...], complete: bool) -> System:
    said = document.data if document else {}
    owner = said.get("owner", {})
    return System(
        name=directory,
        description=said.get("description", ""),
        team=owner.get("team", ""),
        contact=owner.get("contact", ""),
        services=services,
        place=document.place("system") if document else Place(f"{directory}/{SYSTEM_FILE}"),
        complete=complete,
    )


def _missing(path: str) -> Finding:
    return Finding(
        "missing-file",
        Place(path),
        f'there is no "{path}"',
        help="write one; `meshctl explain missing-file` says what belongs where",
    )


def _unreadable(files: CatalogueFiles) -> Iterator[Finding]:
    for path, reason in files.unreadable.items():
        yield Finding("unreadable-file", Place(path), f"this cannot be read: {reason}")


def _unexpected(files: CatalogueFiles) -> Iterator[Finding]:
    for path in files.paths:
        depth = path.count("/")
        if (path.endswith(".yml") and depth <= 1) or (path.endswith(".yaml") and depth == 0 and path != MESH_FILE):
            message = "no place in the catalogue gives this file a meaning, so it would be ignored"
            help_ = "name it <system>/<service>.yaml, or keep it elsewhere"
            yield Finding("unexpected-file", Place(path), message, help=help_)
