"""One batch of a stream's records: given to the function, tried again, given up with a record of it for the destination."""

import base64
import binascii
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.event_bridge.failures import Undeliverable
from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.local_aws.functions.invocations import Invocations
from meshctl.adapters.local_aws.functions.outcomes import InvocationOutcome
from meshctl.adapters.local_aws.functions.requests import InvocationRequest
from meshctl.adapters.local_aws.journal import Marks, marks_of_text
from meshctl.adapters.local_aws.mappings.lanes import Lane
from meshctl.adapters.local_aws.mappings.mapping import FunctionMapping
from meshctl.adapters.local_aws.mappings.records import event_of, failed_ids
from meshctl.adapters.local_aws.mappings.stream_records import GivenUpBatch, record_of

HANDLED, PROBLEM = "OK", "PROBLEM: Function call failed"


@dataclass(frozen=True)
class StreamBatch:
    """Records of one lane of a shard, in their order; nobody else has the lane."""

    mapping: FunctionMapping
    lane: Lane
    shard: Any
    records: tuple[Any, ...]

    def handle(self, function: RunnableFunction, invocations: Invocations, clock: Clock) -> None:
        """Have the function handle the batch, and let the lane know how far it is."""
        task = _Task(self, function, invocations, clock)
        young = task.without_expired(self.records)
        told = {one.sequence_number: record_of(one, self.shard.shard_id, self.mapping, function) for one in young}
        wanted = [one for one in young if self._wants(told[one.sequence_number])]
        for record in young:
            if record not in wanted:
                task.write("filtered", record)
        if wanted:
            task.run(wanted, [told[one.sequence_number] for one in wanted])
        elif young:
            self.lane.advance(young[-1].sequence_number)

    def _wants(self, told: Mapping[str, Any]) -> bool:
        filters = self.mapping.filters
        return not filters or any(one.lets_pass(told) for one in filters)


@dataclass(frozen=True)
class _Task:
    """A batch with the function that is to handle it."""

    batch: StreamBatch
    function: RunnableFunction
    invocations: Invocations
    clock: Clock

    def without_expired(self, records: Sequence[Any]) -> list[Any]:
        """Give up the records that are too old, and give the others."""
        most = self._most_seconds()
        expired = [one for one in records if self.clock.time() - one.created_at > most]
        if expired:
            self._give_up(expired, str(uuid.uuid4()), None, "RecordAgeExceeded", max(1, self.batch.lane.attempts))
            self.batch.lane.advance(expired[-1].sequence_number)
        return [one for one in records if one not in expired]

    def run(self, records: list[Any], told: list[dict[str, Any]]) -> None:
        """Run the function once."""
        request = InvocationRequest.of(event_of(told))
        outcome = self.invocations.runner.run(self.function, request)
        failed = self._failed(outcome, records)
        first = next((at for at, one in enumerate(records) if str(one.sequence_number) in failed), len(records))
        for at, record in enumerate(records):
            self.invocations.write(self.function, outcome, marks_of_record(record), len(records), failed=at >= first)
        self.batch.mapping.last_result = HANDLED if first == len(records) else PROBLEM
        if first == len(records):
            self.batch.lane.advance(self.batch.records[-1].sequence_number)
        else:
            self._try_again(records, first, request.id, outcome)

    def write(self, kind: str, record: Any, **facts: str) -> None:
        """Journal what became of a record."""
        told = {"function": self.function.arn, "stream": self.batch.mapping.source.text, **facts}
        self.invocations.journal.write(kind, marks_of_record(record), self.function.account, **told)

    def _failed(self, outcome: InvocationOutcome, records: Sequence[Any]) -> frozenset[str]:
        sent = frozenset(str(one.sequence_number) for one in records)
        if not outcome.handled:
            return sent
        return failed_ids(outcome.payload, sent) if self.batch.mapping.reports_failures else frozenset()

    def _try_again(self, records: list[Any], first: int, request_id: str, outcome: InvocationOutcome) -> None:
        """Have the lane begin again at the first record that failed; what was before it has been handled."""
        lane, most = self.batch.lane, int(self.batch.mapping.told["MaximumRetryAttempts"])
        if first:
            lane.advance(records[first - 1].sequence_number)
            lane.stop_at(records[-1].sequence_number)
            return
        counted = lane.fail(records, bool(self.batch.mapping.told["BisectBatchOnFunctionError"]))
        if counted and 0 <= most < lane.attempts:
            self._give_up(records, request_id, outcome, "RetryAttemptsExhausted", lane.attempts)
            lane.advance(records[-1].sequence_number)
        else:
            lane.not_before = self.clock.now() + (lane.wait if counted else 0.0)

    def _give_up(
        self, records: Sequence[Any], request_id: str, outcome: InvocationOutcome | None, condition: str, attempts: int
    ) -> None:
        mapping, destination = self.batch.mapping, self._destination()
        letter = GivenUpBatch(records, self.batch.shard.shard_id, mapping.source.text, condition, attempts)
        facts = {"code": condition, "reason": f"the function did not handle it in {attempts} attempts"}
        try:
            if not destination:
                raise Undeliverable("NO_RESOURCE", "the mapping has no destination for failures")
            self._hand_over(letter, destination, letter.told(self.function, request_id, outcome, self.clock.time()))
        except Undeliverable as refusal:
            facts["reason"] += f"; and no dead letter: {refusal.reason}"
            for record in records:
                self.write("lost", record, target=self.function.arn, **facts)
        else:
            for record in records:
                self.write("dead-lettered", record, queue=destination, **facts)

    def _hand_over(self, letter: GivenUpBatch, destination: str, told: dict[str, Any]) -> None:
        """A bucket keeps the records themselves as well."""
        destinations, mapping = self.invocations.destinations, self.batch.mapping
        if Arn.parse(destination).service != "s3":
            marks = marks_of_record(letter.records[0])
            destinations.hand_over(self.function, destination, json.dumps(told), marks)
            return
        given = [record_of(one, letter.shard_id, mapping, self.function) for one in letter.records]
        kept = json.dumps({**told, "payload": json.loads(event_of(given))})
        destinations.keep_object(self.function, destination, letter.key(mapping.uuid, self.clock.time()), kept)

    def _destination(self) -> str | None:
        given = (self.batch.mapping.told["DestinationConfig"] or {}).get("OnFailure") or {}
        return given.get("Destination")

    def _most_seconds(self) -> float:
        most = int(self.batch.mapping.told["MaximumRecordAgeInSeconds"])
        return float(most) if most >= 0 else float("inf")


def marks_of_record(record: Any) -> Marks:
    """Give the marks of what is in a record."""
    try:
        return marks_of_text(base64.b64decode(record.data).decode())
    except (binascii.Error, UnicodeDecodeError):
        return Marks()
