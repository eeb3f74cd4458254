"""What would become of an event, worked out without AWS. Values only."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class SimulatedDelivery:
    """A subscription that would get the event: where, over how many further buses, and what (`content`, and its `bytes`).

    `bus` and `dead_letters` are names on AWS; without dead letters, what cannot be delivered is lost.
    What is passed on from where another subscription leads comes `after` that one, and over a bus only where that is one.
    `cost_per_million` is of the way alone, in the currency of the simulation's costs.
    """

    subscription: str
    channel: str
    buffered: bool
    account: str
    bus: str | None
    hops: int
    bytes: int
    content: str
    dead_letters: str | None
    cost_per_million: Decimal
    after: str | None = None


@dataclass(frozen=True, slots=True)
class SimulationMismatch:
    """A subscription on the same bus that would not get it: whether it wants this event at all, and the field that decides."""

    subscription: str
    wants_this_event: bool
    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SimulationCosts:
    """What a million such events cost, by the prices of a day in a Region; without channels and archive."""

    publishing_a_million: Decimal
    delivering_a_million: Decimal
    currency: str
    prices_of: str
    region: str


@dataclass(frozen=True, slots=True)
class UnclearSubscription:
    """A subscription of which the catalogue does not say clearly what it receives, and why."""

    subscription: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Simulation:
    """What would become of an event of some source and detail-type from some account.

    `event` and `publisher` are those of the catalogue, None where it has none like it; AWS publishes what its services send, a
    schedule what is due, and functions send what is on a further `bus`, such as orders/care/customers; `refusal` says why its bus
    would not take it. What is refused is delivered to nobody and costs nothing.
    Nothing is known of subscriptions to it that are `unclear`, nor of those in files that are `unread`.
    """

    detail_type: str
    source: str
    account: str | None
    event: str | None
    publisher: str | None
    refusal: str | None
    deliveries: tuple[SimulatedDelivery, ...] = ()
    undelivered: tuple[SimulationMismatch, ...] = ()
    costs: SimulationCosts | None = None
    unclear: tuple[UnclearSubscription, ...] = ()
    unread: tuple[str, ...] = ()
    bus: str | None = None
