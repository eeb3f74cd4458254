"""What became of the stacks of a stage. Data only."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from meshctl.errors import MeshctlError


@dataclass(frozen=True, slots=True)
class StacksResult:
    """Each stack is done, failed (with the error), or not tried.

    `stays` says what did not go, since it got messages meanwhile.
    """

    done: tuple[str, ...] = ()
    failed: Mapping[str, MeshctlError] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    interrupted: bool = False
    stays: tuple[str, ...] = ()
