"""Use case: what does this catalogue say, and what is wrong with it?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from meshctl.app.check.all_rules import READING, rules_in_force
from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.checks import run_checks
from meshctl.errors import MeshctlError
from meshctl.model.findings import Finding, errors_of
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.results.check_answer import CheckAnswer


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


def check_catalogue(files: CatalogueFiles, today: date) -> CheckedCatalogue:
    """Reads the files and runs every check, so that all findings show at once; exceptions end after a day."""
    reading = read_catalogue(files)
    found = list(reading.findings) + (run_checks(reading.mesh, today, READING) if reading.mesh else [])
    return CheckedCatalogue(reading.mesh, tuple(sorted(found, key=lambda finding: finding.order)))


def answer_of(checked: CheckedCatalogue) -> CheckAnswer:
    """What `meshctl check` tells of it."""
    mesh = checked.mesh
    things: dict[str, Iterable[object]] = {}
    if mesh:
        things["system"], things["service"] = mesh.systems, mesh.services
        things["event"], things["subscription"] = mesh.events, mesh.subscriptions
    counts = {thing: sum(1 for _ in many) for thing, many in things.items()}
    return CheckAnswer(checked.findings, counts, {rule.name: rule.severity for rule in rules_in_force(mesh)})


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
