"""What `meshctl check` says of a catalogue, as data that can be kept. Finds nothing itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from meshctl.model.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """The findings, how many things of each kind the mesh has, and how bad each rule is that it was held to.

    Without a mesh nothing is counted.
    """

    findings: tuple[Finding, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    severities: Mapping[str, Severity] = field(default_factory=dict)
