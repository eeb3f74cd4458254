"""Use case: what does a catalogue change for people, compared with an earlier one?"""

from dataclasses import dataclass
from datetime import date

from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.reading import read_catalogue
from meshctl.contracts.catalogues import compare_catalogues
from meshctl.contracts.compatibility import Mode
from meshctl.contracts.developments import Developments
from meshctl.errors import MeshctlError
from meshctl.model.findings import Severity
from meshctl.model.mesh import Mesh

MODES = {mode.value: mode for mode in (Mode.FORWARD, Mode.BACKWARD, Mode.FULL)}
"""What compatible can mean between two catalogues, by its name; the first is what consumers that are there need."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The mesh of an earlier catalogue as far as it can be read, and the files of it that cannot."""

    mesh: Mesh
    unreadable: tuple[str, ...]


def earlier(files: CatalogueFiles, base: str) -> Earlier:
    """An earlier catalogue. What is wrong with it is no matter any more, but what cannot be read cannot be compared.

    Raises `MeshctlError` where its mesh.yaml cannot be read, since nothing can be compared then.
    """
    reading = read_catalogue(files)
    if reading.mesh is None:
        hint = "name another --base, one that this meshctl can read"
        raise MeshctlError(f'the mesh.yaml of the base "{base}" cannot be read', hint)
    wrong = {finding.place.file for finding in reading.findings if finding.severity is Severity.ERROR}
    return Earlier(reading.mesh, tuple(sorted(wrong)))


def what_develops(base: Mesh, head: Mesh, today: date, mode: str) -> Developments:
    """All that is different for people; `mode` is one of `MODES`."""
    return compare_catalogues(base, head, today, MODES[mode])
