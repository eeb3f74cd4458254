"""Deliveries: each is tried, tried again as the rule's policy says, and ends up delivered, a dead letter or lost."""

import random
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.event_bridge.dead_letters import DeadLetter, keep
from meshctl.adapters.local_aws.event_bridge.events import BusEvent
from meshctl.adapters.local_aws.event_bridge.failures import Undeliverable, third_hop
from meshctl.adapters.local_aws.event_bridge.permissions import Sender
from meshctl.adapters.local_aws.event_bridge.retries import RetryPolicy, wait_before
from meshctl.adapters.local_aws.event_bridge.targets.targets import Targets
from meshctl.adapters.local_aws.journal import Journal
from meshctl.adapters.local_aws.workers import Workers


@dataclass(frozen=True)
class TargetDelivery:
    """One event on its way to one target of one rule."""

    sender: Sender
    target: Mapping[str, Any]
    event: BusEvent
    since: float
    retries: int = 0


class Deliveries:
    """Delivers in the background; in no order."""

    def __init__(self, targets: Targets, workers: Workers, clock: Clock, journal: Journal) -> None:
        self._targets = targets
        self._workers = workers
        self._clock = clock
        self._journal = journal

    def begin(self, sender: Sender, target: Mapping[str, Any], event: BusEvent) -> None:
        """Deliver an event soon; one that already hopped is not forwarded to a third bus."""
        delivery = TargetDelivery(sender, target, event, self._clock.now())
        if event.forwarded and ":event-bus/" in target["Arn"]:
            self._stop_at_third_bus(delivery)
        else:
            self._workers.submit(lambda: self._attempt(delivery))

    def _stop_at_third_bus(self, delivery: TargetDelivery) -> None:
        """AWS is silent only where the target has no dead letters."""
        failure = third_hop(delivery.sender.rule_arn, delivery.target["Arn"])
        if delivery.target.get("DeadLetterConfig"):
            self._give_up(delivery, failure, None)
        else:
            self._write("dropped", delivery, reason=failure.reason)

    def _attempt(self, delivery: TargetDelivery) -> None:
        try:
            self._targets.deliver(delivery.sender, delivery.target, delivery.event)
        except Undeliverable as failure:
            self._failed(delivery, failure)
        except Exception as bug:
            sys.stderr.write(traceback.format_exc())
            self._failed(delivery, Undeliverable("INTERNAL_ERROR", type(bug).__name__, retriable=True))
        else:
            self._write("delivered", delivery, target_account=Arn.parse(delivery.target["Arn"]).account)

    def _failed(self, delivery: TargetDelivery, failure: Undeliverable) -> None:
        if not failure.retriable:
            self._give_up(delivery, failure, None)
            return
        policy = RetryPolicy.of(delivery.target)
        exhausted = policy.exhausted(delivery.retries, self._clock.aged(delivery.since))
        if exhausted:
            self._give_up(delivery, failure, exhausted)
        else:
            self._retry(replace(delivery, retries=delivery.retries + 1), failure)

    def _retry(self, delivery: TargetDelivery, failure: Undeliverable) -> None:
        self._write("retried", delivery, code=failure.code, attempt=delivery.retries)
        wait = wait_before(delivery.retries, random.random())  # noqa: S311 - jitter, not a secret
        self._workers.submit(lambda: self._attempt(delivery), after=self._clock.shorten(wait))

    def _give_up(self, delivery: TargetDelivery, failure: Undeliverable, exhausted: str | None) -> None:
        letter = DeadLetter(delivery.sender, delivery.target, delivery.event, failure, delivery.retries, exhausted)
        keep(letter, self._journal)

    def _write(self, kind: str, delivery: TargetDelivery, **facts: str | int | None) -> None:
        told = {"rule": delivery.sender.rule_arn, "target": delivery.target["Arn"], **facts}
        self._journal.write(kind, delivery.event.marks, delivery.sender.account, **told)
