"""What a check is. Runs nothing by itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh


@dataclass(frozen=True, slots=True)
class Check:
    """A rule about the catalogue: its name in findings, why it exists, a wrong and a right way, and the rule itself."""

    name: str
    why: str
    wrong: str
    right: str
    run: Callable[[Mesh], Iterator[Finding]]
    severity: Severity = Severity.ERROR
