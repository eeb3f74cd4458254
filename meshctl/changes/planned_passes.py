"""The passes of a change in words: what each does, to which stacks, in their order. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from meshctl.changes.planned_change import PlannedPass
from meshctl.passes.generations import Generation, Pass, StackKey
from meshctl.plan.foretold import foretold
from meshctl.plan.stacks import WAVES

DOES = {
    "add": "what is new is made beside what stands",
    "switch": "functions get their new code and settings",
    "narrow": "filters, targets and retries change, and what the catalogue has no more takes in nothing new",
    "remove": "what was retired goes",
}


def planned_passes(standing: Generation, passes: Sequence[Pass]) -> Iterator[PlannedPass]:
    """Each pass that changes something; of all but the first one, what Terraform may do in it."""
    before = standing
    for index, one in enumerate(passes):
        stacks = _changed(before, one)
        if stacks or one.leaves:
            may = {key: _may(before, one, key) for key in stacks} if index else {}
            yield PlannedPass(one.name, DOES[one.name], stacks, one.leaves, one.settle_seconds, may)
        before = one.stacks


def _may(before: Generation, one: Pass, key: StackKey) -> Mapping[str, frozenset[str]]:
    return foretold(before[key].inputs if key in before else {}, one.stacks[key].inputs)


def _changed(before: Generation, one: Pass) -> tuple[StackKey, ...]:
    found = [stack for key, stack in one.stacks.items() if key not in before or before[key].inputs != stack.inputs]
    found.sort(key=lambda stack: (WAVES[stack.root], stack.name, stack.account))
    return tuple(stack.key for stack in (reversed(found) if one.backwards else found))
