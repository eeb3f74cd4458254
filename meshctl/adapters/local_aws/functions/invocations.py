"""Invocations and what the journal says of them. One that nobody waits for is tried again, as Lambda does."""

from dataclasses import dataclass
from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.authorization import identity_may
from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.event_bridge import messages
from meshctl.adapters.local_aws.event_bridge.failures import Undeliverable, no_permissions, no_resource
from meshctl.adapters.local_aws.event_bridge.resources import find_queue, policy_of
from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.local_aws.functions.outcomes import InvocationOutcome
from meshctl.adapters.local_aws.functions.runner import Runner
from meshctl.adapters.local_aws.identities import find_role
from meshctl.adapters.local_aws.journal import Journal, Marks
from meshctl.adapters.local_aws.workers import Workers

WAITS = (60, 120)  # Lambda's seconds before the second and the third attempt


@dataclass(frozen=True)
class Invocations:
    """Runs functions for whoever wants them run."""

    runner: Runner
    workers: Workers
    clock: Clock
    journal: Journal

    def now(self, function: RunnableFunction, event: bytes, marks: Marks) -> InvocationOutcome:
        """Run a function for one event and wait for it."""
        outcome = self.runner.run(function, event)
        self.write(function, outcome, marks)
        return outcome

    def write(
        self, function: RunnableFunction, outcome: InvocationOutcome, marks: Marks, batch: int = 1, failed: bool = False
    ) -> None:
        """Journal how one event of a batch fared; `failed` when it did, though the function did not."""
        facts = {"milliseconds": outcome.milliseconds, "error": outcome.error, "batch": batch}
        told = "failed" if failed and outcome.handled else outcome.kind
        self.journal.write("invoked", marks, function.account, function=function.arn, outcome=told, **facts)

    def later(self, kept: Any, event: str, marks: Marks) -> None:
        """Take an event for a function of moto's; `Undeliverable` (THROTTLING) when it may not run at all."""
        function = RunnableFunction.of(kept)
        if function.throttled:
            raise Undeliverable("THROTTLING", f"{function.arn} has no concurrency", retriable=True)
        self.workers.submit(lambda: self._attempt(function, event, marks, 0))

    def _attempt(self, function: RunnableFunction, event: str, marks: Marks, retries: int) -> None:
        outcome = self.now(function, event.encode(), marks)
        if outcome.handled:
            return
        if retries < min(function.retries, len(WAITS)):
            wait = self.clock.shorten(WAITS[retries])
            self.workers.submit(lambda: self._attempt(function, event, marks, retries + 1), after=wait)
        else:
            self._give_up(function, event, marks, outcome)

    def _give_up(self, function: RunnableFunction, event: str, marks: Marks, outcome: InvocationOutcome) -> None:
        facts = {"function": function.arn, "code": outcome.error or "", "reason": "the function did not handle it"}
        try:
            _keep(function, event, marks, outcome)
        except Undeliverable as refusal:
            facts["reason"] += f"; and no dead letter: {refusal.reason}"
            self.journal.write("lost", marks, function.account, **facts)
        else:
            self.journal.write("dead-lettered", marks, function.account, **facts, queue=function.dead_letters_arn)


def _keep(function: RunnableFunction, event: str, marks: Marks, outcome: InvocationOutcome) -> None:
    """Put the event into the function's own dead-letter queue, as the function's role."""
    if not function.dead_letters_arn:
        raise Undeliverable("NO_RESOURCE", "the function has no dead-letter queue")
    arn = Arn.parse(function.dead_letters_arn)
    queue = find_queue(arn) if arn.service == "sqs" else None
    if queue is None:
        raise no_resource(arn.text)
    role = find_role(function.role_arn)
    if role is None or not identity_may(role, "sqs:SendMessage", arn.text, policy_of(queue)).allowed:
        raise no_permissions(f"{function.role_arn} may not send to {arn.text}")
    messages.send(arn, event, marks, {"ErrorCode": "200", "ErrorMessage": outcome.error or "unknown"})
