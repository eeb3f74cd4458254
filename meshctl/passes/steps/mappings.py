"""What functions read on each step of a change. Pure.

A queue is read by one function: where another one takes over, the old one stops before the new one begins, and what comes
between waits in the queue. A stream is read by both for a while; the new one begins where the old one may not have been yet.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from meshctl.passes.change import GenerationChange
from meshctl.passes.generations import KINDS, PassStep, StackInputs
from meshctl.passes.joined.systems import mapping_of_both

Reading = Mapping[str, Any]
_READ = ("queues", "streams")


def mappings_on(step: PassStep, change: GenerationChange, stack: StackInputs) -> dict[str, Reading]:
    """The mappings of `stack`, of which the old generation, the new one or both have some."""
    old, new = (_mappings(generation, stack) for generation in (change.old, change.new))
    return {
        **{key: _left(step, one, new) for key, one in old.items() if key not in new},
        **{key: _wanted(step, change, old, key, one) for key, one in new.items()},
    }


def without_mappings(change: GenerationChange, stack: StackInputs) -> StackInputs:
    """`stack` without those that go: what is retired is read as long as it stands, unless its reader is given up, and what stays by
    no old one any more."""
    inputs = stack.inputs
    retired = {
        one.get("queue", one)["arn"]
        for section in _READ
        for key, one in inputs.get(section, {}).items()
        if not change.is_new(stack.key, section, key)
    }
    left = {
        key: one
        for key, one in inputs.get("mappings", {}).items()
        if change.is_new(stack.key, "mappings", key)
        or (one["source_arn"] in retired and (stack.key, KINDS["mappings"], key) not in change.given_up)
    }
    return replace(stack, inputs={**inputs, "mappings": left}) if "mappings" in inputs else stack


def _mappings(generation: Mapping[Any, StackInputs], stack: StackInputs) -> Mapping[str, Reading]:
    found: Mapping[str, Reading] = generation[stack.key].inputs.get("mappings", {}) if stack.key in generation else {}
    return found


def _left(step: PassStep, one: Reading, new: Mapping[str, Reading]) -> Reading:
    """One that the catalogue has no more reads on, unless another function is to read its queue."""
    handed_over = one["stream"] is None and any(other["source_arn"] == one["source_arn"] for other in new.values())
    return {**one, "enabled": False} if handed_over and step.code_is_new else one


def _wanted(step: PassStep, change: GenerationChange, old: Mapping[str, Reading], key: str, new: Reading) -> Reading:
    """A new one reads what stands already when all code and all routes are new: before, its function might publish what
    nobody receives yet. In what is new, nothing comes too early: the routes see to that."""
    if key not in old:
        begins = step.routes_are_new or not _stands(change, new["source_arn"])
        return {**new, "enabled": new["enabled"] and begins, "stream": _begun(change, old, new)}
    enabled = new["enabled"] if step.routes_are_new else old[key]["enabled"]
    return {**mapping_of_both(new if step.code_is_new else old[key], old[key], new), "enabled": enabled}


def _begun(change: GenerationChange, old: Mapping[str, Reading], new: Reading) -> Reading | None:
    """How a stream is read anew: one that stands already from now on, or since when those that read it may have not."""
    stream: Reading | None = new["stream"]
    if stream is None or not _stands(change, new["source_arn"]):
        return stream
    ages = [one["stream"]["max_age_seconds"] for one in old.values() if one["source_arn"] == new["source_arn"]]
    return {**stream, "start_at": _text(change.now - timedelta(seconds=max(ages, default=0)))}


def _stands(change: GenerationChange, arn: str) -> bool:
    """Whether a queue or a stream stands before the change."""
    parts = (
        part for stack in change.old.values() for section in _READ for part in stack.inputs.get(section, {}).values()
    )
    return any(part.get("queue", part)["arn"] == arn for part in parts)


def _text(moment: datetime) -> str:
    """In RFC 3339, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
