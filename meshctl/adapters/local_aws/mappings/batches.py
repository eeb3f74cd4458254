"""One batch of messages: received, given to the function, then deleted or made visible again."""

from dataclasses import dataclass
from typing import Any

from moto.core.utils import unix_time_millis
from moto.sqs.exceptions import ReceiptHandleIsInvalid

from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.event_bridge.messages import marks_of_message
from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.local_aws.functions.invocations import Invocations
from meshctl.adapters.local_aws.functions.outcomes import InvocationOutcome
from meshctl.adapters.local_aws.functions.requests import InvocationRequest
from meshctl.adapters.local_aws.mappings.records import event_of, failed_ids


@dataclass(frozen=True)
class Batch:
    """Messages of one queue that are invisible to everybody else since `received`."""

    queue: Any
    messages: tuple[Any, ...]
    received: float
    reports_failures: bool

    def handle(self, function: RunnableFunction, invocations: Invocations, clock: Clock) -> None:
        """Have the function handle the batch. What fails is seen again after the visibility timeout."""
        event = event_of(self.messages, self.queue.queue_arn, function.region)
        outcome = invocations.runner.run(function, InvocationRequest.of(event))
        failed = self._failed(outcome)
        for message in self.messages:
            if message.id in failed:
                self.show_again(message, clock)
            else:
                self._delete(message)
            marks = marks_of_message(message)
            invocations.write(function, outcome, marks, len(self.messages), failed=message.id in failed)

    def _failed(self, outcome: InvocationOutcome) -> frozenset[str]:
        sent = frozenset(message.id for message in self.messages)
        if not outcome.handled:
            return sent
        return failed_ids(outcome.payload, sent) if self.reports_failures else frozenset()

    def _delete(self, message: Any) -> None:
        try:
            self.queue.delete_message(message.receipt_handle)
        except ReceiptHandleIsInvalid:  # the queue was purged meanwhile, or the message has moved on
            return

    def show_again(self, message: Any, clock: Clock) -> None:
        """Let a message be received again. The visibility timeout counts from the receipt; of what is left, only the waiting is shortened."""
        timeout = float(self.queue.visibility_timeout) * 1000
        left = max(0.0, self.received + timeout - unix_time_millis())
        with self.queue._messages_lock:
            for kept in self.queue._messages:
                if kept.had_receipt_handle(message.receipt_handle):
                    kept.visible_at = unix_time_millis() + clock.shorten(left)
