"""Retired parts among the inputs of their stacks: which they are, whom they served, and which facts are left without them. Pure."""

from collections.abc import Collection, Iterable, Mapping

from meshctl.changes.facts import Facts, InputFact, Part
from meshctl.changes.planned_change import RetiredParts
from meshctl.changes.rows import SERVED
from meshctl.model.stages import HUB
from meshctl.passes.generations import Generation, Retired, StackKey
from meshctl.plan.causes import Cause

_INPUTS = {
    "route": "routes",
    "function": "functions",
    "queue": "queues",
    "buffer": "buffers",
    "dead letters": "dead_letters",
}
"""Where a retired part of a kind lies among the inputs."""
PUBLISHER, RETENTION = "publisher", "retention"
"""What is retired and no part: the right of people's own code to publish, and messages that would be kept less long."""


def cause_of_retired(one: Retired, owner: str) -> Cause:
    """Whom a retired part served; `owner` is that of its stack."""
    if one.kind not in _INPUTS:
        return Cause("bus", owner or HUB) if one.kind == PUBLISHER else Cause("queue", _whole(owner, one.name))
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


def without_retired(facts: Facts, retired: Iterable[Retired]) -> Facts:
    """The facts as if what is retired were gone, and with it what lies in other parts for its sake."""
    parts = {(one.stack, _INPUTS[one.kind], one.name) for one in retired if one.kind in _INPUTS}
    left = {subject: [fact for fact in found if fact.part not in parts] for subject, found in facts.items()}
    gone = _causes(facts, parts) - {fact.cause for found in left.values() for fact in found if _is_own(fact)}
    return {subject: tuple(found) for subject, found in left.items() if found and subject[0] not in gone}


def _causes(facts: Facts, parts: Collection[Part]) -> set[Cause]:
    return {fact.cause for found in facts.values() for fact in found if fact.part in parts and _is_own(fact)}


def _is_own(fact: InputFact) -> bool:
    _, section, key = fact.part
    return SERVED.get(section) == fact.cause.kind and f"/{fact.cause.name}".endswith(f"/{key}")


def _whole(owner: str, key: str) -> str:
    return f"{owner}/{key}" if owner else key
