"""The stacks of a stage and which has to be applied before which, for whoever runs them by an engine of their own. Pure."""

from dataclasses import dataclass

from meshctl.model.mesh import Mesh
from meshctl.model.stages import HUB, Stage
from meshctl.plan.stacks import HUB_STACK, ROUTES_STACK, WAVES, system_stack_name


@dataclass(frozen=True, slots=True)
class StackInGraph:
    """A stack, the system that it is of, or none, its account, its wave, and the stacks that are to be applied before it."""

    stack: str
    system: str
    account: str
    region: str
    wave: int
    needs: tuple[str, ...]


def stack_graph(mesh: Mesh, stage: Stage) -> tuple[StackInGraph, ...]:
    """The hub, then the systems, then the routes, which lead to what the systems have."""
    accounts = {one.alias: one.number for one in stage.accounts}
    systems = [system.name for system in mesh.systems if system.name in accounts]
    names = tuple(map(system_stack_name, systems))
    region = stage.regions[0]
    return (
        StackInGraph(HUB_STACK, "", accounts[HUB], region, WAVES["hub"], ()),
        *(
            StackInGraph(stack, system, accounts[system], region, WAVES["system"], (HUB_STACK,))
            for stack, system in zip(names, systems, strict=True)
        ),
        StackInGraph(ROUTES_STACK, "", accounts[HUB], region, WAVES["routes"], names or (HUB_STACK,)),
    )
