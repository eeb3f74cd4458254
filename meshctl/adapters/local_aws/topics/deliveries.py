"""Deliveries of a topic: each ends up delivered, among the dead letters of its subscription, or lost."""

import sys
import traceback
from dataclasses import dataclass, replace

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.event_bridge.failures import Undeliverable
from meshctl.adapters.local_aws.journal import Journal
from meshctl.adapters.local_aws.topics.endpoints import TopicEndpoints, send
from meshctl.adapters.local_aws.topics.publishing import TopicMessage
from meshctl.adapters.local_aws.topics.retries import wait_before
from meshctl.adapters.local_aws.topics.subscriptions import TopicSubscription
from meshctl.adapters.local_aws.workers import Workers


@dataclass(frozen=True)
class TopicDelivery:
    """One message on its way to one subscription."""

    message: TopicMessage
    subscription: TopicSubscription
    retries: int = 0


class TopicDeliveries:
    """Delivers at once, so that queues keep the order of a FIFO topic; tries again in the background."""

    def __init__(self, endpoints: TopicEndpoints, workers: Workers, clock: Clock, journal: Journal) -> None:
        self._endpoints = endpoints
        self._workers = workers
        self._clock = clock
        self._journal = journal

    def begin(self, message: TopicMessage, subscription: TopicSubscription) -> None:
        """Deliver a message, if the subscription wants it; raises nothing."""
        self._attempt(TopicDelivery(message, subscription))

    def _attempt(self, delivery: TopicDelivery) -> None:
        wanted = False
        try:
            if wanted := delivery.subscription.wants(delivery.message):
                self._endpoints.deliver(delivery.message, delivery.subscription)
        except Undeliverable as failure:
            self._failed(delivery, failure)
        except Exception as bug:
            sys.stderr.write(traceback.format_exc())
            self._failed(delivery, Undeliverable("INTERNAL_ERROR", type(bug).__name__, retriable=True))
        else:
            self._write("delivered" if wanted else "filtered", delivery, target_account=_account(delivery.subscription))

    def _failed(self, delivery: TopicDelivery, failure: Undeliverable) -> None:
        """What the receiver is at fault for is never tried again."""
        wait = wait_before(delivery.retries + 1) if failure.retriable else None
        if wait is None:
            self._give_up(delivery, failure)
            return
        again = replace(delivery, retries=delivery.retries + 1)
        self._write("retried", again, code=failure.code, attempt=again.retries)
        self._workers.submit(lambda: self._attempt(again), after=self._clock.shorten(wait))

    def _give_up(self, delivery: TopicDelivery, failure: Undeliverable) -> None:
        try:
            _keep(delivery)
        except Undeliverable as refusal:
            reason = f"{failure.reason}; and no dead letter: {refusal.reason}"
            self._write("lost", delivery, code=failure.code, reason=reason)
        else:
            queue = delivery.subscription.dead_letters_arn
            self._write("dead-lettered", delivery, code=failure.code, reason=failure.reason, queue=queue)

    def _write(self, kind: str, delivery: TopicDelivery, **facts: str | int | None) -> None:
        one = delivery.subscription
        told = {"topic": one.topic_arn, "subscription": one.arn, "target": one.endpoint, **facts}
        self._journal.write(kind, delivery.message.marks, Arn.parse(one.topic_arn).account, **told)


def _keep(delivery: TopicDelivery) -> None:
    """Put the message into the dead letters of its subscription, as its queue would have got it."""
    queue = delivery.subscription.dead_letters_arn
    if not queue:
        raise Undeliverable("NO_RESOURCE", "the subscription has no dead-letter queue")
    send(delivery.message, delivery.subscription, Arn.parse(queue))


def _account(subscription: TopicSubscription) -> str | None:
    return Arn.parse(subscription.endpoint).account if subscription.endpoint.startswith("arn:") else None
