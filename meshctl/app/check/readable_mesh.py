"""Use case: what of a catalogue with errors can be told, or applied, all the same; and what keeps the rest from it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meshctl.app.check.checked_catalogue import CatalogueHasFindings, CheckedCatalogue, stage_of
from meshctl.catalogue.files import MESH_FILE
from meshctl.errors import MeshctlError, NotFound
from meshctl.model.events import REFERENCE
from meshctl.model.findings import Finding, errors_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from meshctl.model.mesh import Mesh

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class ReadableMesh:
    """The mesh as far as it could be read, all findings, and the errors of each file that could not be read in full."""

    mesh: Mesh
    findings: tuple[Finding, ...]
    lacking: Mapping[str, tuple[Finding, ...]]


class FileUnreadable(CatalogueHasFindings):
    """What is asked for would stand in files that cannot be read. Carries what is found in them."""

    def __init__(self, name: str, lacking: Mapping[str, tuple[Finding, ...]]) -> None:
        super().__init__(tuple(finding for found in lacking.values() for finding in found))
        self.message = f'what "{name}" is cannot be told: {", ".join(lacking)} cannot be read'


def readable_mesh(checked: CheckedCatalogue) -> ReadableMesh:
    """What can be told. Raises `CatalogueHasFindings` where mesh.yaml cannot be read, on which all the rest rests."""
    mesh = _mesh_of(checked)
    return ReadableMesh(mesh, checked.findings, errors_within(mesh.unread, checked.findings))


def errors_within(files: Iterable[str], findings: Iterable[Finding]) -> Mapping[str, tuple[Finding, ...]]:
    """The errors that were found in each of these files."""
    errors = errors_of(findings)
    return {file: _in_file(file, errors) for file in files}


def mesh_for_systems(checked: CheckedCatalogue, systems: Collection[str], stage: str) -> Mesh:
    """The mesh, of which nothing is wrong that keeps these systems from being applied to the stage.

    Raises `CatalogueHasFindings` with what does, and `MeshctlError` where there is no such stage.
    """
    from meshctl.checks.shared.touched_systems import findings_that_touch  # noqa: PLC0415  not of a sound mesh

    mesh, errors = _mesh_of(checked), errors_of(checked.findings)
    found = findings_that_touch(systems, mesh, stage_of(mesh, stage), errors)
    if found:
        raise CatalogueHasFindings(found)
    return mesh


def mesh_for_all(checked: CheckedCatalogue, stage: str) -> Mesh:
    """The mesh, of which nothing is wrong.

    Raises `CatalogueHasFindings`, which names the systems that can be applied to the stage by themselves all the same.
    """
    errors = errors_of(checked.findings)
    if errors or checked.mesh is None:
        raise CatalogueHasFindings(errors, _without_these(checked.mesh, stage, errors))
    return checked.mesh


def _without_these(mesh: Mesh | None, stage: str, errors: Iterable[Finding]) -> str:
    from meshctl.checks.shared.touched_systems import touched_systems  # noqa: PLC0415  not of a sound mesh

    found = mesh.stage(stage) if mesh else None
    if mesh is None or found is None:
        return ""
    others = sorted({one.name for one in mesh.systems} - touched_systems(mesh, found, errors))
    named = ", ".join(others[:MOST_NAMED]) + (", ..." if others[MOST_NAMED:] else "")
    return f", or change systems that it does not touch ({named}): --only SYSTEM" if others else ""


def what_keeps_from(part: ReadableMesh, missed: NotFound) -> MeshctlError:
    """The error to tell where something was not found: it may stand in what cannot be read."""
    files = may_declare(missed.name, part.lacking)
    return FileUnreadable(missed.name, {file: part.lacking[file] for file in files}) if files else missed


def may_declare(name: str, files: Iterable[str]) -> tuple[str, ...]:
    """Those of the files in which a system, service, event or anything else would be declared that is named so."""
    system, _, rest = name.partition("/")
    service, _, within = rest.partition("/")
    own = {system, f"{system}/{service}.yaml", *(() if within else (f"{system}/system.yaml",))}
    is_event = REFERENCE.match(name)
    return tuple(file for file in files if file in own or (is_event and file.startswith(f"{system}/")))


def _mesh_of(checked: CheckedCatalogue) -> Mesh:
    if checked.mesh is None:
        errors = errors_of(checked.findings)
        raise CatalogueHasFindings(_in_file(MESH_FILE, errors) or errors)
    return checked.mesh


def _in_file(file: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.place.file == file)
