"""What a check is. Runs nothing by itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from meshctl.model.finding_rules import Rule
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Rule):
    """A rule that looks at the mesh alone; `by_stage` says that it looks at settings that a stage may have of its own."""

    run: Callable[[Mesh], Iterator[Finding]]
    by_stage: bool = False
