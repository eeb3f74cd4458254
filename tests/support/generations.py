"""Stacks as what stands after an apply of them."""

from collections.abc import Iterable
from json import dumps, loads

from meshctl.passes.generations import Generation, StackInputs
from meshctl.plan.stacks import Stack


def generation_of(stacks: Iterable[Stack]) -> Generation:
    """With inputs as JSON has them."""
    standing = (StackInputs(one.name, one.root, one.owner, one.account, loads(dumps(one.inputs))) for one in stacks)
    return {one.key: one for one in standing}
