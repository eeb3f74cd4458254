"""Topics of a service on AWS, and the ways that lead from one to a queue or a function. Pure.

A topic and those who subscribe to it lie in one account, and SNS brings a message from the one to the other by itself.
"""

from collections.abc import Iterable
from json import dumps

from meshctl.model.channels import Topic
from meshctl.model.services import Service, Subscription
from meshctl.topology.lowering.keys import channel_key, key_from, subscription_key
from meshctl.topology.lowering.lowered_ways import Lowered, dead_letters_of, end_keeps_order, end_of
from meshctl.topology.names import FIFO, Names
from meshctl.topology.parts.grants import Grant
from meshctl.topology.parts.names import Named
from meshctl.topology.parts.topics import TopicPart, TopicSubscriptionPart
from meshctl.topology.staged_ways import StagedWay


def lower_topic(names: Names, service: Service, topic: Topic, lowered: Iterable[Lowered]) -> TopicPart:
    """`topic` with the grants of the routes that lead to it; functions that send to it may because their roles say so."""
    named = names.topic(service.system, service.name, topic.name, fifo=topic.fifo)
    senders = {one.subscription.name: one.sender for one in lowered if one.end == named}
    return TopicPart(named.name, named.arn, senders)


def lower_topic_way(names: Names, owner: Service, topic: Topic, service: Service, way: StagedWay) -> Lowered:
    """The way from a topic of `owner` to a channel of `service`, another or the same one of its system."""
    subscription, named = way.subscription, names.topic(owner.system, owner.name, topic.name, fifo=topic.fifo)
    end = end_of(names, service, subscription)
    # SNS: what is subscribed as a fifo queue has a fifo queue for its dead letters, and nothing else has
    dead = dead_letters_of(names, subscription, fifo=end_keeps_order(service, subscription))
    policy = None if subscription.where is None else dumps(subscription.where, sort_keys=True, separators=(",", ":"))
    part = TopicSubscriptionPart(subscription_key(subscription), named.arn, end.arn, policy, dead.arn if dead else None)
    by_topic = Grant("topic", named.arn, names.accounts[owner.system])
    return Lowered(way, _key(owner, topic, subscription, end), part, end, dead, by_topic, by_topic)


def _key(owner: Service, topic: Topic, subscription: Subscription, end: Named) -> str:
    """By its two ends: SNS has one subscription of one channel to one topic, whatever it is called in the catalogue.

    Where an end changes it is another one, which stands before the old one goes.
    """
    delivery, fifo = subscription.delivery, FIFO if end.name.endswith(FIFO) else ""
    return key_from(f"{subscription.service}/{delivery.kind} {delivery.channel}{fifo}", channel_key(owner, topic))
