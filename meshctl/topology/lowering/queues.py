"""Queues, buffers and dead letters of subscriptions on AWS. Pure."""

from collections.abc import Iterable

from meshctl.aws_facts.quotas import VISIBILITY_PER_TIMEOUT
from meshctl.model.channels import Function, Queue
from meshctl.model.services import Service
from meshctl.topology.lowering.keys import subscription_key
from meshctl.topology.lowering.lowered_ways import Lowered
from meshctl.topology.names import FIFO, Names
from meshctl.topology.parts.grants import Grant
from meshctl.topology.parts.queues import Buffer, ChannelQueue, DeadLetters, QueuePart

MAX_RECEIVES = 5
BATCH_SIZE = 10
QUEUE_VISIBILITY_SECONDS = 60
BUFFER_KEEP_SECONDS = 4 * 86_400


def lower_queue(
    names: Names, service: Service, queue: Queue, lowered: Iterable[Lowered], readers: Iterable[Function]
) -> ChannelQueue:
    """A queue that the team reads by itself, or has functions read."""
    named = names.queue(service.system, service.name, queue.name, "queue", fifo=queue.fifo)
    dead = names.queue(service.system, service.name, queue.name, "queue", "dead", fifo=queue.fifo)
    senders = {one.subscription.name: one.sender for one in lowered if one.end == named}
    dead_letters = DeadLetters(dead.name, dead.arn, queue.dead_letters_keep_seconds, {}, named.arn)
    least = [QUEUE_VISIBILITY_SECONDS, *(VISIBILITY_PER_TIMEOUT * one.timeout_seconds for one in readers)]
    part = QueuePart(
        name=named.name,
        arn=named.arn,
        keep_seconds=queue.keep_seconds,
        visibility_timeout_seconds=queue.visibility_seconds or max(least),
        max_receives=MAX_RECEIVES,
        senders=senders,
        dead_letters_arn=dead.arn,
        protected=queue.protected,
    )
    return ChannelQueue(part, dead_letters)


def lower_buffer(names: Names, service: Service, lowered: Lowered) -> Buffer:
    """The queue between a route and a function."""
    subscription = lowered.subscription
    function = next(one for one in service.functions if one.name == subscription.delivery.channel)
    named = names.buffer(subscription)
    queue = QueuePart(
        name=named.name,
        arn=named.arn,
        keep_seconds=BUFFER_KEEP_SECONDS,
        visibility_timeout_seconds=VISIBILITY_PER_TIMEOUT * function.timeout_seconds,
        max_receives=MAX_RECEIVES,
        senders={subscription.name: lowered.sender},
        dead_letters_arn=lowered.dead_letters.arn if lowered.dead_letters else None,
        protected=False,
    )
    return Buffer(queue, f"{service.name}/{function.name}", BATCH_SIZE)


def lower_dead_letters(names: Names, lowered: Lowered) -> DeadLetters:
    """Where is kept what could not be delivered to a subscription, and what its function could not handle of its buffer."""
    subscription, named = lowered.subscription, lowered.dead_letters
    kept = subscription.dead_letters_keep_seconds
    assert named and kept  # noqa: S101, PT018  one without dead letters has none
    senders: dict[str, Grant] = {subscription.name: lowered.dead_letters_sender}
    source = names.buffer(subscription).arn if subscription.delivery.buffered else None
    return DeadLetters(named.name, named.arn, kept, senders, source)


def dead_letters_key(lowered: Lowered) -> str:
    """By what the dead letters of a subscription are told apart in the stack of its system."""
    return subscription_key(lowered.subscription) + (
        FIFO if lowered.dead_letters and lowered.dead_letters.name.endswith(FIFO) else ""
    )
