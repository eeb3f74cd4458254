"""What reading a catalogue gives. Data only; nothing is read here."""

from dataclasses import dataclass

from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh


@dataclass(frozen=True, slots=True)
class Reading:
    """The mesh as far as it could be read (None without a sound mesh.yaml), and what reading found."""

    mesh: Mesh | None
    findings: tuple[Finding, ...]
