"""Queues, buffers and dead letters of subscriptions on AWS. Pure."""

from collections.abc import Iterable

from meshctl.aws_facts.quotas import VISIBILITY_PER_TIMEOUT
from meshctl.model.channels import Queue
from meshctl.model.services import Service
from meshctl.topology.lowering.build_route import Lowered
from meshctl.topology.names import Names
from meshctl.topology.parts.grants import Grant
from meshctl.topology.parts.queues import Buffer, ChannelQueue, DeadLetters, QueuePart

MAX_RECEIVES = 5
BATCH_SIZE = 10
QUEUE_VISIBILITY_SECONDS = 60
BUFFER_KEEP_SECONDS = 4 * 86_400


def lower_queue(names: Names, service: Service, queue: Queue, lowered: Iterable[Lowered]) -> ChannelQueue:
    """A queue that the team reads by itself."""
    senders = {one.subscription.name: one.sender for one in lowered if _leads_to(one, queue)}
    named = names.queue(service.system, service.name, queue.name, "queue")
    dead = names.queue(service.system, service.name, queue.name, "queue", "dead")
    dead_letters = DeadLetters(dead.name, dead.arn, queue.dead_letters_keep_seconds, {}, named.arn)
    visibility = queue.visibility_seconds or QUEUE_VISIBILITY_SECONDS
    part = QueuePart(
        name=named.name,
        arn=named.arn,
        keep_seconds=queue.keep_seconds,
        visibility_timeout_seconds=visibility,
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
        dead_letters_arn=lowered.route.dead_letters_arn,
        protected=False,
    )
    return Buffer(queue, f"{service.name}/{function.name}", BATCH_SIZE)


def lower_dead_letters(names: Names, lowered: Lowered) -> DeadLetters:
    """Where is kept what a subscription's route could not deliver, and what its function could not handle."""
    subscription = lowered.subscription
    kept = subscription.dead_letters_keep_seconds
    assert kept is not None  # noqa: S101  a subscription without dead letters has been refused before
    named = names.dead_letters(subscription)
    senders: dict[str, Grant] = {subscription.name: lowered.dead_letters_sender}
    source = names.buffer(subscription).arn if subscription.delivery.buffered else None
    return DeadLetters(named.name, named.arn, kept, senders, source)


def _leads_to(lowered: Lowered, queue: Queue) -> bool:
    delivery = lowered.subscription.delivery
    return delivery.kind == "queue" and delivery.channel == queue.name
