"""Use case: what does a catalogue change for people, compared with an earlier one?"""

from dataclasses import dataclass
from datetime import date

from meshctl.catalogue.reading import Reading
from meshctl.contracts.developments.compare_catalogues import compare_catalogues
from meshctl.contracts.developments.developments import Developments
from meshctl.contracts.versions.modes import Mode
from meshctl.errors import MeshctlError
from meshctl.model.findings import Severity
from meshctl.model.mesh import Mesh

MODES = {mode.value: mode for mode in (Mode.FORWARD, Mode.BACKWARD, Mode.FULL)}
"""What compatible can mean between two catalogues, by its name; the first is what consumers that are there need."""


@dataclass(frozen=True, slots=True)
class ReadableCatalogue:
    """The mesh of a catalogue as far as it can be read, and the files of it that cannot."""

    mesh: Mesh
    unreadable: tuple[str, ...]


def readable(reading: Reading, name: str, hint: str) -> ReadableCatalogue:
    """One side of a comparison. What else is wrong with it is no matter, but what cannot be read cannot be compared.

    Raises `MeshctlError` where its mesh.yaml cannot be read, since nothing can be compared then.
    """
    if reading.mesh is None:
        raise MeshctlError(f"the mesh.yaml of {name} cannot be read", hint)
    wrong = {finding.place.file for finding in reading.findings if finding.severity is Severity.ERROR}
    return ReadableCatalogue(reading.mesh, tuple(sorted(wrong)))


def what_develops(base: Mesh, head: Mesh, today: date, mode: str) -> Developments:
    """All that is different for people; `mode` is one of `MODES`."""
    return compare_catalogues(base, head, today, MODES[mode])
