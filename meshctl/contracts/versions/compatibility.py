"""Whether a new version of an event's schema may follow earlier ones, as schema registries mean it. Pure.

What counts as compatible, and why, is told in docs/adr/20261123-schema-compatibility.md.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from meshctl.contracts.versions.compare import compare
from meshctl.contracts.versions.differences import Difference, in_order


class Mode(StrEnum):
    """Who may have which version: BACKWARD, readers have the new one already; FORWARD, they have the old one still.

    FULL is both. Modes without TRANSITIVE look at the last version only, the others at all earlier ones.
    """

    BACKWARD = "backward"
    FORWARD = "forward"
    FULL = "full"
    BACKWARD_TRANSITIVE = "backward-transitive"
    FORWARD_TRANSITIVE = "forward-transitive"
    FULL_TRANSITIVE = "full-transitive"

    @property
    def is_transitive(self) -> bool:
        """Whether all earlier versions count."""
        return self.endswith("-transitive")

    def breaks(self, difference: Difference) -> bool:
        """Whether the mode forbids such a difference."""
        backward = not self.startswith("forward") and difference.breaks_backward
        return backward or (not self.startswith("backward") and difference.breaks_forward)


def differences(old: Any, new: Any) -> tuple[Difference, ...]:
    """Every difference between two versions of a schema (decoded JSON without faults), sorted by place."""
    return compare(old, new).differences


def compatible(mode: Mode, history: Sequence[Any], new: Any) -> tuple[Difference, ...]:
    """The differences for which `new` may not follow the versions of `history`, the oldest first; none if it may."""
    earlier = history if mode.is_transitive else history[-1:]
    return in_order(one for old in earlier for one in differences(old, new) if mode.breaks(one))
