"""What the rules of a mesh come to, to be held against AWS's quotas. Arithmetic; finds nothing by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from json import dumps
from typing import Any

from meshctl.model.events import Event, EventReference
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.model.rules import Example
from meshctl.model.services import Subscription
from meshctl.model.sources import Link
from meshctl.model.stages import HUB, Stage
from meshctl.model.systems import System

ACCOUNT = "0" * 12
"""Stands for any account's number: all are as long."""
_LOCAL = "the local bus"
_FURTHER = {"aws": "the default bus", "partner": 'the bus of the partner "{}"', "bus": 'the bus "{}"'}
"""The buses that other subscriptions than those of events have a rule on."""
_OVER_THE_LOCAL_BUS = frozenset({"workflow", "webhook", "task", "log"})
"""What the hub cannot deliver to in another account: a second rule, on the consumer's local bus, does."""


@dataclass(frozen=True, slots=True)
class Bus:
    """A bus of the mesh: what people call it, where its owner is declared, and the subscriptions that become its rules."""

    name: str
    place: Place
    subscriptions: tuple[Subscription, ...]


def on_aws(mesh: Mesh) -> tuple[Stage, ...]:
    """The stages that have AWS's quotas."""
    return tuple(stage for stage in mesh.stages if not stage.is_local)


def routed(mesh: Mesh) -> Iterator[tuple[Subscription, Event]]:
    """Each subscription that means exactly one event, with that event: it will be a rule."""
    for one in mesh.subscriptions:
        meant = mesh.meant_by(one.wants) if isinstance(one.wants, EventReference) else ()
        if len(meant) == 1:
            yield one, meant[0]


def buses(mesh: Mesh) -> Iterator[Bus]:
    """The hub, and all other buses that have rules."""
    by_bus: dict[tuple[str, str], list[Subscription]] = {}
    for one, event in routed(mesh):
        by_bus.setdefault((event.system if event.private else HUB, _LOCAL), []).append(one)
        if not event.private and one.delivery.kind in _OVER_THE_LOCAL_BUS:
            by_bus.setdefault((one.system, _LOCAL), []).append(one)
    for one in mesh.subscriptions:
        if isinstance(one.wants, Link) and one.wants.kind in _FURTHER:
            by_bus.setdefault((one.system, _FURTHER[one.wants.kind].format(one.wants.name)), []).append(one)
    yield Bus("the hub", mesh.place, tuple(by_bus.pop((HUB, _LOCAL), ())))
    places = {system.name: system.place for system in mesh.systems}
    for (system, called), subscriptions in sorted(by_bus.items(), key=lambda bus: bus[0]):
        yield Bus(f"{called} of {system}", places[system], tuple(subscriptions))


def pattern_lengths(mesh: Mesh) -> Iterator[tuple[Subscription, int]]:
    """Each subscription that becomes a rule, and the characters of its whole pattern."""
    yield from ((one, pattern_length(one, event)) for one, event in routed(mesh))
    for service in mesh.services:
        sources = {one.name: {"source": [one.source], "detail-type": [*one.types]} for one in service.aws}
        for one in service.subscriptions:
            if isinstance(one.wants, Link) and one.wants.kind in _FURTHER:
                pattern = sources.get(one.wants.name, {}) if one.wants.kind == "aws" else {}
                yield one, _length({**pattern, **(one.where or {})})


def pattern_length(subscription: Subscription, event: Event) -> int:
    """Characters of the pattern of an event's rule, of which `where` is only a part."""
    pattern: dict[str, Any] = {"account": [ACCOUNT], "source": [event.source], "detail-type": [event.detail_type]}
    if subscription.where is not None:
        pattern["detail"] = {"data": subscription.where}
    return _length(pattern)


def _length(document: Mapping[str, Any]) -> int:
    return len(dumps(document, separators=(",", ":"), ensure_ascii=False))


def has_wildcard(subscription: Subscription) -> bool:
    """Whether a `wildcard` stands anywhere in the pattern."""
    waiting: list[Any] = [subscription.where]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "wildcard" in one:
                return True
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return False


def policy_length(mesh: Mesh, stage: Stage) -> int:
    """Characters of the hub's bus policy in a stage: one statement for each system that publishes public events."""
    arn = f"arn:aws:events:{stage.regions[0]}:{ACCOUNT}:event-bus/{mesh.name}_{stage.name}_{HUB}"
    organization = {"aws:PrincipalOrgID": mesh.organization} if mesh.organization else {}
    statements = [
        _statement(arn, system.name, sources, organization) for system in mesh.systems if (sources := _public(system))
    ]
    return len(dumps({"Version": "2012-10-17", "Statement": statements}, separators=(",", ":")))


def _statement(arn: str, system: str, sources: list[str], organization: dict[str, str]) -> dict[str, Any]:
    return {
        "Sid": system,
        "Effect": "Allow",
        "Action": "events:PutEvents",
        "Resource": arn,
        "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
        "Condition": {"StringEquals": {"events:source": sources} | organization},
    }


def _public(system: System) -> list[str]:
    return [one.source for one in system.services if any(not event.private for event in one.events)]


_CAPTURE = """\
service: capture
queues:
  letters: {{}}
subscribes:
  kept:
    event: orders/OrderPlaced
    where: {{country: {countries}}}
    deliver_to: {{queue: letters}}
"""
_SCHEMA = """\
{"type": "object", "properties": {"country": {"type": "string"}}}
"""


def _with(countries: str) -> Example:
    return {
        "payments/capture.yaml": _CAPTURE.format(countries=f"[{countries}]"),
        "orders/events/OrderPlaced.v1.json": _SCHEMA,
    }


def with_countries(number: int) -> Example:
    """How they would not: a pattern that lists so many countries, 14 characters each."""
    return _with(", ".join(f"country-{country:04}" for country in range(number)))


WITH_A_PREFIX = _with("{prefix: country-}")
"""How the checks of quotas would have it: the same countries in a short pattern."""
