"""What a transitive mode forbids besides: breaks with a schema as it was before the base, and with other versions of its event. Pure.

Schemas of tags count whether or not they have changed since the base; two versions of an event beside each other only where one of
them has, since what stands in both catalogues is no change. A difference is told once: with the base, or with the latest schema.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace

from meshctl.contracts.developments.compare_events import has_the_same_text, schema_texts
from meshctl.contracts.developments.compare_schemas import break_by, compared, has_faults
from meshctl.contracts.developments.developments import EventDevelopment, Turn
from meshctl.contracts.developments.sides import EarlierMesh, Sides
from meshctl.contracts.versions.differences import Difference
from meshctl.model.events import Event

Told = defaultdict[tuple[str, str, int], set[tuple[str, bool, bool]]]
"""Differences by the identity of their event, whatever proves them."""


def with_earlier(
    sides: Sides, history: Iterable[EarlierMesh], found: Sequence[EventDevelopment]
) -> Iterator[EventDevelopment]:
    """`found`, and what breaks with earlier versions of the same schemas; `history` begins with the latest, and is held one by one."""
    told: Told = defaultdict(set)
    for one in found:
        told[one.event.identity].update(map(_told, one.differences))
    yield from found
    yield from _beside(sides, told)
    seen = set[Hashable]()
    for earlier in history:
        yield from _at_tag(sides, earlier, told, seen)


def _at_tag(sides: Sides, earlier: EarlierMesh, told: Told, seen: set[Hashable]) -> Iterator[EventDevelopment]:
    """What breaks with the schemas of a tag that no later tag had, letter by letter."""
    before, known = replace(sides, base=earlier.mesh), {event.identity: event for event in earlier.mesh.events}
    for event in sides.head.events:
        old = known.get(event.identity)
        schema = old and (old.identity, schema_texts(earlier.mesh, old))
        if old and schema not in seen:
            seen.add(schema)
            yield from _breaking(before, old, event, earlier.tag, told)


def _beside(sides: Sides, told: Told) -> Iterator[EventDevelopment]:
    """Versions of an event in the same catalogue, each with all below it, the nearest first."""
    before, same = {event.identity: event for event in sides.base.events}, replace(sides, base=sides.head)
    versions: defaultdict[str, list[Event]] = defaultdict(list)
    for event in sorted(sides.head.events, key=lambda one: one.version):
        for older in reversed(versions[event.key]):
            if any(not _stood(sides, before.get(one.identity), one) for one in (event, older)):
                yield from _breaking(same, older, event, older.versioned_key, told)
        versions[event.key].append(event)


def _stood(sides: Sides, before: Event | None, now: Event) -> bool:
    """Whether the base has the same version with the same schema."""
    return before is not None and has_the_same_text(sides, before, now)


def _breaking(sides: Sides, old: Event, new: Event, where: str, told: Told) -> Iterator[EventDevelopment]:
    consumers = tuple(sorted({*sides.consumers(old), *sides.consumers(new)}))
    if not consumers or old.private or new.private:
        return
    if has_the_same_text(sides, old, new):
        return
    if has_faults(sides, old, new):
        sentence = f"{new.versioned_key} is not compared with {where}, because a schema has faults"
        yield EventDevelopment(Turn.CHANGED, new, sentence, consumers)
        return
    forbidden = (one for one in compared(sides, old, new).differences if sides.mode.breaks(one))
    differences = tuple(one for one in forbidden if _told(one) not in told[new.identity])
    told[new.identity].update(map(_told, differences))
    if differences:
        sentence = f"{new.versioned_key} has another schema than {where}"
        breaks = (break_by(sides.mode, new, one, consumers, f" (compared with {where})") for one in differences)
        yield EventDevelopment(Turn.CHANGED, new, sentence, consumers, differences, tuple(breaks))


def _told(difference: Difference) -> tuple[str, bool, bool]:
    return difference.sentence, difference.breaks_backward, difference.breaks_forward
