"""Use case: what would become of an event, without any AWS? Where it would go, what each gets, why others do not, what
it costs. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from json import loads
from typing import Any

from meshctl.app.events.aws_events import is_sent_by_aws, wants_of_aws, where_it_happens
from meshctl.app.events.envelope import (
    Envelope,
    account_of,
    completed,
    content_of,
    picked_content,
    require_form,
    size_of,
)
from meshctl.app.events.unclear_subscriptions import parsed_pattern, unclear_subscriptions
from meshctl.aws_facts.prices import prices
from meshctl.model.events import Event, EventReference
from meshctl.model.findings import did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription
from meshctl.model.sources import Link
from meshctl.model.stages import Stage
from meshctl.patterns import InvalidPattern, why_not
from meshctl.patterns.dialects.mapping_filters import read_filter
from meshctl.results.events.simulation import SimulatedDelivery, Simulation, SimulationCosts, SimulationMismatch
from meshctl.topology.cost_per_million import cost_of_delivery, cost_of_publishing
from meshctl.topology.names import Names
from meshctl.topology.staged_ways import StagedWay, staged_ways
from meshctl.topology.ways import DEFAULT, bus_of


def simulate(mesh: Mesh, stage: Stage, said: Any) -> Simulation:
    """What would become of an event.

    Raises `MeshctlError` where `said` is no event, or its system has no account in the stage.
    """
    require_form(said)
    names, event = Names.of(mesh, stage), publisher_of(mesh, said)
    if event:
        account_of(stage, event.system)
    envelope = completed(names, event, said)
    by_aws = event is None and is_sent_by_aws(envelope)
    if by_aws:
        envelope = where_it_happens(staged_ways(mesh, stage), envelope)
    refusal = None if by_aws else _refusal(mesh, names, event, envelope)
    known = Simulation(
        detail_type=envelope["detail-type"],
        source=envelope["source"],
        account=envelope.get("account"),
        event=event.key if event else None,
        publisher=f"{event.system}/{event.service}" if event else "AWS" if by_aws else None,
        refusal=refusal,
        unread=mesh.unread,
    )
    return known if refusal else _delivered(known, mesh, stage, event, envelope)


def publisher_of(mesh: Mesh, envelope: Envelope) -> Event | None:
    """The event of the catalogue that this is by its source and detail-type."""
    said = envelope.get("source"), envelope.get("detail-type")
    return next((event for event in mesh.events if (event.source, event.detail_type) == said), None)


def _refusal(mesh: Mesh, names: Names, event: Event | None, envelope: Envelope) -> str | None:
    """Why no bus of the mesh would take the event from that account, if none would."""
    source, detail_type, account = envelope["source"], envelope["detail-type"], envelope.get("account")
    if event is None:
        meant = did_you_mean(f"{source} {detail_type}", {f"{one.source} {one.detail_type}" for one in mesh.events})
        return f'no service publishes "{detail_type}" as "{source}"' + (f"; {meant}" if meant else "")
    own = names.accounts[event.system]
    return None if account == own else f'"{source}" is a source of the account {own}, not of {account}'


def _wants(way: StagedWay, event: Event | None, envelope: Envelope) -> bool:
    return wants_of_aws(way, envelope) if event is None else way.source == event


def _is_on_bus(way: StagedWay, event: Event | None, envelope: Envelope) -> bool:
    """Whether the rule of a way stands on the bus that the event comes to: AWS services use that of their account."""
    if event is None:
        return way.bus is not None and way.bus.kind == DEFAULT and way.bus_account == envelope["account"]
    return way.bus == bus_of(event)


def _delivered(known: Simulation, mesh: Mesh, stage: Stage, event: Event | None, envelope: Envelope) -> Simulation:
    names, size = Names.of(mesh, stage), size_of(content_of(envelope))
    received, undelivered = [], []
    for way in staged_ways(mesh, stage):
        pattern = parsed_pattern(way) if _is_on_bus(way, event, envelope) else None
        if pattern:
            mismatch = why_not(pattern, envelope)
            if mismatch is None:
                received.append(way)
            else:
                wants = _wants(way, event, envelope)
                undelivered.append(SimulationMismatch(way.subscription.key, wants, mismatch.path, mismatch.sentence))
    return replace(
        known,
        account=envelope["account"],
        deliveries=tuple(_delivery(mesh, names, way, envelope, size) for way in received),
        undelivered=tuple(undelivered),
        costs=_costs(received, size, published=event is not None),
        unclear=tuple(one for wanting, one in unclear_subscriptions(mesh, stage) if _may_mean(wanting, event)),
    )


def _may_mean(subscription: Subscription, event: Event | None) -> bool:
    return event is not None and isinstance(subscription.wants, EventReference) and subscription.wants.means(event)


def _delivery(mesh: Mesh, names: Names, way: StagedWay, envelope: Envelope, size: int) -> SimulatedDelivery:
    assert way.bus is not None  # noqa: S101  it has been asked for
    content = _received_content(way.subscription, envelope)
    delivery = way.subscription.delivery
    return SimulatedDelivery(
        subscription=way.subscription.key,
        channel=f"{delivery.kind} {delivery.channel}",
        buffered=delivery.buffered,
        account=way.account,
        bus=names.bus_of(way.bus).name,
        hops=way.hops,
        bytes=size_of(content),
        content=content,
        dead_letters=_dead_letters(names, way.subscription),
        cost_per_million=cost_of_delivery(way, size),
        read_by=tuple(one.key for one in _readers_of(mesh, way.subscription) if _reads(one, content)),
    )


def _readers_of(mesh: Mesh, subscription: Subscription) -> Iterator[Subscription]:
    """The subscriptions of its system to what a subscription is delivered to."""
    named = (subscription.delivery.kind, subscription.delivery.channel)
    system = mesh.system(subscription.system)
    for one in (one for service in (system.services if system else ()) for one in service.subscriptions):
        if isinstance(one.wants, Link) and (one.wants.kind, one.wants.name.rpartition("/")[2]) == named:
            yield one


def _reads(subscription: Subscription, content: str) -> bool:
    """Whether Lambda's filter takes it; one that AWS would refuse takes nothing."""
    if subscription.where is None:
        return True
    try:
        return read_filter(subscription.where).matches(loads(content))
    except InvalidPattern:
        return False


def _received_content(subscription: Subscription, envelope: Envelope) -> str:
    """The whole event, or the fields of its data that the subscription's input names."""
    fields = subscription.input_fields
    return content_of(envelope) if fields is None else picked_content(envelope, fields)


def _dead_letters(names: Names, subscription: Subscription) -> str | None:
    return names.dead_letters(subscription).name if subscription.keeps_dead_letters else None


def _costs(received: Sequence[StagedWay], size: int, *, published: bool) -> SimulationCosts:
    """What AWS services send costs nothing to publish."""
    told = prices()
    return SimulationCosts(
        publishing_a_million=cost_of_publishing(size) if published else Decimal(0),
        delivering_a_million=sum((cost_of_delivery(way, size) for way in received), Decimal(0)),
        currency=told["currency"],
        prices_of=told["date"],
        region=told["region"],
    )
