"""Whole inputs of the stacks on each step of a change that takes nothing away. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from meshctl.passes.change import GenerationChange
from meshctl.passes.generations import Generation, PassStep, StackInputs
from meshctl.passes.joined.grants import both_grants
from meshctl.passes.joined.hubs import bus_of_both
from meshctl.passes.joined.systems import OF_BOTH, parts_of_both
from meshctl.passes.steps.mappings import mappings_on
from meshctl.passes.steps.routes import routes_on
from meshctl.passes.steps.schedules import schedules_on

Inputs = Mapping[str, Any]


def generation_on(step: PassStep, change: GenerationChange) -> Generation:
    """Every stack of both generations on that step."""
    return {key: _stack(step, change, one) for key, one in {**change.old, **change.new}.items()}


def _stack(step: PassStep, change: GenerationChange, either: StackInputs) -> StackInputs:
    old, new = change.old.get(either.key), change.new.get(either.key)
    inputs = _inputs(step, old.inputs, new.inputs) if old and new else either.inputs
    routes = routes_on(step, change, either)
    parts = {
        "routes": routes,
        "mappings": mappings_on(step, change, either),
        "schedules": schedules_on(step, change, either, routes),
        "topic_subscriptions": _heard(step, change, either, inputs),
    }
    return replace(either, inputs={**inputs, **{section: one for section, one in parts.items() if section in inputs}})


def _heard(step: PassStep, change: GenerationChange, stack: StackInputs, inputs: Inputs) -> Inputs:
    """The subscriptions to topics: of the new ones, those are left out that are too early for the code behind them."""
    section = "topic_subscriptions"
    old: Inputs = change.old[stack.key].inputs.get(section, {}) if stack.key in change.old else {}
    return {
        key: one
        for key, one in inputs.get(section, {}).items()
        if step.code_is_new or key in old or not change.is_heard_too_early(one)
    }


def _inputs(step: PassStep, old: Inputs, new: Inputs) -> Inputs:
    if "publishers" in new.get("bus", {}):
        return {**new, "bus": bus_of_both(old["bus"], new["bus"])}
    chosen = new if step.code_is_new else old
    parts = {
        kind: parts_of_both(chosen.get(kind, {}), old.get(kind, {}), new[kind], of_both)
        for kind, of_both in OF_BOTH.items()
        if kind in new
    }
    hops = {"hops": both_grants(old["hops"], new["hops"])} if "hops" in new else {}
    return {**new, **hops, **parts}
