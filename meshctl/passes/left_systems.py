"""Systems that the catalogue has no more, and that stay exactly as they are: as if it had them still. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from meshctl.passes.generations import KINDS, Generation, Retired, StackInputs, StackKey


def left_systems(standing: Generation, new: Generation) -> frozenset[str]:
    """The systems that stand and that the new generation does not have."""
    return frozenset(_systems(standing)) - frozenset(_systems(new))


def with_left_systems(standing: Generation, new: Generation, retired: tuple[Retired, ...]) -> Generation:
    """`new` with all that stands of systems that it does not have, but for what is retired."""
    left = left_systems(standing, new)
    gone = retired_keys(retired)
    stacks = {
        key: without_retired(one, gone) for key, one in standing.items() if one.root == "system" and one.owner in left
    }
    shared = {key: _joined(standing[key], one, left, gone) for key, one in new.items() if key in standing}
    return {**new, **stacks, **shared}


def _systems(generation: Generation) -> list[str]:
    return [one.owner for one in generation.values() if one.root == "system"]


def retired_keys(retired: Iterable[Retired]) -> frozenset[tuple[StackKey, str, str]]:
    """The stack, kind and name of each, which tell it from all others."""
    return frozenset((one.stack, one.kind, one.name) for one in retired)


def without_retired(stack: StackInputs, gone: frozenset[tuple[StackKey, str, str]]) -> StackInputs:
    """A stack without those of its parts that are retired."""
    inputs = {
        kind: {key: one for key, one in parts.items() if (stack.key, KINDS[kind], key) not in gone}
        for kind, parts in stack.inputs.items()
        if kind in KINDS
    }
    return replace(stack, inputs={**stack.inputs, **inputs})


def _joined(
    old: StackInputs, new: StackInputs, left: frozenset[str], gone: frozenset[tuple[StackKey, str, str]]
) -> StackInputs:
    if new.root == "routes":
        routes = without_retired(old, gone).inputs["routes"]
        of_left = {key: one for key, one in routes.items() if key.partition("/")[0] in left}
        return replace(new, inputs={**new.inputs, "routes": {**new.inputs["routes"], **of_left}})
    if new.root == "hub":
        publishers = {system: one for system, one in old.inputs["bus"]["publishers"].items() if system in left}
        bus: Any = new.inputs["bus"]
        return replace(new, inputs={**new.inputs, "bus": {**bus, "publishers": {**bus["publishers"], **publishers}}})
    return new
