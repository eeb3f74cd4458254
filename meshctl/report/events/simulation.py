"""What would become of an event, for people and for programs. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from json import dumps
from typing import Any

from meshctl.report.events.not_known import not_known
from meshctl.report.plain import plain
from meshctl.report.plurals import counted
from meshctl.report.tables import table
from meshctl.results.events.simulation import SimulatedDelivery, Simulation, SimulationCosts, SimulationMismatch


def simulation_as_text(simulation: Simulation) -> str:
    """The event, its deliveries, what decides against the other subscriptions to it, and what it costs."""
    return "\n".join(line.rstrip() for line in _lines(simulation))


def simulation_as_json(simulation: Simulation) -> str:
    """`{"foresight": {...}}`, in ASCII; amounts of money are text, and what is refused has no costs."""
    told = asdict(simulation) | {"costs": asdict(simulation.costs) if simulation.costs else {}}
    return dumps({"foresight": told}, indent=2, default=str)


def _lines(told: Simulation) -> Iterator[str]:
    yield plain(f"{told.detail_type} from {told.source}")
    if told.refusal:
        yield plain(f"  is refused: {told.refusal}")
        yield from not_known((), told.unread)
        return
    event = f"{told.event}, published" if told.event else f"sent to the bus {told.bus}" if told.bus else "sent"
    where = f" in the account {told.account}" if told.account else ""
    yield plain(f"  {event} by {told.publisher}{where}")
    yield ""
    yield "delivered to:" if told.deliveries else _to_nobody(told)
    yield from _table(map(_delivery, told.deliveries))
    yield from _mismatches(told.undelivered)
    yield from not_known(told.unclear, told.unread)
    if told.costs:
        yield ""
        yield _costs(told.costs)


def _to_nobody(told: Simulation) -> str:
    known = " of whom the catalogue tells" if told.unread or told.unclear else ""
    return f"It is delivered to nobody{known}."


def _delivery(one: SimulatedDelivery) -> Mapping[str, Any]:
    return {
        "subscription": one.subscription,
        "channel": one.channel + (", buffered" if one.buffered else ""),
        "account": one.account,
        "way": _way(one),
        "bytes": one.bytes,
        "dead letters": one.dead_letters or "none: lost",
    }


def _way(one: SimulatedDelivery) -> str:
    over = f"over {counted(one.hops, 'further bus', 'further buses')}" if one.hops else ""
    after = f"after {one.after}" if one.after else ""
    return " ".join(filter(None, (after, over))) or "direct"


def _mismatches(undelivered: Iterable[SimulationMismatch]) -> Iterator[str]:
    """Of those that want the event, why they do not get it; of the others, how many there are."""
    against = [
        {"subscription": one.subscription, "because": one.sentence} for one in undelivered if one.wants_this_event
    ]
    if against:
        yield from ("", "not delivered to:")
        yield from _table(against)
    others = sum(not one.wants_this_event for one in undelivered)
    if others:
        wanting = counted(others, "subscription on the same bus wants", "subscriptions on the same bus want")
        yield from ("", f"{wanting} another event.")


def _costs(costs: SimulationCosts) -> str:
    publishing, delivering = costs.publishing_a_million, costs.delivering_a_million
    prices = f"prices of {costs.prices_of} in {costs.region}, without channels and archive"
    sums = f"{publishing} for publishing and {delivering} for delivering a million"
    return f"{publishing + delivering} {costs.currency}: {sums} ({prices})"


def _table(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    return (f"  {line}" for line in table([*records]).splitlines())
