"""What is asked of a generation again and again, looked up by a name or an ARN: a stage may have hundreds of stacks. Pure."""

from collections.abc import Container, Iterator, Mapping
from typing import Any

from meshctl.passes.generations import Generation, StackInputs, StackKey, parts_of
from meshctl.passes.pinned_events import (
    Hops,
    PinnedEvent,
    Route,
    allowed,
    bus_of,
    functions_of,
    routes_of,
    scheduled_in,
    sent_to,
    taken_by,
    told,
)
from meshctl.topology.lowering.keys import leads_on, subscription_of_route


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


def new_parts(old: Generation, new: Generation, section: str) -> Iterator[tuple[StackKey, str, Mapping[str, Any]]]:
    """The parts of `new` that `old` does not have, with their stacks and keys."""
    known = {(stack.key, key) for stack, key, _ in parts_of(old, section)}
    parts = ((stack.key, key, one) for stack, key, one in parts_of(new, section))
    return (one for one in parts if one[:2] not in known)


def hub_arns(*generations: Generation) -> frozenset[str]:
    """The ARNs of the buses of the hubs."""
    stacks = (one for generation in generations for one in generation.values())
    return frozenset(one.inputs["bus"]["arn"] for one in stacks if one.root == "hub")


def taken_as_published(generation: Generation) -> frozenset[PinnedEvent]:
    """All that routes take, on the buses that it is published on: on all but a hub only their own account publishes."""
    taken = (one for _, _, route in routes_of(generation) if route["enabled"] for one in taken_by(route))
    hubs, found = hub_arns(generation), Hops(generation).as_published(taken)
    return frozenset(one for one in found if one.bus_arn in hubs or one.account == one.bus_arn.split(":")[4])


def sent_anew(old: Generation, new: Generation) -> frozenset[str]:
    """The ARNs of the channels to which functions of `new` are told to send, and none of `old` was."""
    before, after = ({arn for _, _, one in functions_of(each) for arn in sent_to(one)} for each in (old, new))
    return frozenset(after - before)


def reached_in(generation: Generation, running: Container[tuple[StackKey, str]]) -> frozenset[str]:
    """The ARNs to which a route brings something, or one of the functions that are `running` is told to send, by stack and key."""
    sent = (arn for stack, key, one in functions_of(generation) if (stack.key, key) in running for arn in sent_to(one))
    return frozenset(sent) | {one["target"]["arn"] for _, _, one in routes_of(generation) if one["enabled"]}


def told_by(generation: Generation, running: Container[tuple[StackKey, str]]) -> frozenset[PinnedEvent]:
    """What the functions that are `running` are told to publish, by stack and key."""
    found = (told(stack, one) for stack, key, one in functions_of(generation) if (stack.key, key) in running)
    return frozenset().union(*found)


def running_with_old_code(old: Generation, new: Generation) -> int:
    """For how many seconds a function that was invoked with its old code may still publish or send what its new code may not."""
    timeouts = [0]
    for stack, key, one in functions_of(old):
        changed = function_of(new, stack.key, key)
        if changed and not allowed(stack, one) <= allowed(new[stack.key], changed):
            timeouts.append(max(one["timeout_seconds"], changed["timeout_seconds"]))
    return max(timeouts)


def routes_beside(generation: Generation, stack: StackInputs, key: str) -> Iterator[Route]:
    """The routes that are on, in one stack, of the subscription of a route there."""
    subscription = subscription_of_route(key)
    found = generation[stack.key].inputs.get("routes", {}) if stack.key in generation else {}
    return (one for other, one in found.items() if one["enabled"] and subscription_of_route(other) == subscription)


def scheduled_by_ending_routes(old: Generation, new: Generation) -> frozenset[PinnedEvent]:
    """What schedules send that routes of `old` bring, to nobody who reads it from there, which `new` does not have."""
    ending = (
        scheduled_in(one)
        for stack, key, one in routes_of(old)
        if one["enabled"] and not leads_on(key) and key not in _routes_in(new, stack.key)
    )
    return frozenset().union(*ending)


def _routes_in(generation: Generation, stack: StackKey) -> Container[str]:
    return generation[stack].inputs.get("routes", {}) if stack in generation else ()
