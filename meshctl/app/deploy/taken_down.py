"""Use case: a stack as it is taken down as a whole. Pure.

Terraform needs a root and its inputs to do so, and takes all that there is from its state: inputs of nothing but where the
stack stands do for every stack, whatever it was applied with and by which meshctl.
"""

from typing import Any

from meshctl.aws_facts.name_lengths import ARCHIVE
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.passes.generations import StackKey
from meshctl.plan.stacks import ROUTES_STACK, WAVES, Stack, stack_input
from meshctl.records.shapes import INPUTS
from meshctl.records.stack_record import owner_of, root_of
from meshctl.topology import arns
from meshctl.topology.names import aws_name


def taken_down(mesh: Mesh, stage: Stage, stack: StackKey, directory: str) -> Stack:
    """The stack with inputs that hold nothing."""
    account, name = stack
    root = root_of(name)
    stands = stack_input(mesh, stage, name, account, dict(mesh.tags))
    inputs = {"stack": stands, **_nothing(mesh, stage, stack, root)}
    return Stack(directory, root, owner_of(name), account, WAVES[root], inputs, {}, {})


def _nothing(mesh: Mesh, stage: Stage, stack: StackKey, root: str) -> dict[str, Any]:
    if root == ROUTES_STACK:
        return {"routes": {}}
    bus = aws_name(mesh.name, stage.name, owner_of(stack[1]))
    named = {"name": bus, "arn": arns.bus(stage.regions[0], stack[0], bus), "description": ""}
    if root == "system":
        return {"bus": named, **{name: {} for name in INPUTS[root] if name not in ("stack", "bus")}}
    nobody: dict[str, Any] = {"organization": None, "policy_form": "accounts", "publishers": {}}
    return {"bus": {**named, "archive": {"name": bus[:ARCHIVE], "keep_days": 1}, **nobody}}
