"""Lambda's pollers, as one thread: looks into the queues of all enabled mappings and hands batches to the workers."""

import sys
import threading
import traceback
from collections import Counter
from collections.abc import Iterator
from typing import Any

from moto.awslambda_simple.models import lambda_simple_backends
from moto.core.utils import unix_time_millis
from moto.sqs.exceptions import QueueDoesNotExist
from moto.sqs.models import sqs_backends

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.authorization import identity_may
from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.event_bridge.resources import find_function, find_queue, policy_of
from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.local_aws.functions.invocations import Invocations
from meshctl.adapters.local_aws.identities import find_role
from meshctl.adapters.local_aws.mappings.batches import Batch
from meshctl.adapters.local_aws.workers import Workers

PAUSE = 0.1  # seconds between two looks
BATCHES_AT_ONCE = 5  # of one mapping, as Lambda begins


class Poller:
    """Polls until it is stopped. A message is received only when a worker is free to handle it."""

    def __init__(self, invocations: Invocations, workers: Workers, clock: Clock) -> None:
        self._invocations = invocations
        self._workers = workers
        self._clock = clock
        self._stopped = threading.Event()
        self._handling: Counter[str] = Counter()
        self._counting = threading.Lock()

    def start(self) -> None:
        """Begin to poll, in the background."""
        threading.Thread(target=self._poll, name="poller", daemon=True).start()

    def stop(self) -> None:
        """Receive nothing more."""
        self._stopped.set()

    def _poll(self) -> None:
        while not self._stopped.wait(PAUSE):
            for mapping in list(_enabled()):
                try:
                    self._look(mapping)
                except QueueDoesNotExist:
                    continue
                except Exception:
                    sys.stderr.write(traceback.format_exc())

    def _look(self, mapping: Any) -> None:
        kept = find_function(Arn.parse(mapping.function_arn))
        if kept is None or RunnableFunction.of(kept).throttled or not _may_receive(kept.role, mapping):
            return
        while self._has_room(mapping) and (batch := _receive(mapping)):
            self._hand_over(mapping, batch, RunnableFunction.of(kept))

    def _has_room(self, mapping: Any) -> bool:
        with self._counting:
            return self._handling[mapping.uuid] < BATCHES_AT_ONCE and self._workers.free > 0

    def _hand_over(self, mapping: Any, batch: Batch, function: RunnableFunction) -> None:
        def handle() -> None:
            try:
                batch.handle(function, self._invocations, self._clock)
            finally:
                self._count(mapping, -1)

        self._count(mapping, 1)
        self._workers.submit(handle)

    def _count(self, mapping: Any, change: int) -> None:
        with self._counting:
            self._handling[mapping.uuid] += change
            if not self._handling[mapping.uuid]:
                del self._handling[mapping.uuid]


def _enabled() -> Iterator[Any]:
    for account in list(lambda_simple_backends.values()):
        for backend in list(account.values()):
            for mapping in list(backend._event_source_mappings.values()):
                if mapping.enabled and ":sqs:" in mapping.event_source_arn:
                    yield mapping


def _may_receive(role_arn: str, mapping: Any) -> bool:
    """Lambda polls as the function's role; what it may no longer receive stays where it is."""
    arn = Arn.parse(mapping.event_source_arn)
    role, queue = find_role(role_arn), find_queue(arn)
    if role is None or queue is None:
        return False
    return identity_may(role, "sqs:ReceiveMessage", arn.text, policy_of(queue)).allowed


def _receive(mapping: Any) -> Batch | None:
    """Receive a batch. The messages stay invisible for the whole timeout while the function runs, in real time."""
    arn = Arn.parse(mapping.event_source_arn)
    backend = sqs_backends[arn.account][arn.region]
    queue = backend.get_queue(arn.resource)
    now = unix_time_millis()
    found = backend.receive_message(arn.resource, mapping.batch_size, 0, queue.visibility_timeout, ["All"])
    reports = "ReportBatchItemFailures" in (mapping.function_response_types or [])
    return Batch(queue, tuple(found), now, reports) if found else None
