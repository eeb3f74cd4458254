"""What a way becomes on AWS: the part that brings what is wanted, where that leads, and who may deliver there. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from meshctl.model.channels import Bus, Function, Log, Queue, Stream, Topic, Workflow, is_express, keeps_order
from meshctl.model.services import Service, Subscription
from meshctl.topology.names import Names
from meshctl.topology.parts.grants import Grant
from meshctl.topology.parts.names import Named
from meshctl.topology.parts.routes import Route
from meshctl.topology.parts.topics import TopicSubscriptionPart
from meshctl.topology.staged_ways import StagedWay


@dataclass(frozen=True, slots=True)
class Lowered:
    """One way on AWS: its part with its key among those of its system, its `end`, its dead letters if it keeps them, and
    who may deliver to both.
    """

    way: StagedWay
    key: str
    part: Route | TopicSubscriptionPart
    end: Named
    dead_letters: Named | None
    sender: Grant
    dead_letters_sender: Grant

    @property
    def subscription(self) -> Subscription:
        """What the way leads to."""
        return self.way.subscription


def end_of(names: Names, service: Service, subscription: Subscription) -> Named:
    """What is delivered to: a channel of `service`, which has the subscription, or the buffer before it."""
    delivery = subscription.delivery
    return (
        names.buffer(subscription)
        if delivery.buffered
        else named_channel(names, service, delivery.kind, delivery.channel)
    )


def named_channel(names: Names, service: Service, kind: str, name: str) -> Named:
    """A channel of `service`. Raises KeyError for a kind that cannot be built, which was refused before."""
    channel = service.channel(kind, name)
    fifo = keeps_order(channel)
    named: Mapping[str, Callable[[str, str, str], Named]] = {
        Bus.kind: names.further_bus,
        Function.kind: names.function,
        Log.kind: names.log_group,
        Queue.kind: lambda *of: names.queue(*of, "queue", fifo=fifo),
        Stream.kind: names.stream,
        Topic.kind: partial(names.topic, fifo=fifo),
        Workflow.kind: partial(names.workflow, express=is_express(channel)),
    }
    return named[kind](service.system, service.name, name)


def end_keeps_order(service: Service, subscription: Subscription) -> bool:
    """Whether the channel that is delivered to keeps an order."""
    return keeps_order(service.channel(subscription.delivery.kind, subscription.delivery.channel))


def dead_letters_of(names: Names, subscription: Subscription, *, fifo: bool = False) -> Named | None:
    """Where is kept what cannot be delivered or handled; None where the subscription says that it may be lost."""
    return names.dead_letters(subscription, fifo=fifo) if subscription.keeps_dead_letters else None
