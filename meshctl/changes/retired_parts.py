"""Retired parts among the inputs of their stacks: whom they served, and which facts are left without them. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from meshctl.changes.facts import Facts, InputFact, Part
from meshctl.changes.planned_change import RetiredParts
from meshctl.changes.rows import SERVED
from meshctl.model.stages import HUB
from meshctl.passes.change import PUBLISHER
from meshctl.passes.ending_hops import DELIVERY
from meshctl.passes.generations import KINDS, Generation, Retired, StackKey
from meshctl.passes.parts import EXECUTION, FUNCTION_DEAD_LETTERS, RETENTION
from meshctl.plan.causes import Cause, cause_of_key
from meshctl.retirement.outlook import RetiredOutlook
from meshctl.topology.lowering.keys import source_of

_SECTIONS = {kind: section for section, kind in KINDS.items()}


def cause_of_retired(one: Retired, owner: str) -> Cause:
    """Whom a retired part served, or serves; `owner` is that of its stack."""
    if one.kind in _SECTIONS:
        return _cause(one.kind, one.name, owner)
    if one.kind == FUNCTION_DEAD_LETTERS:
        return _cause("function", one.name, owner)
    if one.kind == PUBLISHER:
        return Cause("service", one.name.partition(" ")[0].replace(".", "/", 1))
    if one.kind in (DELIVERY, EXECUTION):
        kind = KINDS["routes"] if one.kind == DELIVERY else KINDS["workflows"]
        return _cause(kind, one.name.partition(" to ")[0], owner)
    kind = next((kind for kind in _SECTIONS if one.kind == RETENTION and one.name.startswith(f"{kind} ")), "")
    return _cause(kind, one.name.removeprefix(f"{kind} "), owner) if kind else Cause("bus", owner or HUB)


def _cause(kind: str, key: str, owner: str) -> Cause:
    if kind == KINDS["mappings"]:  # which stands for the sake of what is read
        source, _, key = source_of(key).partition(" ")
        return Cause(source, f"{owner}/{key}")
    return cause_of_key(SERVED[_SECTIONS[kind]], f"{owner}/{key}" if owner else key)


def retired_by_cause(
    retired: Iterable[Retired],
    owners: Mapping[StackKey, str],
    outlooks: Iterable[RetiredOutlook] = (),
    left: Collection[StackKey] = (),
) -> tuple[RetiredParts, ...]:
    """Retired parts together that served one cause, with what is known of them; the first to be let go first.

    `left` are the stacks of accounts that a system has left.
    """
    known = {(one.part.stack, one.part.kind, one.part.name): one for one in outlooks}
    grouped: dict[Cause, list[Retired]] = {}
    for one in retired:
        grouped.setdefault(cause_of_retired(one, owners[one.stack]), []).append(one)
    found = (
        _together(cause, parts, [known.get((one.stack, one.kind, one.name)) for one in parts], left)
        for cause, parts in grouped.items()
    )
    return tuple(sorted(found, key=lambda one: (one.until, str(one.cause))))


def _together(
    cause: Cause, parts: Sequence[Retired], outlooks: Sequence[RetiredOutlook | None], left: Collection[StackKey]
) -> RetiredParts:
    counts = [one.messages if one else None for one in outlooks]
    messages = None if None in counts else sum(count for count in counts if count)
    name = next((one.name for one in outlooks if one), cause.name)
    day_has_come = all(one and one.day_has_come for one in outlooks)
    account = next((one.stack[0] for one in parts if one.stack in left), "")
    return RetiredParts(cause, tuple(parts), max(one.until for one in parts), name, messages, day_has_come, account)


def causes_of_retired(retired: Iterable[Retired], generation: Generation) -> frozenset[Cause]:
    """Whom retired parts served, of those that are parts by themselves and stand in the generation."""
    return frozenset(
        cause_of_retired(one, generation[one.stack].owner)
        for one in retired
        if one.kind in _SECTIONS and one.stack in generation
    )


def without_retired(facts: Facts, retired: Iterable[Retired]) -> Facts:
    """The facts as if what is retired were gone, and with it what lies in other parts for its sake."""
    parts = {(one.stack, _SECTIONS[one.kind], one.name) for one in retired if one.kind in _SECTIONS}
    left = {subject: [fact for fact in found if fact.part not in parts] for subject, found in facts.items()}
    gone = _causes(facts, parts) - {fact.cause for found in left.values() for fact in found if _is_own(fact)}
    return {subject: tuple(found) for subject, found in left.items() if found and subject[0] not in gone}


def _causes(facts: Facts, parts: Collection[Part]) -> set[Cause]:
    return {fact.cause for found in facts.values() for fact in found if fact.part in parts and _is_own(fact)}


def _is_own(fact: InputFact) -> bool:
    _, section, key = fact.part
    own = cause_of_key(SERVED.get(section, ""), key)
    return own.kind == fact.cause.kind and f"/{fact.cause.name}".endswith(f"/{own.name}")
