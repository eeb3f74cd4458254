"""What is to stand where only some systems are changed: theirs as the catalogue has it, all else as it was applied last. Pure.

Stacks of other systems are those of the record. In the stacks that all share, the hub and the routes, only the entries of these
systems are new; what is everybody's there (tags, archive, organisation) stays as it was.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from meshctl.passes.generations import Generation, StackInputs, StandingStacks
from meshctl.topology.hub_policy import HubPolicy
from meshctl.topology.parts import Publisher

Inputs = Mapping[str, Any]
SHARED = {"hub": ("bus", "publishers"), "routes": ("routes",)}
"""Where the inputs of a shared root have an entry for each system, or for each of its subscriptions."""


def only_systems(systems: Collection[str], done: Generation, new: Generation) -> Generation:
    """All that is to stand: what is not of `systems` as in `done`, the rest as in `new`, which need have nothing else."""
    own = {key: stack for key, stack in new.items() if stack.owner in systems}
    kept = {
        key: _merged(systems, stack, shared_stack(new, stack.root)) if stack.root in SHARED else stack
        for key, stack in done.items()
        if stack.owner not in systems
    }
    return {**kept, **own}


def shared_stack(generation: Generation, root: str) -> StackInputs | None:
    """The stack of a root that all systems share; None where it was never applied."""
    return next((stack for stack in generation.values() if stack.root == root), None)


def shared_entries(stack: StackInputs) -> Mapping[str, Any]:
    """What stands in a shared stack of each system, by keys that begin with its name."""
    found: Any = stack.inputs
    for step in SHARED[stack.root]:
        found = found[step]
    entries: Mapping[str, Any] = found
    return entries


def system_of(key: str) -> str:
    """The system of an entry by its key, or of a source: the publisher itself, or the receiver of a route."""
    return key.partition("/")[0].partition(".")[0]


def systems_half_applied(standing: StandingStacks) -> frozenset[str]:
    """The systems of which nobody knows what stands, because an apply that was to change them did not come to its end."""
    return frozenset(
        system for key, begun in standing.begun.items() for system in _changed(standing.done.get(key), begun)
    )


def _merged(systems: Collection[str], recorded: StackInputs, new: StackInputs | None) -> StackInputs:
    kept = {key: one for key, one in shared_entries(recorded).items() if system_of(key) not in systems}
    own = {key: one for key, one in (shared_entries(new) if new else {}).items() if system_of(key) in systems}
    return with_entries(recorded, {**kept, **own})


def with_entries(stack: StackInputs, entries: Mapping[str, Any]) -> StackInputs:
    """A shared stack with other entries; the hub's policy has the form that these need."""
    changed = replace(stack, inputs=_put(stack.inputs, SHARED[stack.root], entries))
    if stack.root != "hub":
        return changed
    return replace(changed, inputs=_put(changed.inputs, ("bus", "policy_form"), hub_policy_of(changed).form))


def hub_policy_of(hub: StackInputs) -> HubPolicy:
    """The policy of the hub's bus, by its inputs."""
    bus = hub.inputs["bus"]
    publishers = {
        key: Publisher(tuple(one["accounts"]), tuple(one["sources"])) for key, one in shared_entries(hub).items()
    }
    return HubPolicy(bus["arn"], publishers, bus["organization"])


def _put(inputs: Inputs, path: tuple[str, ...], value: Any) -> Inputs:
    first, *rest = path
    return {**inputs, first: _put(inputs[first], tuple(rest), value) if rest else value}


def _changed(done: StackInputs | None, begun: StackInputs) -> Iterator[str]:
    """The systems whose part of a stack is another one now."""
    if done and done.inputs == begun.inputs:
        return
    if begun.root not in SHARED:
        yield begun.owner
        return
    before, after = (shared_entries(done) if done else {}), shared_entries(begun)
    yield from (system_of(key) for key in before.keys() | after.keys() if before.get(key) != after.get(key))
