"""What is to stand where only some systems are changed: theirs as the catalogue has it, all else as it was applied last. Pure.

Stacks of other systems are those of the record. In the stacks that all share, the hub and the routes, only the entries of these
systems are new; what is everybody's there (tags, archive, organisation) stays as it was.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from meshctl.passes.generations import Generation, PassesOfChange, Retired, StackInputs, StandingStacks
from meshctl.passes.left_systems import retired_keys, without_retired
from meshctl.passes.order import passes_of_change, passes_that_change
from meshctl.passes.parts import ARCHIVE
from meshctl.topology.hub_policy import HubPolicy

Inputs = Mapping[str, Any]
SHARED = {"hub": ("bus", "publishers"), "routes": ("routes",)}
"""Where the inputs of a shared root have an entry for each system, or for each of its subscriptions."""


def only_systems(
    systems: Collection[str], done: Generation, new: Generation, retired: Iterable[Retired] = ()
) -> Generation:
    """All that is to stand: what is not of `systems` as in `done`, the rest as in `new`, which need have nothing else.

    What is `retired` of `done` is in no generation that is to stand.
    """
    gone = retired_keys(retired)
    own = {key: stack for key, stack in new.items() if stack.owner in systems}
    wanted = {key: without_retired(stack, gone) for key, stack in done.items() if stack.owner not in systems}
    kept = {
        key: _merged(systems, stack, shared_stack(new, stack.root)) if stack.root in SHARED else stack
        for key, stack in wanted.items()
    }
    return {**kept, **own}


def passes_of_systems(
    systems: Collection[str],
    standing: StandingStacks,
    merged: Generation,
    now: datetime,
    may_go: Collection[Retired],
    allow_deletes: bool,
    given_up: Collection[Retired] = (),
) -> PassesOfChange:
    """As `passes_of_change`, to what `only_systems` has merged. What others have retired stays as it is, whatever it takes."""
    own = [one for one in may_go if _is_of(systems, one)]
    change = passes_of_change(standing, merged, now, own, allow_deletes, given_up)
    passes = [replace(one, stacks=only_systems(systems, standing.done, one.stacks)) for one in change.passes]
    theirs = tuple(one for one in standing.retired if not _is_of(systems, one))
    retired = (*(one for one in change.retired if _is_of(systems, one)), *theirs)
    may_miss = tuple((stack, key) for stack, key in change.may_miss if merged[stack].owner in systems)
    return PassesOfChange(passes_that_change(standing, passes), retired, may_miss)


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
    return changed_systems(standing.done, standing.begun)


def changed_systems(before: Generation, after: Generation) -> frozenset[str]:
    """The systems whose part of one of the stacks `after` was another one before, or was not there."""
    return frozenset(system for key, stack in after.items() for system in _changed(before.get(key), stack))


def changed_for_all(before: Generation, after: Generation) -> tuple[str, ...]:
    """The roots that all systems share of which anything else than their entries was another one before."""
    shared = {root: (shared_stack(before, root), shared_stack(after, root)) for root in SHARED}
    return tuple(root for root, (old, new) in shared.items() if old and new and _of_all(old) != _of_all(new))


def _is_of(systems: Collection[str], retired: Retired) -> bool:
    """Whether a retired part is of one of the systems; the archive of the hub is everybody's."""
    _, stack = retired.stack
    if stack in SHARED:
        return retired.name != ARCHIVE and system_of(retired.name) in systems
    return stack.removeprefix("system-") in systems


def _merged(systems: Collection[str], recorded: StackInputs, new: StackInputs | None) -> StackInputs:
    kept = {key: one for key, one in shared_entries(recorded).items() if system_of(key) not in systems}
    own = {key: one for key, one in (shared_entries(new) if new else {}).items() if system_of(key) in systems}
    return with_entries(recorded, {**kept, **own})


def with_entries(stack: StackInputs, entries: Mapping[str, Any]) -> StackInputs:
    """A shared stack with other entries; the hub's policy has the form that these need."""
    changed = replace(stack, inputs=_put(stack.inputs, SHARED[stack.root], entries))
    if stack.root != "hub":
        return changed
    return replace(
        changed, inputs=_put(changed.inputs, ("bus", "policy_form"), HubPolicy.of_inputs(changed.inputs["bus"]).form)
    )


def _of_all(stack: StackInputs) -> StackInputs:
    """A shared stack without what it has for single systems."""
    alone = replace(stack, inputs=_put(stack.inputs, SHARED[stack.root], {}))
    return replace(alone, inputs=_put(alone.inputs, ("bus", "policy_form"), None)) if stack.root == "hub" else alone


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
