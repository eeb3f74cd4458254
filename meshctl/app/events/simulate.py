"""Use case: what would become of an event, without any AWS? Where it would go, what each gets, why others do not, what
it costs. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache, partial
from typing import Any

from meshctl.app.events.envelope import (
    Envelope,
    account_in,
    completed,
    content_of,
    require_form,
    size_of,
)
from meshctl.app.events.receivers.arriving_event import ArrivingEvent
from meshctl.app.events.receivers.cost_per_million import (
    cost_of_deliveries,
    cost_of_delivery,
    cost_of_publishing,
    cost_of_times,
)
from meshctl.app.events.receivers.known_ways import KnownWays
from meshctl.app.events.receivers.onward import MissedWay, OnwardWays, TakenWay, received_content
from meshctl.app.events.receivers.outside_events import is_of_aws, sender_of, where_it_happens
from meshctl.app.events.receivers.sent_to_buses import bus_sent_to
from meshctl.app.events.receivers.stage_ways import StageWays, SubscriptionWay
from meshctl.aws_facts.prices import prices
from meshctl.model.findings import did_you_mean
from meshctl.patterns import Mismatch, Pattern, why_not
from meshctl.results.events.simulation import (
    SimulatedDelivery,
    Simulation,
    SimulationCosts,
    SimulationMismatch,
    UnclearSubscription,
)
from meshctl.topology.buses import FURTHER, EventBus


def simulate(ways: StageWays, said: Any, bus: str | None = None) -> Simulation:
    """What would become of an event; `bus` is the further bus of its system that a function puts it on, where one alone is not meant.

    Raises `MeshctlError` where `said` is no event, its system has no account in the stage, or it may be put on several buses.
    """
    require_form(said)
    arriving, publisher = _arriving(ways, said, bus)
    refusal = _refusal(ways, arriving, publisher, bus)
    known = Simulation(
        detail_type=arriving.envelope["detail-type"],
        source=arriving.envelope["source"],
        account=arriving.envelope.get("account"),
        event=arriving.event.key if arriving.event else None,
        publisher=publisher,
        refusal=refusal,
        unread=ways.unread,
        bus=_key(arriving.further) if arriving.further else None,
    )
    return known if refusal else _delivered(known, ways, arriving)


def _arriving(ways: StageWays, said: Envelope, bus: str | None) -> tuple[ArrivingEvent, str | None]:
    """The event with what EventBridge adds to it, and who publishes or sends it, if anybody does."""
    event = None if bus else ways.event(said["source"], said["detail-type"])
    further = None if event else bus_sent_to(ways.sent, said, bus)
    owner = event.system if event else further.owner if further else None
    envelope = completed(said, ways.region, account_in(ways.stage, ways.accounts, owner) if owner else None)
    if owner:
        return ArrivingEvent(envelope, event, further), envelope["source"].replace(".", "/")
    sender = None if bus else sender_of(ways, envelope)
    return ArrivingEvent(where_it_happens(ways.ways, envelope) if sender else envelope), sender


def _key(bus: EventBus) -> str:
    return f"{bus.owner}/{bus.service}/{bus.name}"


def _refusal(ways: StageWays, arriving: ArrivingEvent, publisher: str | None, bus: str | None) -> str | None:
    """Why no bus of the mesh would take the event from that account, if none would."""
    source, detail_type = arriving.envelope["source"], arriving.envelope["detail-type"]
    if publisher is None and bus:
        return f'no function of "{source}" sends to the bus "{bus}"'
    if publisher is None:
        meant = did_you_mean(f"{source} {detail_type}", {" ".join(one.on_the_wire) for one in ways.events})
        return f'no service publishes "{detail_type}" as "{source}"' + (f"; {meant}" if meant else "")
    return None if arriving.is_from_outside else _strange_account(ways, arriving)


def _strange_account(ways: StageWays, arriving: ArrivingEvent) -> str | None:
    """Of what services publish and send, that it comes from another account than their own."""
    source, account = arriving.envelope["source"], arriving.envelope["account"]
    own = ways.accounts[source.partition(".")[0]]
    return None if account == own else f'"{source}" is a source of the account {own}, not of {account}'


def _delivered(known: Simulation, ways: StageWays, arriving: ArrivingEvent) -> Simulation:
    size, built = size_of(content_of(arriving.envelope)), ways.known()
    on_bus = {key: way for key, way in built.items() if arriving.comes_over(way)}
    pinned = {key: pins for key, way in on_bus.items() if (pins := arriving.pinned_otherwise(way))}
    taken = {key: way for key, way in built.items() if key not in pinned and (key in on_bus or _is_onward(way))}
    onward = OnwardWays.of_stage(KnownWays.among(ways, taken), ways)
    steps = [*_steps(on_bus, pinned, onward, arriving)]
    reached = [one for one in steps if isinstance(one, TakenWay)]
    wanting = [way for way in onward.known.ways.values() if arriving.event and arriving.is_wanted_by(way)]
    return replace(
        known,
        account=arriving.envelope["account"],
        deliveries=tuple(_delivery(one, size) for one in reached),
        undelivered=tuple(_mismatch(one, arriving) for one in steps if isinstance(one, MissedWay)),
        costs=_costs([one.way for one in reached], wanting, size, _cost_of_sending(arriving, size)),
        unclear=tuple(_unclear(ways, onward, reached, arriving)),
    )


def _is_onward(way: SubscriptionWay) -> bool:
    """Whether it takes what has got on from where others lead."""
    bus = way.bus
    return bus is None or bus.kind == FURTHER


def _steps(
    on_bus: Mapping[str, SubscriptionWay],
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
            reached = TakenWay(way, received_content(way, arriving.envelope))
            yield reached
            yield from onward.of(reached, arriving.envelope)


def _why_not_pinned(envelope: Envelope, field: str, wanted: str) -> Mismatch | None:
    """What the whole pattern of a rule would say: what it pins stands at its top, and decides before its filter."""
    return why_not(Pattern.parse({field: [wanted]}), envelope)


def _mismatch(missed: MissedWay, arriving: ArrivingEvent) -> SimulationMismatch:
    way = missed.way
    wants = way.is_linked or (not missed.is_pinned and arriving.is_wanted_by(way))
    return SimulationMismatch(way.key, wants, missed.mismatch.path, missed.mismatch.sentence)


def _unclear(
    ways: StageWays, onward: OnwardWays, reached: Sequence[TakenWay], arriving: ArrivingEvent
) -> Iterator[UnclearSubscription]:
    """Of the subscriptions of which nobody knows, those that may want this event."""
    if not onward.known.unclear:
        return
    further = {key for one in reached for key in onward.from_end_of(one.way)}
    wanting = {way.key for way in ways.ways if _may_want(way, arriving)}
    yield from (one for one in onward.known.unclear if one.subscription in further | wanting)


def _may_want(way: SubscriptionWay, arriving: ArrivingEvent) -> bool:
    return arriving.event.on_the_wire in way.named if arriving.event else arriving.is_wanted_by(way)


def _delivery(reached: TakenWay, size: int) -> SimulatedDelivery:
    way = reached.way
    _, kind, channel = way.end
    return SimulatedDelivery(
        subscription=way.key,
        channel=f"{kind} {channel}",
        buffered=way.buffered,
        account=way.account,
        bus=way.bus_name,
        hops=way.hops,
        bytes=size_of(reached.content),
        content=reached.content,
        dead_letters=way.dead_letters,
        cost_per_million=cost_of_delivery(way, size),
        after=next(iter(reached.after[-1:]), None),
    )


def _cost_of_sending(arriving: ArrivingEvent, size: int) -> Decimal:
    """A million of what services publish and send; of what schedules publish, with the schedule; AWS services send for nothing."""
    if arriving.is_from_outside and is_of_aws(arriving.envelope):
        return Decimal(0)
    return cost_of_publishing(size) + (cost_of_times() if arriving.is_from_outside else 0)


def _costs(
    received: Sequence[SubscriptionWay], wanting: Sequence[SubscriptionWay], size: int, sending: Decimal
) -> SimulationCosts:
    told = prices()
    return SimulationCosts(
        publishing_a_million=sending,
        delivering_a_million=cost_of_deliveries(received, wanting, size),
        currency=told["currency"],
        prices_of=told["date"],
        region=told["region"],
    )
