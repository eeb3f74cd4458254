"""What became of one event between two catalogues, and whom that breaks. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from meshctl.contracts.developments.developments import Break, EventDevelopment, Turn
from meshctl.contracts.developments.sides import Sides
from meshctl.model.events import Event
from meshctl.model.mesh import Mesh

_NEXT_SOURCE = (
    "let the new service publish it as the next version beside this one, and deprecate this one (docs/how-to/versions.md); "
    "or see to it that all code publishes by the new source from then on"
)


def added(event: Event) -> EventDevelopment:
    """An event that the base does not know."""
    return EventDevelopment(Turn.ADDED, event, f"{event.versioned_key} is new", ())


def removed(sides: Sides, event: Event) -> EventDevelopment:
    """An event that the head does not know any more."""
    consumers = sides.consumers(event)
    sentence = f"{event.versioned_key} is gone"
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
    sentence = f"{new.versioned_key} may be gone from {new.deprecated} on"
    if new.deprecated is None:
        sentence = f"{new.versioned_key} is deprecated no longer"
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
        f"{new.versioned_key} is published by {new.service}, no longer by {old.service}: its source is {new.source} now"
    )
    lost = f"{new.versioned_key}: code that publishes it as {old.source} loses the right to"
    breaks = (Break(lost, new.place, (f"{old.system}/{old.service}",), _NEXT_SOURCE),)
    yield EventDevelopment(Turn.MOVED, new, sentence, sides.consumers(new), breaks=breaks)


def _hidden_or_shown(sides: Sides, old: Event, new: Event) -> Iterator[EventDevelopment]:
    if new.private == old.private:
        return
    sentence = f"{new.versioned_key} is {'private to its system' if new.private else 'public'} now"
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
        lost = f"{new.versioned_key}: code that publishes it on {bus} reaches nobody any more"
        yield Break(
            lost, new.place, (publisher.key,), "see to it that all code publishes on the other bus from then on"
        )


def _other_schema(sides: Sides, old: Event, new: Event) -> Iterator[EventDevelopment]:
    """What is otherwise with its schema; what compares two is imported where there are two."""
    if not has_the_same_text(sides, old, new):
        from meshctl.contracts.developments.compare_schemas import other_schema  # noqa: PLC0415  heavy, and seldom

        yield from other_schema(sides, old, new)


def has_the_same_text(sides: Sides, old: Event, new: Event) -> bool:
    """Whether both name a schema, letter by letter alike in all its files, in one dialect: most are."""
    before, after = schema_texts(sides.base, old), schema_texts(sides.head, new)
    return before is not None and before == after


def schema_texts(mesh: Mesh, event: Event) -> tuple[object, ...] | None:
    """What decides the schema of an event, which need not be read where it refers to no other file."""
    if event.schema not in mesh.texts:
        return None
    return tuple((mesh.texts[file], default_dialect(mesh, file)) for file in mesh.schema_files(event)) or None


def default_dialect(mesh: Mesh, schema: str) -> str | None:
    """The dialect of a schema that says none."""
    dialects = mesh.schema_dialects
    return dialects.get(schema.partition("/")[0]) or dialects.get("")
