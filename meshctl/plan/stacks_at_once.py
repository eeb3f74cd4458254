"""How many stacks are worked on at once: bound by processors, by memory, or by what somebody has set. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from meshctl.errors import MeshctlError

BYTES_OF_A_RUN = 550 * 2**20
"""What one Terraform with its AWS provider takes at most, as meshctl runs them (525 MB measured, 5.100.0)."""
APPLIES_PER_CORE = 20
"""An apply sleeps in the provider's waits for nine tenths of its time; a plan is bound by the processor (measured, two cores)."""
PLANS, APPLIES = "MESHCTL_PLANS_AT_ONCE", "MESHCTL_APPLIES_AT_ONCE"


@dataclass(frozen=True, slots=True)
class StacksAtOnce:
    """How many stacks are planned at once, and how many applied; one at least."""

    plans: int
    applies: int


def stacks_at_once(cores: int, free_bytes: int | None, settings: Mapping[str, str]) -> StacksAtOnce:
    """As many plans as cores, many more applies, neither more than fits into what memory is free, where that is known.

    A setting counts as it is. Raises `MeshctlError` where it is no number.
    """
    fit = cores * APPLIES_PER_CORE if free_bytes is None else max(1, free_bytes // BYTES_OF_A_RUN)
    plans, applies = min(cores, fit), min(cores * APPLIES_PER_CORE, fit)
    return StacksAtOnce(_set(settings, PLANS) or plans, _set(settings, APPLIES) or applies)


def _set(settings: Mapping[str, str], name: str) -> int | None:
    said = settings.get(name)
    if not said:
        return None
    if not re.fullmatch("[1-9][0-9]{0,3}", said):
        raise MeshctlError(f"{name} is no number of stacks", "set it to a number from 1 to 9999, or unset it")
    return int(said)
