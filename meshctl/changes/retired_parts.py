"""Retired parts among the inputs of their stacks: which they are, whom they served, and how the inputs are without them. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from meshctl.changes.planned_change import RetiredParts
from meshctl.changes.rows import SERVED
from meshctl.model.stages import HUB
from meshctl.passes.generations import Generation, Retired, StackInputs, StackKey
from meshctl.plan.causes import Cause

_INPUTS = {
    "route": "routes",
    "function": "functions",
    "queue": "queues",
    "buffer": "buffers",
    "dead letters": "dead_letters",
}
"""Where a retired part of a kind lies among the inputs; a publisher lies deeper, and retention is no part."""


def cause_of_retired(one: Retired, owner: str) -> Cause:
    """Whom a retired part served; `owner` is that of its stack."""
    if one.kind not in _INPUTS:
        return Cause("bus", HUB) if one.kind == "publisher" else Cause("queue", _whole(owner, one.name))
    return Cause(SERVED[_INPUTS[one.kind]], _whole(owner, one.name))


def retired_by_cause(retired: Iterable[Retired], owners: Mapping[StackKey, str]) -> tuple[RetiredParts, ...]:
    """Retired parts together that served one cause; the first to be let go first."""
    grouped: dict[Cause, list[Retired]] = {}
    for one in retired:
        grouped.setdefault(cause_of_retired(one, owners[one.stack]), []).append(one)
    found = (RetiredParts(cause, tuple(parts), max(one.until for one in parts)) for cause, parts in grouped.items())
    return tuple(sorted(found, key=lambda one: (one.until, str(one.cause))))


def causes_of_retired(retired: Iterable[Retired], generation: Generation) -> frozenset[Cause]:
    """Whom retired parts served, of those that are parts by themselves and stand in the generation."""
    return frozenset(
        cause_of_retired(one, generation[one.stack].owner)
        for one in retired
        if one.kind in _INPUTS and one.stack in generation
    )


def causes_of_parts(generation: Generation) -> frozenset[Cause]:
    """Whom the parts of the generation serve."""
    return frozenset(
        Cause(kind, _whole(stack.owner, key))
        for stack in generation.values()
        for section, kind in SERVED.items()
        for key in stack.inputs.get(section, ())
    )


def without_retired(generation: Generation, retired: Iterable[Retired]) -> dict[StackKey, StackInputs]:
    """The generation as if what is retired were gone already."""
    found = dict(generation)
    for one in retired:
        if one.stack in found:
            stack = found[one.stack]
            found[one.stack] = replace(stack, inputs=_without(stack.inputs, one))
    return found


def _without(inputs: Mapping[str, Any], one: Retired) -> Mapping[str, Any]:
    if one.kind == "publisher" and "publishers" in inputs.get("bus", {}):
        bus = inputs["bus"]
        return {**inputs, "bus": {**bus, "publishers": _but(bus["publishers"], one.name)}}
    section = _INPUTS.get(one.kind, "")
    return {**inputs, section: _but(inputs[section], one.name)} if section in inputs else inputs


def _but(parts: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: part for key, part in parts.items() if key != name}


def _whole(owner: str, key: str) -> str:
    return f"{owner}/{key}" if owner else key
