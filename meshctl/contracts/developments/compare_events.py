"""What became of one event between two catalogues, and whom that breaks. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from meshctl.contracts.developments.developments import Break, EventDevelopment, Turn
from meshctl.contracts.developments.read_fields import ReadField, concerning, fields_read
from meshctl.contracts.filters.judge import Matches, judge
from meshctl.contracts.versions.compare import Comparison, compare
from meshctl.contracts.versions.compatibility import Mode
from meshctl.json_schema.values import identity
from meshctl.model.events import Event
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription
from meshctl.patterns import InvalidPattern, Pattern

Consumers = Mapping[tuple[str, str, int], tuple[Subscription, ...]]
_NEXT_SOURCE = (
    "let the new service publish it as the next version beside this one, and deprecate this one (docs/how-to/versions.md); "
    "or see to it that all code publishes by the new source from then on"
)
_NEXT_VERSION = "publish it as the next version beside this one, and let consumers move over (docs/how-to/versions.md)"


@dataclass(frozen=True, slots=True)
class Sides:
    """Both catalogues with the consumers of their events, the day of today, and what compatible means."""

    base: Mesh
    head: Mesh
    before: Consumers
    after: Consumers
    today: date
    mode: Mode

    def subscriptions(self, event: Event) -> tuple[Subscription, ...]:
        """Who receives the event in either catalogue; of a subscription in both, as it is in the head."""
        known = {one.key: one for one in self.before.get(event.identity, ())}
        known |= {one.key: one for one in self.after.get(event.identity, ())}
        return tuple(known[key] for key in sorted(known))

    def readers(self, event: Event) -> Iterator[Subscription]:
        """Who reads fields of the event in either catalogue, as it was and as it is: who stops reading has read them."""
        yield from self.before.get(event.identity, ())
        yield from self.after.get(event.identity, ())

    def consumers(self, event: Event) -> tuple[str, ...]:
        """The keys of these subscriptions."""
        return tuple(one.key for one in self.subscriptions(event))


def added(event: Event) -> EventDevelopment:
    """An event that the base does not know."""
    return EventDevelopment(Turn.ADDED, event, f"{_spoken(event)} is new", ())


def removed(sides: Sides, event: Event) -> EventDevelopment:
    """An event that the head does not know any more."""
    consumers = sides.consumers(event)
    sentence = f"{_spoken(event)} is gone"
    gone = EventDevelopment(Turn.REMOVED, event, sentence, consumers)
    if not consumers or (event.deprecated and event.deprecated <= sides.today):
        return gone
    help_ = "deprecate it first, with a day (deprecated: ...), and remove it when that has come or nobody receives it"
    if event.deprecated:
        help_ = f"keep it until {event.deprecated}, as its consumers have been told, or until nobody receives it"
    return replace(gone, breaks=(Break(f"{sentence}, and somebody receives it", event.place, consumers, help_),))


def both(sides: Sides, old: Event, new: Event) -> Iterator[EventDevelopment]:
    """What is otherwise with an event that both catalogues know."""
    yield from _deprecated(sides, old, new)
    yield from _moved(sides, old, new)
    yield from _hidden_or_shown(sides, old, new)
    yield from _other_schema(sides, old, new)


def _deprecated(sides: Sides, old: Event, new: Event) -> Iterator[EventDevelopment]:
    if new.deprecated == old.deprecated:
        return
    sentence = f"{_spoken(new)} may be gone from {new.deprecated} on"
    if new.deprecated is None:
        sentence = f"{_spoken(new)} is deprecated no longer"
    development = EventDevelopment(Turn.DEPRECATED, new, sentence, sides.consumers(new))
    why, help_ = _too_early(sides, old.deprecated, new.deprecated)
    if why and development.consumers:
        breaks = (Break(f"{sentence}, {why}", new.place, development.consumers, help_),)
        development = replace(development, breaks=breaks)
    yield development


def _too_early(sides: Sides, told: date | None, day: date | None) -> tuple[str, str]:
    """Why consumers have too little time, and what helps; nothing where they have time."""
    if told and day and day < told:
        return f"and its consumers have been told {told}", "keep the day that they have been told"
    if day and not told and day <= sides.today:
        return "and its consumers have not been told before", "give them time: name a day to come"
    return "", ""


def _moved(sides: Sides, old: Event, new: Event) -> Iterator[EventDevelopment]:
    """Published by another service, or by the same one under another name: the hub refuses the old source then."""
    if new.service == old.service:
        return
    sentence = (
        f"{_spoken(new)} is published by {new.service}, no longer by {old.service}: its source is {new.source} now"
    )
    lost = f"{_spoken(new)}: code that publishes it as {old.source} loses the right to"
    breaks = (Break(lost, new.place, (f"{old.system}/{old.service}",), _NEXT_SOURCE),)
    yield EventDevelopment(Turn.MOVED, new, sentence, sides.consumers(new), breaks=breaks)


def _hidden_or_shown(sides: Sides, old: Event, new: Event) -> Iterator[EventDevelopment]:
    if new.private == old.private:
        return
    sentence = f"{_spoken(new)} is {'private to its system' if new.private else 'public'} now"
    others = tuple(one.key for one in sides.subscriptions(new) if one.system != new.system)
    help_ = "keep it public, deprecate it, and make it private when nobody else receives it"
    lost = Break(f"{sentence}, and other systems receive it", new.place, others, help_)
    breaks = (*((lost,) if new.private and others else ()), *_on_the_old_bus(sides, old, new))
    yield EventDevelopment(Turn.CHANGED, new, sentence, sides.consumers(new), breaks=breaks)


def _on_the_old_bus(sides: Sides, old: Event, new: Event) -> Iterator[Break]:
    """Whoever publishes by other means than the functions that the mesh deploys, which are told the bus."""
    publisher = sides.head.service(f"{new.system}/{new.service}")
    if publisher and not publisher.functions:
        bus = f"the local bus of {old.system}" if old.private else "the hub"
        lost = f"{_spoken(new)}: code that publishes it on {bus} reaches nobody any more"
        yield Break(
            lost, new.place, (publisher.key,), "see to it that all code publishes on the other bus from then on"
        )


def _other_schema(sides: Sides, old: Event, new: Event) -> Iterator[EventDevelopment]:
    """Every difference of the schema; those that the mode forbids, and those that a filter relies on, break consumers.

    A private event is its system's own business, which may do what the mode forbids, but not behind a filter's back.
    """
    before, after = _schema(sides.base, old), _schema(sides.head, new)
    if identity(before) == identity(after):
        return
    comparison = compare(before, after)
    breaks = tuple(_breaks(sides, new, comparison))
    named = {consumer for one in breaks for consumer in one.consumers}
    breaks += tuple(one for one in _emptied(sides, new, before, after) if not named.issuperset(one.consumers))
    sentence = f"{_spoken(new)} has another schema"
    yield EventDevelopment(Turn.CHANGED, new, sentence, sides.consumers(new), comparison.differences, breaks)


def _breaks(sides: Sides, event: Event, comparison: Comparison) -> Iterator[Break]:
    consumers = sides.consumers(event)
    told = set()
    for difference in comparison.differences if consumers else ():
        if not event.private and sides.mode.breaks(difference):
            told.add(difference)
            yield Break(f"{_spoken(event)}: {difference.sentence}", event.schema_place, consumers, _NEXT_VERSION)
    fields = dict.fromkeys(field for one in sides.readers(event) for field in _fields(one))
    for concern in concerning(comparison, fields):
        if concern.difference not in told:
            readers = (concern.field.consumer,)
            yield Break(f"{_spoken(event)}: {concern.sentence}", event.schema_place, readers, _NEXT_VERSION)


def _emptied(sides: Sides, event: Event, before: Any, after: Any) -> Iterator[Break]:
    """Filters that kept some events by the old schema and keep none by the new one."""
    for one in sides.after.get(event.identity, ()):
        pattern = _pattern(one)
        if pattern is None or judge(pattern, before).matches is Matches.NEVER:
            continue
        verdict = judge(pattern, after)
        if verdict.matches is Matches.NEVER:
            sentence = f"{_spoken(event)}: the filter of {one.key} keeps no event any more: {verdict.reason}"
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
    """The schema of an event; one without any, or with a broken one, promises nothing and allows everything."""
    schema = mesh.schemas.get(event.schema)
    return schema.data if schema and not schema.faults else True


def _spoken(event: Event) -> str:
    return f"{event.key}.v{event.version}"
