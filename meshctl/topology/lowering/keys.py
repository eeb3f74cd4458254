"""By what the parts of a system are told apart in its stack: `service/name`, as people know them. Pure.

What keeps an order is another thing on AWS than what does not, with another name, and so it has another key, as has an express
workflow: where one takes the place of the other, the old one stands until it is empty.
"""

from meshctl.model.channels import Channel, is_express, keeps_order
from meshctl.model.events import Event
from meshctl.model.services import Service, Subscription
from meshctl.model.sources import Schedule
from meshctl.topology.buses import FURTHER, THE_HUB, EventBus, local_bus
from meshctl.topology.names import FIFO

_EXPRESS = ".express"
_TO, _ON, _FROM, _OF_SCHEDULE = " to ", " on ", " from ", " of schedule"
_ON_FURTHER = f"{_ON}{FURTHER} bus "


def channel_key(service: Service, channel: Channel) -> str:
    """That of a channel: `capture/letters`, `capture/letters.fifo` or `capture/judge.express`."""
    return f"{service.name}/{channel.name}{FIFO if keeps_order(channel) else _EXPRESS if is_express(channel) else ''}"


def route_key(subscription: Subscription, bus: EventBus, fed: tuple[str, ...] = ()) -> str:
    """That of a route: `tracker/placed`, and beside those of the local bus `tracker/uploaded on default` and `tracker/sent on
    further bus tracker/reports`; with what it feeds (`Names.fed`) `tracker/placed to bus reports 333333333333`.

    A rule cannot move to another bus, nor feed two channels at once: where a subscription does, the old one stands beside the
    new one.
    """
    own = subscription_key(subscription) + (_TO + " ".join(fed) if fed else "")
    if bus in (THE_HUB, local_bus(subscription.system)):
        return own
    return f"{own}{_ON_FURTHER}{bus.service}/{bus.name}" if bus.kind == FURTHER else f"{own}{_ON}{bus.kind}"


def subscription_of_route(key: str) -> str:
    """The subscription of a route by its key, in whichever stack it stands."""
    return key.partition(_TO)[0].partition(_ON)[0]


def leads_on(route: str) -> bool:
    """Whether a route feeds what others read, by its key: then there may be another one of the same subscription."""
    return _TO in route


def further_bus_of(route: str) -> str:
    """The further bus that a route is on, `tracker/reports`, by the route's key; empty where it is on another one."""
    return route.partition(_ON_FURTHER)[2]


def key_from(reader: str, source: str) -> str:
    """That of what brings one thing from another: `capture/charge from queue capture/letters`."""
    return f"{reader}{_FROM}{source}"


def form_and_name(channel: str) -> tuple[str, str]:
    """What form a channel has, in a word before its kind, and its name, by its key: `fifo ` and `capture/letters`."""
    for suffix in (FIFO, _EXPRESS):
        if channel.endswith(suffix):
            return f"{suffix.removeprefix('.')} ", channel.removesuffix(suffix)
    return "", channel


def ends_of(topic_subscription: str) -> tuple[str, str, str]:
    """What a subscription to a topic is between, by its key: `queue`, `support/to-call` and `support/order-news`."""
    channel, _, topic = topic_subscription.partition(_FROM)
    place, _, name = channel.partition(" ")
    service, _, kind = place.rpartition("/")
    return kind, form_and_name(f"{service}/{name}")[1], form_and_name(topic)[1]


def function_of(mapping: str) -> str:
    """The function that a mapping is for, `capture/charge`, by the mapping's key."""
    return mapping.partition(_FROM)[0]


def source_of(mapping: str) -> str:
    """What it reads, by its kind, its service and its name: `queue capture/letters`."""
    return mapping.partition(_FROM)[2]


def hop_key(event: Event) -> str:
    """That of what brings an event of another system's, or a public one of its own, to a system's local bus: `orders/OrderPlaced.v1`."""
    return event.versioned_key


def is_hop(key: str) -> bool:
    """Whether it is that of a hop, in whichever stack: an event begins with a capital letter, a subscription with none."""
    return key.rpartition("/")[2][:1].isupper()


def schedule_key(service: Service, schedule: Schedule) -> str:
    """That of a schedule: `ledger/nightly`."""
    return f"{service.name}/{schedule.name}"


def schedule_dead_letters_key(service: Service, schedule: Schedule) -> str:
    """That of its dead letters, which lie beside those of subscriptions, of which one may be called alike."""
    return f"{schedule_key(service, schedule)}{_OF_SCHEDULE}"


def schedule_of(dead_letters: str) -> str | None:
    """The schedule of dead letters by their key; None for those of a subscription."""
    schedule, found, _ = dead_letters.partition(_OF_SCHEDULE)
    return schedule if found else None


def subscription_key(subscription: Subscription) -> str:
    """That of a subscription's route and buffer."""
    return f"{subscription.service}/{subscription.name}"
