"""The passes of a change in words: what each does, to which stacks, in their order. Pure."""

from collections.abc import Iterator, Sequence

from meshctl.changes.planned_change import PlannedPass
from meshctl.passes.generations import Generation, Pass, StackKey
from meshctl.plan.changes import ResourceChange

DOES = {
    "add": "what is new is made beside what stands",
    "switch": "functions get their new code and settings",
    "narrow": "filters, targets and retries change, and what the catalogue has no more takes in nothing new",
    "remove": "what was retired goes",
}
_ROOTS = ("hub", "system", "routes")
"""The roots in the order of their waves."""


def planned_passes(
    standing: Generation, passes: Sequence[Pass], first: tuple[ResourceChange, ...]
) -> Iterator[PlannedPass]:
    """Each pass with the stacks whose inputs it changes; `first` is what Terraform says of the first one."""
    before = standing
    for index, one in enumerate(passes):
        resources = None if index else first
        yield PlannedPass(one.name, DOES[one.name], _changed(before, one), one.leaves, one.settle_seconds, resources)
        before = one.stacks


def _changed(before: Generation, one: Pass) -> tuple[StackKey, ...]:
    found = [stack for key, stack in one.stacks.items() if key not in before or before[key].inputs != stack.inputs]
    found.sort(key=lambda stack: (_ROOTS.index(stack.root), stack.name, stack.account))
    return tuple(stack.key for stack in (reversed(found) if one.backwards else found))
