"""Invocations and what the journal says of them. One that nobody waits for is tried again, as Lambda does, and told of."""

from dataclasses import dataclass, replace
from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.event_bridge.failures import Undeliverable
from meshctl.adapters.local_aws.event_bridge.resources import find_function
from meshctl.adapters.local_aws.functions.destinations import Destinations
from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.local_aws.functions.invocation_records import InvocationRecord
from meshctl.adapters.local_aws.functions.outcomes import InvocationOutcome
from meshctl.adapters.local_aws.functions.requests import InvocationRequest
from meshctl.adapters.local_aws.functions.routing import routed
from meshctl.adapters.local_aws.functions.runner import Runner
from meshctl.adapters.local_aws.journal import Journal, Marks
from meshctl.adapters.local_aws.workers import Workers

WAITS = (60, 120)  # Lambda's seconds before the second and the third attempt


@dataclass(frozen=True)
class _Waiting:
    """An event that nobody waits for; `since` is of `Clock.now()`."""

    function: RunnableFunction
    request: InvocationRequest
    marks: Marks
    since: float
    attempts: int = 0

    def record(self, outcome: InvocationOutcome | None, condition: str) -> InvocationRecord:
        """What is to be told of it."""
        return InvocationRecord(self.function, self.request, outcome, condition, self.attempts)


@dataclass(frozen=True)
class Invocations:
    """Runs functions for whoever wants them run."""

    runner: Runner
    destinations: Destinations
    workers: Workers
    clock: Clock
    journal: Journal

    def now(self, function: RunnableFunction, request: InvocationRequest, marks: Marks) -> InvocationOutcome:
        """Run a function for one event and wait for it."""
        outcome = self.runner.run(function, request)
        self.write(function, outcome, marks)
        return outcome

    def write(
        self, function: RunnableFunction, outcome: InvocationOutcome, marks: Marks, batch: int = 1, failed: bool = False
    ) -> None:
        """Journal how one event of a batch fared; `failed` when it did, though the function did not."""
        facts = {"milliseconds": outcome.milliseconds, "error": outcome.error, "batch": batch}
        told = "failed" if failed and outcome.handled else outcome.kind
        self.journal.write("invoked", marks, function.account, function=function.arn, outcome=told, **facts)

    def later(self, kept: Any, event: str, marks: Marks, trace: str | None = None) -> None:
        """Take an event for a function of moto's, with X-Ray's header if it came with one.

        `Undeliverable` (THROTTLING) when it may not run at all.
        """
        function = RunnableFunction.of(routed(kept))
        if function.throttled:
            raise Undeliverable("THROTTLING", f"{function.arn} has no concurrency", retriable=True)
        self.accept(function, InvocationRequest.of(event.encode(), trace), marks)

    def accept(self, function: RunnableFunction, request: InvocationRequest, marks: Marks) -> None:
        """Take an event for which nobody waits."""
        waiting = _Waiting(function, request, marks, self.clock.now())
        self.workers.submit(lambda: self._attempt(waiting))

    def _attempt(self, waited: _Waiting) -> None:
        """Run the function as it is now, whatever it was when the event came."""
        function = waited.function
        kept = find_function(Arn.parse(function.arn))
        if kept is None:
            gone = {"code": "ResourceNotFound", "reason": "the function was deleted while the event waited for it"}
            self.journal.write("lost", waited.marks, function.account, target=function.arn, **gone)
            return
        waiting = replace(waited, function=RunnableFunction.of(routed(kept)))
        if waiting.function.throttled:
            self._give_up(waiting.record(None, "ZeroReservedConcurrency"), waiting.marks)
            return
        outcome = self.now(waiting.function, waiting.request, waiting.marks)
        waiting = replace(waiting, attempts=waiting.attempts + 1)
        if outcome.handled:
            self._succeeded(waiting.record(outcome, "Success"), waiting.marks)
        else:
            self._failed(waiting, outcome)

    def _failed(self, waiting: _Waiting, outcome: InvocationOutcome) -> None:
        function = waiting.function
        if waiting.attempts > min(function.retries, len(WAITS)):
            self._give_up(waiting.record(outcome, "RetriesExhausted"), waiting.marks)
            return
        wait = WAITS[waiting.attempts - 1]
        if self.clock.aged(waiting.since) + wait > function.event_seconds:
            self._give_up(waiting.record(outcome, "EventAgeExceeded"), waiting.marks)
        else:
            self.workers.submit(lambda: self._attempt(waiting), after=self.clock.shorten(wait))

    def _succeeded(self, record: InvocationRecord, marks: Marks) -> None:
        function = record.function
        if not function.on_success:
            return
        try:
            self.destinations.send(record, function.on_success, marks)
        except Undeliverable as refusal:
            facts = {"target": function.on_success, "code": refusal.code, "reason": refusal.reason}
            self.journal.write("lost", marks, function.account, function=function.arn, **facts)

    def _give_up(self, record: InvocationRecord, marks: Marks) -> None:
        """Tell the destination and keep the event, where the function has such places; else it is lost."""
        function, refusals, kept = record.function, [], False
        code = record.outcome.error if record.outcome else record.condition
        facts = {"function": function.arn, "code": code or "", "reason": "the function did not handle it"}
        for place, put in (
            (function.on_failure, self.destinations.send),
            (function.dead_letters_arn, self.destinations.keep),
        ):
            try:
                if place:
                    put(record, place, marks)
                    self.journal.write("dead-lettered", marks, function.account, **facts, queue=place)
                    kept = True
            except Undeliverable as refusal:
                refusals.append(refusal.reason)
        if not kept:
            facts["reason"] += f"; and no dead letter: {', '.join(refusals) or 'the function has no dead-letter queue'}"
            self.journal.write("lost", marks, function.account, target=function.arn, **facts)
