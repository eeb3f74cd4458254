"""Use case: everything the catalogue says of one thing. What a name means is decided by its form."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, get_args

from meshctl.app.tell.list_things import LISTS, routes
from meshctl.app.tell.records import (
    Record,
    Uses,
    channel_record,
    delivered_to,
    event_record,
    external_record,
    facts,
    otherwise,
    placed_in,
    service_record,
    source_record,
    subscription_record,
    system_record,
)
from meshctl.errors import MeshctlError
from meshctl.model.channels import Channel
from meshctl.model.events import REFERENCE
from meshctl.model.findings import did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service, Subscription
from meshctl.model.sources import Source
from meshctl.model.stages import Stage

SORTS = {one.kind: sort for sort, of in (("channel", Channel), ("source", Source)) for one in get_args(of)}
"""Of which sort a thing of each kind is: a queue is a channel, a schedule is a source."""


def show_one(mesh: Mesh, kind: str | None, name: str) -> tuple[str, Record]:
    """What sort of thing it is and all that is said of it. Raises `MeshctlError` where there is none, or several.

    `kind` may be a sort (channel) or a kind of that sort (queue); without it the form of the name decides.
    """
    sorts = [SORTS.get(kind, kind)] if kind else _sorts_by_form(name)
    found = [(sort, one) for sort in sorts for one in _SHOWN[sort](mesh, name) if _is(one, kind)]
    if len(found) > 1:
        words = [str(one.get("kind", sort)) for sort, one in found]
        meant = " and ".join(f"{_article(word)} {word}" for word in words)
        raise MeshctlError(f'"{name}" is {meant}', f"say which: meshctl show {words[0]} {name}")
    if not found:
        known = [str(one[sort]) for sort in sorts for one in LISTS[f"{sort}s"](mesh) if _is(one, kind)]
        raise MeshctlError(f'there is no {kind or " or ".join(sorts)} "{name}"', did_you_mean(name, known))
    return found[0]


def _is(record: Record, kind: str | None) -> bool:
    """Whether a record is of that kind, where a kind is asked for and no sort."""
    return kind not in SORTS or record["kind"] == kind


def show_route(mesh: Mesh, stage: Stage, name: str) -> Record:
    """The route of the subscription `name` in a stage. Raises `MeshctlError` where there is none."""
    known = {str(record["route"]): record for record in routes(mesh, stage)}
    if name not in known:
        raise MeshctlError(f'there is no route "{name}"', did_you_mean(name, known))
    return known[name]


def _sorts_by_form(name: str) -> list[str]:
    if REFERENCE.match(name):
        return ["event"]
    deeper = {0: ["system"], 1: ["service", "external"]}
    return deeper.get(name.count("/"), ["subscription", "channel", "source"])


def _system(mesh: Mesh, name: str) -> Iterator[Record]:
    system = mesh.system(name)
    if system:
        uses = Uses.of(mesh)
        yield {
            **system_record(mesh, system),
            "description": system.description,
            "file": str(system.place.file),
            "tags": dict(system.tags),
            "stages": [{key: one[key] for key in ("stage", "account", "region")} for one in placed_in(mesh, system)],
            "services": [service_record(service) for service in system.services],
            "events": [
                event_record(event, uses.consuming(event)) for service in system.services for event in service.events
            ],
            "externals": [external_record(system, one, uses) for one in system.external],
        }


def _service(mesh: Mesh, name: str) -> Iterator[Record]:
    service = mesh.service(name)
    if service:
        uses = Uses.of(mesh)
        yield {
            "service": service.key,
            "description": service.description,
            "file": service.place.file,
            "sends_to": [f"{link.kind} {link.name}" for link in service.sends_to],
            "publishes": [event_record(event, uses.consuming(event)) for event in service.events],
            "channels": [channel_record(service, one, uses) for one in service.channels],
            "sources": [source_record(service, one, uses) for one in service.sources],
            "subscriptions": [subscription_record(subscription) for subscription in service.subscriptions],
        }


def _event(mesh: Mesh, name: str) -> Iterator[Record]:
    meant = [event for event in mesh.events if name in (event.key, f"{event.key}.v{event.version}")]
    if len(meant) > 1:
        versions = ", ".join(f"{event.key}.v{event.version}" for event in meant)
        raise MeshctlError(f'"{name}" is published in several versions', f"say which: {versions}")
    for event in meant:
        consumers = Uses.of(mesh).consuming(event)
        yield {
            **event_record(event, consumers),
            "description": event.description,
            "schema": event.schema,
            "source": event.source,
            "detail_type": event.detail_type,
            "place": str(event.place),
            "consumers": [subscription_record(one) for one in consumers],
        }


def _subscription(mesh: Mesh, name: str) -> Iterator[Record]:
    for one in _subscriptions(mesh, name):
        yield {
            **subscription_record(one),
            **_delivering(one),
            "place": str(one.place),
            "stages": otherwise(mesh, lambda variant: _delivering(next(_subscriptions(variant, name)))),
        }


def _subscriptions(mesh: Mesh, name: str) -> Iterator[Subscription]:
    return (one for one in mesh.subscriptions if one.key == name)


def _delivering(subscription: Subscription) -> dict[str, Any]:
    return {
        "input": subscription.input_fields,
        "retry_seconds": subscription.retry.seconds,
        "retry_attempts": subscription.retry.attempts,
        "dead_letters_keep_seconds": subscription.dead_letters_keep_seconds,
    }


def _channel(mesh: Mesh, name: str) -> Iterator[Record]:
    service, uses = mesh.service(name.rpartition("/")[0]), Uses.of(mesh)
    for one in service.channels if service else ():
        if service and f"{service.key}/{one.name}" == name:
            leading = [subscription_record(each) for each in delivered_to(service, one)]
            yield {**channel_record(service, one, uses), **_in_full(mesh, service, one), "subscriptions": leading}


def _source(mesh: Mesh, name: str) -> Iterator[Record]:
    service, uses = mesh.service(name.rpartition("/")[0]), Uses.of(mesh)
    for one in service.sources if service else ():
        if service and f"{service.key}/{one.name}" == name:
            record = source_record(service, one, uses)
            yield {**record, **_in_full(mesh, service, one), **record}  # its own name goes before what it names


def _in_full(mesh: Mesh, service: Service, thing: Channel | Source) -> dict[str, Any]:
    """All that a channel or a source says of itself, and what is otherwise in single stages."""

    def tell(variant: Mesh) -> dict[str, Any]:
        there = variant.service(service.key) or service
        same = (one for one in chain(there.channels, there.sources) if (one.kind, one.name) == (thing.kind, thing.name))
        return facts(next(same))

    return {**facts(thing), "place": str(thing.place), "stages": otherwise(mesh, tell)}


def _external(mesh: Mesh, name: str) -> Iterator[Record]:
    system, uses = mesh.system(name.rpartition("/")[0]), Uses.of(mesh)
    for one in system.external if system else ():
        if system and f"{system.name}/{one.name}" == name:
            arns = [{"stage": stage, "arn": arn, "place": str(place)} for stage, (arn, place) in one.arns.items()]
            yield {**external_record(system, one, uses), "place": str(one.place), "stages": arns}


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


_SHOWN: dict[str, Callable[[Mesh, str], Iterable[Record]]] = {
    "system": _system,
    "service": _service,
    "event": _event,
    "subscription": _subscription,
    "channel": _channel,
    "source": _source,
    "external": _external,
}
