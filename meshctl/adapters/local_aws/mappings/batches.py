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
from meshctl.adapters.local_aws.mappings.mapping import FunctionMapping
from meshctl.adapters.local_aws.mappings.records import event_of, failed_ids, record_of


@dataclass(frozen=True)
class Batch:
    """Messages of one queue that are invisible to everybody else since `received`."""

    queue: Any
    messages: tuple[Any, ...]
    received: float
    mapping: FunctionMapping

    def handle(self, function: RunnableFunction, invocations: Invocations, clock: Clock) -> None:
        """Have the function handle what the filters let pass. What fails is seen again after the visibility timeout."""
        records = {message.id: self._record(message, function) for message in self.messages}
        filters = self.mapping.filters
        passed = {key for key, one in records.items() if not filters or any(each.lets_pass(one) for each in filters)}
        for message in self.messages:
            if message.id not in passed:
                self._drop(message, function, invocations)
        wanted = [message for message in self.messages if message.id in passed]
        if wanted:
            self._run(wanted, [records[message.id] for message in wanted], function, invocations, clock)

    def _run(
        self,
        messages: list[Any],
        records: list[dict[str, Any]],
        function: RunnableFunction,
        invocations: Invocations,
        clock: Clock,
    ) -> None:
        outcome = invocations.runner.run(function, InvocationRequest.of(event_of(records)))
        failed = self._failed(outcome, frozenset(message.id for message in messages))
        for message in messages:
            if message.id in failed:
                self.show_again(message, clock)
            else:
                self._delete(message)
            marks = marks_of_message(message)
            invocations.write(function, outcome, marks, len(messages), failed=message.id in failed)

    def _record(self, message: Any, function: RunnableFunction) -> dict[str, Any]:
        return record_of(message, self.queue.queue_arn, function.region, gathered=self.mapping.window > 0)

    def _failed(self, outcome: InvocationOutcome, sent: frozenset[str]) -> frozenset[str]:
        if not outcome.handled:
            return sent
        return failed_ids(outcome.payload, sent) if self.mapping.reports_failures else frozenset()

    def _drop(self, message: Any, function: RunnableFunction, invocations: Invocations) -> None:
        """A queue's message that no filter lets pass is gone, for every reader."""
        self._delete(message)
        facts = {"function": function.arn, "queue": self.queue.queue_arn}
        invocations.journal.write("filtered", marks_of_message(message), function.account, **facts)

    def _delete(self, message: Any) -> None:
        try:
            self.queue.delete_message(message.receipt_handle)
        except ReceiptHandleIsInvalid:  # the queue was purged meanwhile, or the message has moved on
            return

    def show_again(self, message: Any, clock: Clock) -> None:
        """Let a message be received again when its visibility timeout ends, which counts from the receipt.

        Of what is left of it, only the waiting is shortened.
        """
        timeout = float(self.queue.visibility_timeout) * 1000
        left = max(0.0, self.received + timeout - unix_time_millis())
        with self.queue._messages_lock:
            if kept := self.queue._messages.find(message.receipt_handle):
                kept.visible_at = unix_time_millis() + clock.shorten(left)
