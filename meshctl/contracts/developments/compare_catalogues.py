"""Compares two catalogues: what changes for the people who publish and receive. Pure; the day of today is handed in.

A change in one catalogue reaches the accounts of its teams one after the other, so whoever received an event in the base
still does for a while: a break is counted for the consumers of both.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from json import dumps
from typing import Any

from meshctl.contracts.developments.compare_events import added, both, removed
from meshctl.contracts.developments.compare_stages import stages
from meshctl.contracts.developments.developments import (
    Developments,
    EventDevelopment,
    OwnerDevelopment,
    SubscriptionDevelopment,
    Turn,
)
from meshctl.contracts.developments.sides import EarlierMesh, Sides
from meshctl.contracts.versions.modes import Mode
from meshctl.json_schema.values import identity
from meshctl.model.events import Event, EventReference
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription

Identity = tuple[str, str, int]
LONGEST_FILTER = 200
"""Characters of a filter that are shown."""


def compare_catalogues(
    base: Mesh, head: Mesh, today: date, mode: Mode, history: Iterable[EarlierMesh] = ()
) -> Developments:
    """What became of everything in `base`, and what is new in `head`; sorted by kind and name.

    For a transitive mode, `history` are the meshes before the base whose schemas count, the latest first.
    """
    return Developments(
        stages=tuple(stages(base, head)),
        owners=tuple(_owners("mesh", {base.name}, {head.name}))
        + tuple(_owners("system", _systems(base), _systems(head)))
        + tuple(_owners("service", _services(base), _services(head))),
        events=_events(Sides(base, head, _consumers(base), _consumers(head), today, mode), history),
        subscriptions=tuple(_subscriptions(base, head)),
    )


def _systems(mesh: Mesh) -> set[str]:
    return {system.name for system in mesh.systems}


def _services(mesh: Mesh) -> set[str]:
    return {service.key for service in mesh.services}


def _owners(kind: str, base: set[str], head: set[str]) -> Iterator[OwnerDevelopment]:
    yield from (OwnerDevelopment(Turn.ADDED, kind, name) for name in sorted(head - base))
    yield from (OwnerDevelopment(Turn.REMOVED, kind, name) for name in sorted(base - head))


def _events(sides: Sides, history: Iterable[EarlierMesh]) -> tuple[EventDevelopment, ...]:
    found = tuple(_by_event(sides))
    if not sides.mode.is_transitive:
        return found
    from meshctl.contracts.developments.compare_earlier import with_earlier  # noqa: PLC0415  heavy, and seldom

    return tuple(sorted(with_earlier(sides, history, found), key=lambda one: one.event.identity))


def _by_event(sides: Sides) -> Iterator[EventDevelopment]:
    before, after = _by_identity(sides.base.events), _by_identity(sides.head.events)
    for known in sorted(before.keys() | after.keys()):
        old, new = before.get(known), after.get(known)
        if old and new:
            yield from both(sides, old, new)
        elif new:
            yield added(new)
        elif old:
            yield removed(sides, old)


def _by_identity(events: Iterable[Event]) -> dict[Identity, Event]:
    return {event.identity: event for event in events}


def _consumers(mesh: Mesh) -> dict[Identity, tuple[Subscription, ...]]:
    """The subscriptions to each event."""
    found: dict[Identity, list[Subscription]] = {}
    for subscription in mesh.subscriptions:
        for event in mesh.meant_by(subscription.wants) if isinstance(subscription.wants, EventReference) else ():
            found.setdefault(event.identity, []).append(subscription)
    return {identity: tuple(subscriptions) for identity, subscriptions in found.items()}


def _subscriptions(base: Mesh, head: Mesh) -> Iterator[SubscriptionDevelopment]:
    before, after = ({one.key: one for one in mesh.subscriptions} for mesh in (base, head))
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if old and new:
            sentence = ", ".join((*_another_event(base, old, head, new), *_otherwise(old, new)))
            if sentence:
                yield SubscriptionDevelopment(Turn.CHANGED, key, f"{key} {sentence}")
        elif new:
            yield SubscriptionDevelopment(Turn.ADDED, key, f"{_receiver(new)} now receives {new.wanted} ({new.name})")
        elif old:
            sentence = f"{_receiver(old)} no longer receives {old.wanted} ({old.name})"
            yield SubscriptionDevelopment(Turn.REMOVED, key, sentence)


def _another_event(base: Mesh, old: Subscription, head: Mesh, new: Subscription) -> Iterator[str]:
    """What it receives now, where that is another event: not where the version is named that was meant before."""
    before, after = _event_of(base, old), _event_of(head, new)
    if before and after:
        if before.identity != after.identity:
            yield f"receives {after.versioned_key} instead of {before.versioned_key}"
    elif old.wanted != new.wanted:
        yield f"receives {new.wanted} instead of {old.wanted}"


def _event_of(mesh: Mesh, subscription: Subscription) -> Event | None:
    return mesh.event_of(subscription.wants) if isinstance(subscription.wants, EventReference) else None


def _otherwise(old: Subscription, new: Subscription) -> Iterator[str]:
    """What else is otherwise with a subscription, in words; settings such as retries are no matter between teams."""
    if not _is_alike(old.where, new.where):
        yield f"filters by {_shown(new.where)} instead of {_shown(old.where)}"
    if (old.delivery.kind, old.delivery.channel) != (new.delivery.kind, new.delivery.channel):
        yield f"is delivered to the {new.delivery.kind} {new.delivery.channel}"
    if old.input_fields != new.input_fields:
        yield "gets other fields of the event"


def _is_alike(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> bool:
    """Whether two filters say the same; most are written the same, which is told at once."""
    return repr(old) == repr(new) or identity(old) == identity(new)


def _shown(where: Mapping[str, Any] | None) -> str:
    """A filter as JSON, cut where it is long."""
    text = "nothing" if where is None else dumps(where, ensure_ascii=False)
    return text if len(text) <= LONGEST_FILTER else f"{text[:LONGEST_FILTER]}..."


def _receiver(subscription: Subscription) -> str:
    return f"{subscription.system}/{subscription.service}"
