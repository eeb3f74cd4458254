"""Use case: what would become of an event, without any AWS? Where it would go, what each gets, why others do not, what
it costs. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from meshctl.app.events.envelope import (
    Envelope,
    account_of,
    completed,
    content_of,
    require_form,
    size_of,
)
from meshctl.app.events.known_ways import KnownWays
from meshctl.app.events.onward import MissedWay, OnwardWays, TakenWay, received_content
from meshctl.app.events.outside_events import comes_over, is_of_aws, sender_of, wants_from_outside, where_it_happens
from meshctl.app.tell.users_of import MeshUses
from meshctl.aws_facts.prices import prices
from meshctl.model.channels import Queue, keeps_order
from meshctl.model.events import Event, EventReference
from meshctl.model.findings import did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription
from meshctl.model.sources import Link, Source
from meshctl.model.stages import Stage
from meshctl.patterns import why_not
from meshctl.results.events.simulation import (
    SimulatedDelivery,
    Simulation,
    SimulationCosts,
    SimulationMismatch,
    UnclearSubscription,
)
from meshctl.topology.cost_per_million import cost_of_deliveries, cost_of_delivery, cost_of_publishing, cost_of_times
from meshctl.topology.names import Names
from meshctl.topology.staged_ways import StagedWay, staged_ways
from meshctl.topology.ways import bus_of, ways


def simulate(mesh: Mesh, stage: Stage, said: Any) -> Simulation:
    """What would become of an event.

    Raises `MeshctlError` where `said` is no event, or its system has no account in the stage.
    """
    require_form(said)
    names, event = Names.of(mesh, stage), publisher_of(mesh, said)
    if event:
        account_of(stage, event.system)
    envelope = completed(names, event, said)
    sender = None if event else sender_of(mesh, envelope)
    if sender:
        envelope = where_it_happens(staged_ways(mesh, stage), envelope)
    refusal = None if sender else _refusal(mesh, names, event, envelope)
    known = Simulation(
        detail_type=envelope["detail-type"],
        source=envelope["source"],
        account=envelope.get("account"),
        event=event.key if event else None,
        publisher=f"{event.system}/{event.service}" if event else sender,
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
    return wants_from_outside(way.way, envelope) if event is None else way.source == event


def _is_on_bus(way: StagedWay, event: Event | None, envelope: Envelope) -> bool:
    """Whether the rule of a way stands on the bus that the event comes to."""
    return comes_over(way, envelope) if event is None else way.bus == bus_of(event)


def _delivered(known: Simulation, mesh: Mesh, stage: Stage, event: Event | None, envelope: Envelope) -> Simulation:
    names, size = Names.of(mesh, stage), size_of(content_of(envelope))
    onward = OnwardWays(KnownWays.of(mesh, stage), MeshUses.of(mesh))
    steps = [*_steps(onward, event, envelope)]
    reached = [one for one in steps if isinstance(one, TakenWay)]
    wanting = [way for way in onward.known.ways.values() if way.source == event]
    return replace(
        known,
        account=envelope["account"],
        deliveries=tuple(_delivery(mesh, names, one, size) for one in reached),
        undelivered=tuple(_mismatch(one, event, envelope) for one in steps if isinstance(one, MissedWay)),
        costs=_costs([one.way for one in reached], wanting, size, _cost_of_sending(event, envelope, size)),
        unclear=tuple(_unclear(mesh.at(stage.name), onward, reached, event, envelope)),
    )


def _steps(onward: OnwardWays, event: Event | None, envelope: Envelope) -> Iterator[TakenWay | MissedWay]:
    """Each way from the bus of the event, with those that lead on from its end."""
    for key, way in onward.known.ways.items():
        pattern = onward.known.filters[key] if _is_on_bus(way, event, envelope) else None
        mismatch = why_not(pattern, envelope) if pattern else None
        if mismatch:
            yield MissedWay(way, mismatch)
        elif pattern:
            reached = TakenWay(way, received_content(way.subscription, envelope))
            yield reached
            yield from onward.of(reached, envelope)


def _mismatch(missed: MissedWay, event: Event | None, envelope: Envelope) -> SimulationMismatch:
    way = missed.way
    wants = not isinstance(way.source, Event | Source) or _wants(way, event, envelope)
    return SimulationMismatch(way.subscription.key, wants, missed.mismatch.path, missed.mismatch.sentence)


def _unclear(
    mesh: Mesh, onward: OnwardWays, reached: Sequence[TakenWay], event: Event | None, envelope: Envelope
) -> Iterator[UnclearSubscription]:
    """Of the subscriptions of which nobody knows, those that may want this event."""
    further = {each.key for one in reached for each in onward.uses.from_end_of(one.way.subscription)}
    wanting = {one.key for one in mesh.subscriptions if event and _means(one, event)}
    outside = {way.subscription.key for way in ways(mesh) if event is None and wants_from_outside(way, envelope)}
    return (one for one in onward.known.unclear if one.subscription in further | wanting | outside)


def _means(subscription: Subscription, event: Event) -> bool:
    return isinstance(subscription.wants, EventReference) and subscription.wants.means(event)


def _delivery(mesh: Mesh, names: Names, reached: TakenWay, size: int) -> SimulatedDelivery:
    way, delivery = reached.way, reached.way.subscription.delivery
    return SimulatedDelivery(
        subscription=way.subscription.key,
        channel=f"{delivery.kind} {delivery.channel}",
        buffered=delivery.buffered,
        account=way.account,
        bus=names.bus_of(way.bus).name if way.bus else None,
        hops=way.hops,
        bytes=size_of(reached.content),
        content=reached.content,
        dead_letters=_dead_letters(mesh, names, way.subscription),
        cost_per_million=cost_of_delivery(way, size),
        after=next(iter(reached.after[-1:]), None),
    )


def _dead_letters(mesh: Mesh, names: Names, subscription: Subscription) -> str | None:
    """Where is kept what cannot be delivered or handled: of a queue that is read, its own."""
    read = mesh.channel_of(subscription.wants, subscription.system) if isinstance(subscription.wants, Link) else None
    if read and isinstance(read[1], Queue):
        owner, queue = read
        return names.queue(owner.system, owner.name, queue.name, "queue", "dead", fifo=keeps_order(queue)).name
    return names.dead_letters(subscription).name if subscription.keeps_dead_letters else None


def _cost_of_sending(event: Event | None, envelope: Envelope, size: int) -> Decimal:
    """A million of what services publish; of what schedules publish, with the schedule; AWS services send for nothing."""
    if event is None and is_of_aws(envelope):
        return Decimal(0)
    return cost_of_publishing(size) + (cost_of_times() if event is None else 0)


def _costs(received: Sequence[StagedWay], wanting: Sequence[StagedWay], size: int, sending: Decimal) -> SimulationCosts:
    told = prices()
    return SimulationCosts(
        publishing_a_million=sending,
        delivering_a_million=cost_of_deliveries(received, wanting, size),
        currency=told["currency"],
        prices_of=told["date"],
        region=told["region"],
    )
