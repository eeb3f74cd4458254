"""Generations of the shop in dev, as records have them, to be changed by tests."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from meshctl.changes.plan_change import TerraformPlan
from meshctl.passes.generations import Generation, Pass, PassesOfChange, Retired, StackInputs, StackKey, StandingStacks
from meshctl.plan.changes import ResourceChange
from meshctl.plan.stacks import stacks
from meshctl.topology.lowering.build_topology import lower
from tests.support.generations import generation_of
from tests.support.shop import shop_mesh, shop_stage

HUB, ROUTES = ("111111111111", "hub"), ("111111111111", "routes")
ORDERS, PAYMENTS = ("222222222222", "system-orders"), ("333333333333", "system-payments")
FULFILMENT = ("444444444444", "system-fulfilment")
_MESH = shop_mesh()
_HASHES = {f"{service.key}/{one.name}": "aGFzaA==" for service in _MESH.services for one in service.functions}
_DEV = shop_stage("dev")
_STACKS = stacks(_MESH, _DEV, lower(_MESH, _DEV), _HASHES)


def shop_generation() -> dict[tuple[str, str], StackInputs]:
    """A generation of its own, whose inputs a test may change in place."""
    return dict(generation_of(_STACKS))


def standing(generation: Generation, *retired: Retired) -> StandingStacks:
    """A stage that came through its last change."""
    return StandingStacks(generation, {}, retired)


SILENT = TerraformPlan({}, {})
"""Terraform has nothing to do."""


def terraform_plan(resources: Mapping[StackKey, Sequence[ResourceChange]]) -> TerraformPlan:
    """What Terraform says of stacks that the shop has."""
    return TerraformPlan(resources, {one.key: one.owner for one in shop_generation().values()})


def in_one_pass(new: Generation) -> PassesOfChange:
    """A change that is done at once."""
    return PassesOfChange((Pass("add", new),), ())


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths to everything in inputs that is neither a mapping nor nothing."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif value is not None:
        yield path
