"""What became of the schema of one event between two catalogues, and whom that breaks. Pure."""

from collections.abc import Iterator
from typing import Any

from meshctl.contracts.developments.developments import Break, EventDevelopment, Turn
from meshctl.contracts.developments.read_fields import ReadField, concerning, fields_read
from meshctl.contracts.developments.sides import Sides
from meshctl.contracts.filters.assumptions import spoken
from meshctl.contracts.filters.judge import Matches, judge
from meshctl.contracts.versions.compare import Comparison, compare
from meshctl.json_schema.values import identity
from meshctl.model.events import Event
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription
from meshctl.patterns import InvalidPattern, Pattern

_NONE = (Matches.NEVER, Matches.PRESUMABLY_NEVER)
_NEXT_VERSION = "publish it as the next version beside this one, and let consumers move over (docs/how-to/versions.md)"


def other_schema(sides: Sides, old: Event, new: Event) -> Iterator[EventDevelopment]:
    """Every difference of the schema; those that the mode forbids, and those that a filter relies on, break consumers.

    A private event is its system's own business, which may do what the mode forbids, but not behind a filter's back.
    """
    if _has_faults(sides.base, old) or _has_faults(sides.head, new):
        yield _not_compared(sides, old, new)
        return
    before, after = _schema(sides.base, old), _schema(sides.head, new)
    if identity(before) == identity(after):
        return
    comparison = compare(before, after)
    breaks = tuple(_breaks(sides, new, comparison))
    named = {consumer for one in breaks for consumer in one.consumers}
    breaks += tuple(one for one in _emptied(sides, new, before, after) if not named.issuperset(one.consumers))
    sentence = f"{new.versioned_key} has another schema"
    yield EventDevelopment(Turn.CHANGED, new, sentence, sides.consumers(new), comparison.differences, breaks)


def _has_faults(mesh: Mesh, event: Event) -> bool:
    schema = mesh.schemas.get(event.schema)
    return bool(schema and schema.faults)


def _not_compared(sides: Sides, old: Event, new: Event) -> EventDevelopment:
    """What has faults says nothing certain. A new schema with faults breaks its consumers until it is mended; an old one promised nothing."""
    faulty = [
        name
        for name, has in (("base", _has_faults(sides.base, old)), ("catalogue", _has_faults(sides.head, new)))
        if has
    ]
    whose = f"that of the {faulty[0]} has" if len(faulty) == 1 else "both have"
    sentence, consumers = (
        f"{new.versioned_key} has another schema, which is not compared: {whose} faults",
        sides.consumers(new),
    )
    broken = Break(sentence, new.schema_place, consumers, "mend what meshctl check tells of it, and compare again")
    breaks = (broken,) if "catalogue" in faulty and consumers else ()
    return EventDevelopment(Turn.CHANGED, new, sentence, consumers, breaks=breaks)


def _breaks(sides: Sides, event: Event, comparison: Comparison) -> Iterator[Break]:
    consumers = sides.consumers(event)
    told = set()
    for difference in comparison.differences if consumers else ():
        if not event.private and sides.mode.breaks(difference):
            told.add(difference)
            yield Break(f"{event.versioned_key}: {difference.sentence}", event.schema_place, consumers, _NEXT_VERSION)
    fields = dict.fromkeys(field for one in sides.readers(event) for field in _fields(one))
    for concern in concerning(comparison, fields):
        if concern.difference not in told:
            readers = (concern.field.consumer,)
            yield Break(f"{event.versioned_key}: {concern.sentence}", event.schema_place, readers, _NEXT_VERSION)


def _emptied(sides: Sides, event: Event, before: Any, after: Any) -> Iterator[Break]:
    """Filters that kept some events by the old schema and keep none by the new one."""
    for one in sides.after.get(event.identity, ()):
        pattern = _pattern(one)
        if pattern is None or judge(pattern, before).matches in _NONE:
            continue
        verdict = judge(pattern, after)
        if verdict.matches in _NONE:
            assumed = f", as long as {spoken(verdict.assumed)}" if verdict.assumed else ""
            sentence = (
                f"{event.versioned_key}: the filter of {one.key} keeps no event any more: {verdict.reason}{assumed}"
            )
            yield Break(sentence, event.schema_place, (one.key,), _NEXT_VERSION)


def _fields(subscription: Subscription) -> Iterator[ReadField]:
    """What of the event's data a subscription reads by itself: in its filter, and for its input."""
    for path in (subscription.input_fields or {}).values():
        yield ReadField(tuple(path.split(".")), subscription.key)
    pattern = _pattern(subscription)
    for names in fields_read(pattern) if pattern else ():
        yield ReadField(names, subscription.key)


def _pattern(subscription: Subscription) -> Pattern | None:
    """Its filter; none where AWS would refuse it, which `invalid-pattern` tells."""
    try:
        return Pattern.parse(dict(subscription.where)) if subscription.where else None
    except InvalidPattern:
        return None


def _schema(mesh: Mesh, event: Event) -> Any:
    """The schema of an event; one without any promises nothing and allows everything."""
    schema = mesh.schemas.get(event.schema)
    return schema.data if schema else True
