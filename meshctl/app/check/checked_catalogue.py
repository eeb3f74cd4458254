"""A catalogue after all checks, and what it has to be like for a command. Pure; checks nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meshctl.errors import MeshctlError
from meshctl.model.findings import Finding, errors_of

if TYPE_CHECKING:
    from meshctl.model.mesh import Mesh
    from meshctl.model.stages import Stage


@dataclass(frozen=True, slots=True)
class CheckedCatalogue:
    """A catalogue after reading and all checks; `mesh` is None where mesh.yaml itself is broken."""

    mesh: Mesh | None
    findings: tuple[Finding, ...]


class CatalogueHasFindings(MeshctlError):
    """The catalogue is broken; nothing is rendered or applied. Carries the findings; `or_else` is another way out."""

    def __init__(self, findings: tuple[Finding, ...], or_else: str = "") -> None:
        count = len(findings)
        message = f"the catalogue has {count} finding{'s' if count != 1 else ''}"
        super().__init__(message, f"mend what is listed above{or_else}")
        self.findings = findings


def sound_mesh(checked: CheckedCatalogue) -> Mesh:
    """The mesh of a catalogue without errors; raises `CatalogueHasFindings`."""
    errors = errors_of(checked.findings)
    if errors or checked.mesh is None:
        raise CatalogueHasFindings(errors)
    return checked.mesh


def stage_of(mesh: Mesh, name: str) -> Stage:
    """The stage of that name; raises `MeshctlError` with those there are."""
    stage = mesh.stage(name)
    if stage is None:
        known = ", ".join(one.name for one in mesh.stages)
        raise MeshctlError(f'there is no stage "{name}" in mesh.yaml', f"there is: {known}")
    return stage
