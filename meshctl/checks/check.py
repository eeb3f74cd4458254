"""What a check is. Runs nothing by itself."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh

Example = Mapping[str, str]
"""Files of a catalogue by their path. Tests lay them over a small sound catalogue (tests/catalogues.py) and check it."""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule about the catalogue: its name in findings, why it exists, a wrong and a right way, and the rule itself."""

    name: str
    why: str
    wrong: Example
    right: Example
    run: Callable[[Mesh], Iterator[Finding]]
    severity: Severity = Severity.ERROR
