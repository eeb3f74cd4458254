"""What is protected may not go. Pure.

What is protected says so itself where it stands, by a tag, so that this is known of what the catalogue has no more.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from meshctl.errors import MeshctlError
from meshctl.passes.generations import Generation, StackInputs
from meshctl.retirement.queues import Part
from meshctl.topology.names import PROTECTED

_HINT = "take `protect: true` away first, in a change of its own that others see, and apply that"


def refuse_protected_losses(standing: Generation, new: Generation) -> None:
    """Raises `MeshctlError` where something protected of what stands is missing in `new`."""
    lost = sorted(_lost(standing, new))
    if lost:
        are = "is protected and" if len(lost) == 1 else "are protected and"
        raise MeshctlError(f"{', '.join(lost)} {are} would go", _HINT)


def _lost(standing: Generation, new: Generation) -> Iterator[str]:
    for key, stack in standing.items():
        wanted = new.get(key)
        if wanted is None and _is_protected(stack):
            yield f"the system {stack.owner} in the account {stack.account}"
        else:
            yield from _lost_queues(stack, wanted.inputs if wanted else {})


def _is_protected(stack: StackInputs) -> bool:
    return PROTECTED in stack.inputs["stack"]["tags"]


def _lost_queues(stack: StackInputs, wanted: Mapping[str, Any]) -> Iterator[str]:
    queues: Mapping[str, Part] = stack.inputs.get("queues", {})
    for key, part in queues.items():
        if (part["queue"]["protected"] or _is_protected(stack)) and key not in wanted.get("queues", {}):
            yield f"the queue {stack.owner}/{key}"
