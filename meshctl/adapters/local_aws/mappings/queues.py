"""Mappings of queues: messages are gathered into batches, and a batch is received only when a worker is free for it."""

import threading
from collections import Counter
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

from moto.core.utils import unix_time_millis
from moto.sqs.exceptions import QueueDoesNotExist
from moto.sqs.models import sqs_backends

from meshctl.adapters.local_aws.authorization import identity_may
from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.event_bridge.resources import find_queue, policy_of
from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.local_aws.functions.invocations import Invocations
from meshctl.adapters.local_aws.identities import find_role
from meshctl.adapters.local_aws.mappings.batches import Batch
from meshctl.adapters.local_aws.mappings.mapping import FunctionMapping
from meshctl.adapters.local_aws.workers import Workers

BATCHES_AT_ONCE = 5  # of one mapping, as Lambda begins


@dataclass(frozen=True)
class _Gathered:
    """Messages that wait for a batch to be full, invisible to everybody else since `received`; `since` is of `Clock.now()`."""

    messages: tuple[Any, ...]
    received: float
    since: float


class QueueMappings:
    """Looks after mappings of queues; called by one thread. A mapping that has room again is put into `due`."""

    def __init__(
        self, invocations: Invocations, workers: Workers, clock: Clock, due: "SimpleQueue[FunctionMapping]"
    ) -> None:
        self._due = due
        self._invocations = invocations
        self._workers = workers
        self._clock = clock
        self._gathered: dict[str, _Gathered] = {}
        self._handling: Counter[str] = Counter()
        self._counting = threading.Lock()

    def look(self, mapping: FunctionMapping, function: RunnableFunction) -> None:
        """Receive messages and hand over each batch that is full, or has been gathered for long enough."""
        if not self._holds_some(mapping) or not _may_receive(function.role_arn, mapping):
            return
        while self._has_room(mapping) and (batch := self._next(mapping)):
            self._hand_over(mapping, batch, function)

    def _holds_some(self, mapping: FunctionMapping) -> bool:
        """Asked before the role's rights, which cost more: most queues are empty, ten times a second."""
        queue = find_queue(mapping.source)
        return mapping.uuid in self._gathered or (queue is not None and bool(queue._messages))

    def _has_room(self, mapping: FunctionMapping) -> bool:
        most = min(BATCHES_AT_ONCE, mapping.concurrency or BATCHES_AT_ONCE)
        with self._counting:
            return self._handling[mapping.uuid] < most and self._workers.free > 0

    def _next(self, mapping: FunctionMapping) -> Batch | None:
        gathered = self._gathered.pop(mapping.uuid, None)
        have = gathered.messages if gathered else ()
        received, since = (gathered.received, gathered.since) if gathered else (unix_time_millis(), self._clock.now())
        messages = _each_once((*have, *_receive(mapping, mapping.batch_size - len(have))))
        if not messages:
            return None
        if len(messages) < mapping.batch_size and self._clock.aged(since) < mapping.window:
            self._gathered[mapping.uuid] = _Gathered(messages, received, since)
            return None
        return Batch(find_queue(mapping.source), messages, received, mapping)

    def _hand_over(self, mapping: FunctionMapping, batch: Batch, function: RunnableFunction) -> None:
        def handle() -> None:
            try:
                batch.handle(function, self._invocations, self._clock)
            finally:
                self._count(mapping, -1)
                self._due.put(mapping)

        self._count(mapping, 1)
        self._workers.submit(handle)

    def _count(self, mapping: FunctionMapping, change: int) -> None:
        with self._counting:
            self._handling[mapping.uuid] += change
            if not self._handling[mapping.uuid]:
                del self._handling[mapping.uuid]


def _each_once(messages: tuple[Any, ...]) -> tuple[Any, ...]:
    """A window may be longer than a message stays invisible: what has come again is in the batch already."""
    return tuple({message.id: message for message in messages}.values())


def _may_receive(role_arn: str, mapping: FunctionMapping) -> bool:
    """Lambda polls as the function's role; what it may no longer receive stays where it is."""
    role, queue = find_role(role_arn), find_queue(mapping.source)
    if role is None or queue is None:
        return False
    return identity_may(role, "sqs:ReceiveMessage", mapping.source.text, policy_of(queue)).allowed


def _receive(mapping: FunctionMapping, count: int) -> list[Any]:
    """Receive messages. They stay invisible for the whole timeout while the function runs, in real time."""
    backend, name = sqs_backends[mapping.source.account][mapping.source.region], mapping.source.resource
    try:
        timeout = backend.get_queue(name).visibility_timeout
        received: list[Any] = backend.receive_message(name, count, 0, timeout, ["All"])
    except QueueDoesNotExist:
        return []
    return received
