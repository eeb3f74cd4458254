"""What is asked of a generation again and again, looked up by a name or an ARN: a stage may have hundreds of stacks. Pure."""

from collections.abc import Mapping
from typing import Any

from meshctl.passes.generations import Generation, StackInputs, StackKey, parts_of
from meshctl.passes.pinned_events import Hops, PinnedEvent, Route, bus_of, routes_of, taken_by


def systems_by_name(generation: Generation) -> Mapping[str, list[StackInputs]]:
    """The stacks of systems by name: one that moves has several, in its accounts."""
    found: dict[str, list[StackInputs]] = {}
    for one in generation.values():
        if one.root == "system":
            found.setdefault(one.name, []).append(one)
    return found


def routes_by_bus(generation: Generation) -> Mapping[str, list[Route]]:
    """The routes by the ARN of their bus."""
    found: dict[str, list[Route]] = {}
    for _, _, one in routes_of(generation):
        found.setdefault(bus_of(one), []).append(one)
    return found


def workflow_definitions(generation: Generation) -> Mapping[str, str]:
    """What workflows do, by ARN."""
    return {one["arn"]: str(one["definition"]) for _, _, one in parts_of(generation, "workflows")}


def stacks_by_bus(*generations: Generation) -> Mapping[str, StackKey]:
    """The stack of each bus, by its ARN: a hub's or a system's own, or a further one."""
    stacks = [one for generation in generations for one in generation.values()]
    own = {one.inputs["bus"]["arn"]: one.key for one in stacks if "bus" in one.inputs}
    return own | {bus["arn"]: one.key for one in stacks for bus in one.inputs.get("buses", {}).values()}


def function_of(generation: Generation, stack: StackKey, key: str) -> Mapping[str, Any] | None:
    """The function of a stack by its key, if it is there."""
    return generation[stack].inputs.get("functions", {}).get(key) if stack in generation else None


def taken_as_published(generation: Generation) -> frozenset[PinnedEvent]:
    """All that routes take, on the buses that it is published on: on all but a hub only their own account publishes."""
    taken = (one for _, _, route in routes_of(generation) if route["enabled"] for one in taken_by(route))
    hubs = {one.inputs["bus"]["arn"] for one in generation.values() if one.root == "hub"}
    found = Hops(generation).as_published(taken)
    return frozenset(one for one in found if one.bus_arn in hubs or one.account == one.bus_arn.split(":")[4])
