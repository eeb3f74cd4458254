"""Whether a new version of an event's schema may follow earlier ones, as schema registries mean it. Pure.

What counts as compatible, and why, is told in docs/adr/20261123-schema-compatibility.md.
"""

from collections.abc import Sequence
from typing import Any

from meshctl.contracts.versions.compare import compare
from meshctl.contracts.versions.differences import Difference, in_order
from meshctl.contracts.versions.modes import Mode


def differences(old: Any, new: Any) -> tuple[Difference, ...]:
    """Every difference between two versions of a schema (decoded JSON without faults), sorted by place."""
    return compare(old, new).differences


def compatible(mode: Mode, history: Sequence[Any], new: Any) -> tuple[Difference, ...]:
    """The differences for which `new` may not follow the versions of `history`, the oldest first; none if it may."""
    earlier = history if mode.is_transitive else history[-1:]
    return in_order(one for old in earlier for one in differences(old, new) if mode.breaks(one))
