"""Use case: what would become of an event, without any AWS? Where it would go, what each gets, why others do not, what
it costs. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache, partial
from typing import Any

from meshctl.app.events.arriving_event import ArrivingEvent
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
from meshctl.app.events.outside_events import is_of_aws, sender_of, where_it_happens
from meshctl.app.events.sent_to_buses import SentToBuses
from meshctl.app.tell.built_ways import BuiltWays
from meshctl.app.tell.users_of import MeshUses
from meshctl.aws_facts.prices import prices
from meshctl.model.channels import Queue, keeps_order
from meshctl.model.events import Event, EventReference
from meshctl.model.findings import did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription
from meshctl.model.sources import Link
from meshctl.model.stages import Stage
from meshctl.patterns import Mismatch, Pattern, why_not
from meshctl.results.events.simulation import (
    SimulatedDelivery,
    Simulation,
    SimulationCosts,
    SimulationMismatch,
    UnclearSubscription,
)
from meshctl.topology.buses import FURTHER, EventBus
from meshctl.topology.cost_per_million import cost_of_deliveries, cost_of_delivery, cost_of_publishing, cost_of_times
from meshctl.topology.names import Names
from meshctl.topology.staged_ways import StagedWay, staged_ways
from meshctl.topology.ways import ways


def simulate(mesh: Mesh, stage: Stage, said: Any, bus: str | None = None) -> Simulation:
    """What would become of an event; `bus` is the further bus of its system that a function puts it on, where one alone is not meant.

    Raises `MeshctlError` where `said` is no event, its system has no account in the stage, or it may be put on several buses.
    """
    require_form(said)
    arriving, publisher = _arriving(mesh, stage, said, bus)
    refusal = _refusal(mesh, Names.of(mesh, stage), arriving, publisher, bus)
    known = Simulation(
        detail_type=arriving.envelope["detail-type"],
        source=arriving.envelope["source"],
        account=arriving.envelope.get("account"),
        event=arriving.event.key if arriving.event else None,
        publisher=publisher,
        refusal=refusal,
        unread=mesh.unread,
        bus=_key(arriving.further) if arriving.further else None,
    )
    return known if refusal else _delivered(known, mesh, stage, arriving)


def _arriving(mesh: Mesh, stage: Stage, said: Envelope, bus: str | None) -> tuple[ArrivingEvent, str | None]:
    """The event with what EventBridge adds to it, and who publishes or sends it, if anybody does."""
    names, event = Names.of(mesh, stage), None if bus else publisher_of(mesh, said)
    further = None if event else SentToBuses.of(mesh).bus_of(said, bus)
    owner = event.system if event else further.owner if further else None
    if owner:
        account_of(stage, owner)
    envelope = completed(names, owner, said)
    if owner:
        return ArrivingEvent(envelope, event, further), envelope["source"].replace(".", "/")
    sender = None if bus else sender_of(mesh, envelope)
    return ArrivingEvent(where_it_happens(staged_ways(mesh, stage), envelope) if sender else envelope), sender


def _key(bus: EventBus) -> str:
    return f"{bus.owner}/{bus.service}/{bus.name}"


def publisher_of(mesh: Mesh, envelope: Envelope) -> Event | None:
    """The event of the catalogue that this is by its source and detail-type."""
    said = envelope.get("source"), envelope.get("detail-type")
    return next((event for event in mesh.events if (event.source, event.detail_type) == said), None)


def _refusal(mesh: Mesh, names: Names, arriving: ArrivingEvent, publisher: str | None, bus: str | None) -> str | None:
    """Why no bus of the mesh would take the event from that account, if none would."""
    source, detail_type = arriving.envelope["source"], arriving.envelope["detail-type"]
    if publisher is None and bus:
        return f'no function of "{source}" sends to the bus "{bus}"'
    if publisher is None:
        meant = did_you_mean(f"{source} {detail_type}", {f"{one.source} {one.detail_type}" for one in mesh.events})
        return f'no service publishes "{detail_type}" as "{source}"' + (f"; {meant}" if meant else "")
    return None if arriving.is_from_outside else _strange_account(names, arriving)


def _strange_account(names: Names, arriving: ArrivingEvent) -> str | None:
    """Of what services publish and send, that it comes from another account than their own."""
    source, account = arriving.envelope["source"], arriving.envelope["account"]
    own = names.accounts[source.partition(".")[0]]
    return None if account == own else f'"{source}" is a source of the account {own}, not of {account}'


def _delivered(known: Simulation, mesh: Mesh, stage: Stage, arriving: ArrivingEvent) -> Simulation:
    names, size = Names.of(mesh, stage), size_of(content_of(arriving.envelope))
    built = BuiltWays.of(mesh, stage)
    on_bus = {key: way for key, way in built.ways.items() if arriving.comes_over(way)}
    pinned = {key: pins for key, way in on_bus.items() if (pins := arriving.pinned_otherwise(way))}
    taken = {key: way for key, way in built.ways.items() if key not in pinned and (key in on_bus or _is_onward(way))}
    onward = OnwardWays(KnownWays.among(built, taken), MeshUses.of(mesh))
    steps = [*_steps(on_bus, pinned, onward, arriving)]
    reached = [one for one in steps if isinstance(one, TakenWay)]
    wanting = [way for way in onward.known.ways.values() if way.source == arriving.event]
    return replace(
        known,
        account=arriving.envelope["account"],
        deliveries=tuple(_delivery(mesh, names, one, size) for one in reached),
        undelivered=tuple(_mismatch(one, arriving) for one in steps if isinstance(one, MissedWay)),
        costs=_costs([one.way for one in reached], wanting, size, _cost_of_sending(arriving, size)),
        unclear=tuple(_unclear(mesh.at(stage.name), onward, reached, arriving)),
    )


def _is_onward(way: StagedWay) -> bool:
    """Whether it takes what has got on from where others lead."""
    bus = way.bus
    return bus is None or bus.kind == FURTHER


def _steps(
    on_bus: Mapping[str, StagedWay],
    pinned: Mapping[str, tuple[str, str]],
    onward: OnwardWays,
    arriving: ArrivingEvent,
) -> Iterator[TakenWay | MissedWay]:
    """Each way from the bus of the event, with those that lead on from its end; some are `pinned` to another event."""
    why_not_pinned = cache(partial(_why_not_pinned, arriving.envelope))
    for key, way in on_bus.items():
        pins, pattern = pinned.get(key), onward.known.filters.get(key)
        mismatch = why_not_pinned(*pins) if pins else why_not(pattern, arriving.envelope) if pattern else None
        if mismatch:
            yield MissedWay(way, mismatch, is_pinned=pins is not None)
        elif pattern:
            reached = TakenWay(way, received_content(way.subscription, arriving.envelope))
            yield reached
            yield from onward.of(reached, arriving.envelope)


def _why_not_pinned(envelope: Envelope, field: str, wanted: str) -> Mismatch | None:
    """What the whole pattern of a rule would say: what it pins stands at its top, and decides before its filter."""
    return why_not(Pattern.parse({field: [wanted]}), envelope)


def _mismatch(missed: MissedWay, arriving: ArrivingEvent) -> SimulationMismatch:
    way = missed.way
    wants = isinstance(way.source, Link) or (not missed.is_pinned and arriving.is_wanted_by(way.way))
    return SimulationMismatch(way.subscription.key, wants, missed.mismatch.path, missed.mismatch.sentence)


def _unclear(
    mesh: Mesh, onward: OnwardWays, reached: Sequence[TakenWay], arriving: ArrivingEvent
) -> Iterator[UnclearSubscription]:
    """Of the subscriptions of which nobody knows, those that may want this event."""
    if not onward.known.unclear:
        return
    further = {each.key for one in reached for each in onward.uses.from_end_of(one.way.subscription)}
    wanting = {one.key for one in mesh.subscriptions if arriving.event and _means(one, arriving.event)}
    others = {way.subscription.key for way in ways(mesh) if not arriving.event and arriving.is_wanted_by(way)}
    yield from (one for one in onward.known.unclear if one.subscription in further | wanting | others)


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


def _cost_of_sending(arriving: ArrivingEvent, size: int) -> Decimal:
    """A million of what services publish and send; of what schedules publish, with the schedule; AWS services send for nothing."""
    if arriving.is_from_outside and is_of_aws(arriving.envelope):
        return Decimal(0)
    return cost_of_publishing(size) + (cost_of_times() if arriving.is_from_outside else 0)


def _costs(received: Sequence[StagedWay], wanting: Sequence[StagedWay], size: int, sending: Decimal) -> SimulationCosts:
    told = prices()
    return SimulationCosts(
        publishing_a_million=sending,
        delivering_a_million=cost_of_deliveries(received, wanting, size),
        currency=told["currency"],
        prices_of=told["date"],
        region=told["region"],
    )
