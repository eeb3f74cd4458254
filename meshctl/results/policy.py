"""What was found in Terraform that policies forbid: as the packs say it, then as findings for people. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass

from meshctl.model.findings import Finding

OWN_PACK = ("CKV_MESH_", "CKV2_MESH_")
"""How the ids of meshctl's own checks begin."""


@dataclass(frozen=True, slots=True)
class PolicyVerdict:
    """What one check says of one resource: that it fails, that it is skipped (for a `reason`), or that there is no answer.

    `file` is the name of the plan, or the path of a file of HCL; `source` and `line` are where the resource is written, where
    that is known. `details` is what the check says of this resource alone.
    """

    check: str
    name: str
    file: str
    address: str
    source: str = ""
    line: int = 1
    details: tuple[str, ...] = ()
    guideline: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PolicyAnswer:
    """What the packs say: `resources` counts those that were looked at, by plan; `asked` has the names of checks by their id.

    `unread` are files that could not be read.
    """

    resources: Mapping[str, int]
    asked: Mapping[str, str]
    failed: tuple[PolicyVerdict, ...] = ()
    skipped: tuple[PolicyVerdict, ...] = ()
    unanswered: tuple[PolicyVerdict, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyFinding:
    """A finding about a resource: the stack or file that it is in, and for whom of the catalogue it is (`queue a/b/c`).

    `instead` is YAML for a catalogue that does the same by an event; empty where nobody can say.
    """

    finding: Finding
    where: str
    address: str
    cause: str = ""
    instead: str = ""
